"""Promise: a predecessor's database is split into homes once, verifiably, and can be merged back.

Knows nothing of schools: what becomes of what is said in each app's predecessor.py.

Not promised: a live copy that follows a predecessor which is still written to.
Used by: manage.py split_databases and merge_databases, predecessor.py of every app.
"""
