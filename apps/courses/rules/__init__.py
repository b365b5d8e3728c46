"""Decisions of the courses app: plain Python, no database, no clock."""
