"""Promise: documents of seven homes, one client per server, changes whole or not at all.

Not promised: a transaction over two homes; a raw driver call outside a unit of work is not guarded.
Used by: Django, through ENGINE; every room and app that keeps documents.
"""

from yggdrasil.mongodb import geography

# Before the first import of the backend, which any module of this room may be the one to make.
geography.leave_out()
