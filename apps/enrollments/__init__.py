"""The enrollments app."""
