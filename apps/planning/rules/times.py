"""Times of events: half-open, in order, of a sane length."""

from datetime import UTC, datetime, timedelta

from yggdrasil.errors import FieldError, InvalidError

LONGEST = timedelta(hours=24)
# Beyond these a year was mistyped, and date arithmetic near the end of time fails.
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)

# What an event taken over from elsewhere may last at most for reads by time to find it: they look
# for events that began at most so long before.
LONGEST_KEPT = timedelta(days=366)


class InvalidTimeError(InvalidError):
    """An event ends after it begins, and lasts at most a day."""


def overlaps(
    *, starts_at: datetime, ends_at: datetime, other_starts_at: datetime, other_ends_at: datetime
) -> bool:
    """Return whether two half-open times share a moment; back to back is no overlap.

    Args:
        starts_at: begin of the one.
        ends_at: end of the one, no longer part of it.
        other_starts_at: begin of the other.
        other_ends_at: end of the other, no longer part of it.

    Returns:
        True if both are under way at some moment.

    Source:
        The predecessor's conflict rule: start < other end and end > other start.
    """
    return starts_at < other_ends_at and ends_at > other_starts_at


def check_times(*, starts_at: datetime, ends_at: datetime) -> None:
    """Return if an event may be planned from one moment to the other.

    Args:
        starts_at: begin, aware.
        ends_at: end, aware.

    Raises:
        InvalidTimeError: if the end is not after the begin, or later than 24 hours after it, or
            the begin lies outside the years 2000 to 2199.
    """
    if not EARLIEST <= starts_at < LATEST:
        raise _wrong("An event takes place between the years 2000 and 2199.")
    if ends_at <= starts_at:
        raise _wrong("The end must come after the begin.")
    if ends_at - starts_at > LONGEST:
        raise _wrong("An event lasts at most 24 hours: plan a series of days instead.")


def _wrong(message: str) -> InvalidTimeError:
    return InvalidTimeError(message, errors=(FieldError(field="ends_at", message=message),))
