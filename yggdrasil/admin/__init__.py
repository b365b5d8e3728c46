"""Promise: staff see and change every document; a change is an operation, a list is bounded.

Not promised: policy. What may be changed is decided by the operation.
Used by: admin.py of every app.
"""
