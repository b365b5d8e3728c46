"""The way there as a whole: which home when, loading, finishing, resuming, reporting."""
