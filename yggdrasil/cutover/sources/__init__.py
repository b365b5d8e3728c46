"""Predecessors to read from: a live database, a folder of JSON lines, a dictionary for tests."""
