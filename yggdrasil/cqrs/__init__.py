"""Promise: a change or a question is an object: named, registered once, run in one pipeline.

Not promised: a second layer. An app's operations are its command handlers.
Used by: operations and queries of every app.
"""
