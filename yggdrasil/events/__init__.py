"""Promise: a domain signal has a name, a version, a schema and known hearers.

Not promised: delivery. Keeping facts is the event store's, carrying them the bus's.
Used by: events.py and subscriptions.py of every app.
"""
