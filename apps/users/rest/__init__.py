"""The HTTP door of the users app."""
