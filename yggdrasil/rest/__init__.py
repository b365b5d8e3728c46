"""Promise: HTTP has one voice: errors, pages, parameters and request ids are everywhere alike.

Not promised: decisions. Who may see what is decided by an app's rules, within its queries.
Used by: the rest door of every app, config's addresses and settings.
"""
