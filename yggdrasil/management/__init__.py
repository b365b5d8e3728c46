"""Commands of the platform, for operators."""
