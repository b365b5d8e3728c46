"""Promise: a clone finds its MongoDB and Redis: the configured ones, else local ones it starts.

Not promised: anything for production; these servers listen on loopback and keep no secrets.
Used by: scripts, and settings (`state.local_uri`, `named`). All but `named` works without Django.
"""
