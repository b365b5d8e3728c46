"""Time, in one place: aware, UTC, and as precise as the database keeps it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_held_at: ContextVar[datetime | None] = ContextVar("held_at", default=None)


def now() -> datetime:
    """Return the present moment.

    Returns:
        An aware UTC datetime with millisecond precision, which is all that BSON keeps: a value
        survives a round trip through the database unchanged.
    """
    return _held_at.get() or to_milliseconds(datetime.now(UTC))


def to_milliseconds(moment: datetime) -> datetime:
    """Return the moment without what BSON would drop.

    Args:
        moment: any datetime.

    Returns:
        The same moment, microseconds cut (not rounded) to whole milliseconds.
    """
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


@contextmanager
def held(at: datetime) -> Iterator[datetime]:
    """Hold the clock within a block; for tests and for replaying the past.

    Args:
        at: the aware moment that `now` answers within the block.

    Yields:
        The moment as `now` will answer it.
    """
    moment = to_milliseconds(at.astimezone(UTC))
    token = _held_at.set(moment)
    try:
        yield moment
    finally:
        _held_at.reset(token)
