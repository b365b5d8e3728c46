"""The HTTP door of the statistics app."""
