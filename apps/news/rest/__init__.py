"""The HTTP door of the news app."""
