"""The HTTP door of the planning app."""
