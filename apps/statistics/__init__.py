"""The statistics app."""
