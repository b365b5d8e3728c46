"""Promise: whoever watches the system can read its figures, in Prometheus' own words.

Not promised: history and alarms; those are the watcher's.
Used by: operators, through `/metrics`.
"""
