"""The HTTP door of the enrollments app."""
