"""Promise: a stored fact reaches every hearer and takes effect once, in order per aggregate.

Not promised: a broker that loses nothing. What it loses is delivered again from the store.
Used by: the relay process, Celery workers, subscriptions of every app.
"""
