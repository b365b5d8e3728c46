"""The platform library: one Django app with many rooms, and no knowledge of schools."""
