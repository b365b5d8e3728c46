"""The database engine: the official MongoDB backend, plus what a house of seven homes needs.

Promises: one client per server, transactions that retry and heal, documents that refuse stale
writes, pages without counting, and figures of every command. Does not promise a transaction over
two homes. Used by every room and app that keeps documents.
"""
