"""The planning app."""
