"""Decisions of the enrollments app, one subject a file: plain Python, no clock, no database."""
