"""Promise: another process is asked as if it were an app.

Not promised: a shared object. What crosses the seam is coded data, in one process as in seven.
Used by: `api.py` of every app.
"""
