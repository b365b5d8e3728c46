"""Promise: what happened is kept, in order, per aggregate, in the home where it happened.

Not promised: delivery; the bus reads the store as its outbox.
Used by: domain signals, the bus, projections.
"""
