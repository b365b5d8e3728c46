"""Decisions of the news app: plain Python, no database, no clock."""
