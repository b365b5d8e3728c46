"""The HTTP door of the accounts app."""
