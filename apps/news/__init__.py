"""The news app."""
