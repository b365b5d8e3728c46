"""Database homes: which app lives in which database. Imports nothing of ours."""
