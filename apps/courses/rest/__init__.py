"""The HTTP door of the courses app."""
