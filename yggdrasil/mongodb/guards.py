"""Which documents this thread may change now; asked by the engine on every write of Django's.

Writes made with raw driver calls are not seen here.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from yggdrasil.mongodb.unit import current_unit


class SpansTwoHomesError(RuntimeError):
    """Code within a unit of work on one home tried to change another home.

    No transaction spans two homes. Tell a fact, or make the change a saga's next step.
    """


class ReadOnlyError(RuntimeError):
    """Code that may only look tried to change something."""


class _Mode(threading.local):
    is_read_only: bool = False


_mode = _Mode()


@contextmanager
def read_only() -> Iterator[None]:
    """Refuse writes of this thread within a block; for queries."""
    outer, _mode.is_read_only = _mode.is_read_only, True
    try:
        yield
    finally:
        _mode.is_read_only = outer


def assert_writable(alias: str) -> None:
    """Return if documents of this home may be changed now.

    Reads are always allowed.

    Args:
        alias: home of the documents about to be changed.

    Raises:
        ReadOnlyError: within `read_only`.
        SpansTwoHomesError: if a unit of work on another home is open, since the write would stay
            when the unit is rolled back. Setting MONGODB_ALLOW_FOREIGN_WRITES lifts this.
    """
    if _mode.is_read_only:
        raise ReadOnlyError(f"A query may not change {alias!r}: make it a command.")
    unit = current_unit()
    if unit is None or unit.alias == alias:
        return
    if not getattr(settings, "MONGODB_ALLOW_FOREIGN_WRITES", False):
        raise SpansTwoHomesError(
            f"A unit of work on {unit.alias!r} may not change {alias!r}: tell a fact or use a saga."
        )
