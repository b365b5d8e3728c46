"""Series: which times a recurrence stands for.

Occurrences keep the wall-clock time of the school: a lesson at nine stays at nine when the clocks
change. A time that the change skips takes place an hour later, as RFC 5545 reads it.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from dateutil import rrule

from apps.planning.data import RecurrenceData, RecurrencePattern
from apps.planning.rules.times import LATEST
from yggdrasil.errors import FieldError, InvalidError

MAX_OCCURRENCES = 365
MAX_INTERVAL = 52

_FREQUENCIES: dict[RecurrencePattern, Any] = {
    RecurrencePattern.DAILY: rrule.DAILY,
    RecurrencePattern.WEEKLY: rrule.WEEKLY,
    RecurrencePattern.MONTHLY: rrule.MONTHLY,
    RecurrencePattern.YEARLY: rrule.YEARLY,
}
_BY_WEEKDAY = {RecurrencePattern.DAILY, RecurrencePattern.WEEKLY}


class InvalidRecurrenceError(InvalidError):
    """The recurrence describes no series, or none with an end."""


def check_recurrence(recurrence: RecurrenceData, *, starts_at: datetime, zone: ZoneInfo) -> None:
    """Return if a series may be planned with this recurrence.

    Args:
        recurrence: how the series comes round.
        starts_at: begin of its first event, aware.
        zone: time zone of the school.

    Raises:
        InvalidRecurrenceError: if it has both or none of `until` and `count`, an interval outside
            1 to 52, more than 365 occurrences, weekdays that are none or do not hold the first
            day, or weekdays in a monthly or yearly series.
    """
    _check_end(recurrence, starts_at=starts_at)
    if not 1 <= recurrence.interval <= MAX_INTERVAL:
        raise _wrong("interval", f"A series comes round every 1 to {MAX_INTERVAL} times.")
    _check_weekdays(recurrence, first=starts_at.astimezone(zone).isoweekday())
    begins = _begins(recurrence, starts_at=starts_at, zone=zone)
    if next(islice(begins, MAX_OCCURRENCES, None), None) is not None:
        raise _wrong("until", f"A series has at most {MAX_OCCURRENCES} occurrences.")


def expand(
    recurrence: RecurrenceData, *, starts_at: datetime, zone: ZoneInfo
) -> tuple[datetime, ...]:
    """Return the begins of all occurrences of a series, its head's included.

    Args:
        recurrence: how the series comes round.
        starts_at: begin of its first event, aware.
        zone: time zone of the school, whose wall clock the series keeps.

    Returns:
        Moments in UTC, growing, each once, at most 365; the first is `starts_at` unless its day
        is an exception.
    """
    excluded = set(recurrence.exceptions)
    return tuple(
        begin
        for begin in islice(_begins(recurrence, starts_at=starts_at, zone=zone), MAX_OCCURRENCES)
        if begin.astimezone(zone).date() not in excluded
    )


def _begins(
    recurrence: RecurrenceData, *, starts_at: datetime, zone: ZoneInfo
) -> Iterator[datetime]:
    """Yield the head's begin and then what the rule adds, exceptions not yet left out."""
    first = starts_at.astimezone(UTC)
    wall = first.astimezone(zone).replace(tzinfo=None)
    yield first
    if _never_meets_its_weekdays(recurrence, first=wall.isoweekday()):
        return
    latest = first
    for local in _rule(recurrence, wall=wall, zone=zone):
        # Through UTC and back: a wall-clock time that does not exist becomes the one after it.
        begin = local.replace(tzinfo=zone).astimezone(UTC)
        if begin >= LATEST:
            return
        # The head was told already; and it may lie in the second of a repeated hour.
        if local != wall and begin > latest:
            latest = begin
            yield begin


def _never_meets_its_weekdays(recurrence: RecurrenceData, *, first: int) -> bool:
    """Return whether the days of a series all fall on one weekday, which is none of its own.

    Refused for new series; in one taken over, the search would go on to the end of time.
    """
    is_whole_weeks = recurrence.pattern is RecurrencePattern.DAILY and recurrence.interval % 7 == 0
    return is_whole_weeks and bool(recurrence.weekdays) and first not in recurrence.weekdays


def _rule(recurrence: RecurrenceData, *, wall: datetime, zone: ZoneInfo) -> rrule.rrule:
    until = recurrence.until
    return rrule.rrule(
        _FREQUENCIES[recurrence.pattern],
        dtstart=wall,
        interval=recurrence.interval,
        count=recurrence.count,
        until=until and until.astimezone(zone).replace(tzinfo=None),
        byweekday=[day - 1 for day in recurrence.weekdays] or None,
    )


def _check_end(recurrence: RecurrenceData, *, starts_at: datetime) -> None:
    if (recurrence.until is None) == (recurrence.count is None):
        raise _wrong("until", "A series ends at a time or after a count: give one of the two.")
    if recurrence.count is not None and not 1 <= recurrence.count <= MAX_OCCURRENCES:
        raise _wrong("count", f"A series has 1 to {MAX_OCCURRENCES} occurrences.")
    if recurrence.until is not None and recurrence.until < starts_at:
        raise _wrong("until", "A series cannot end before it begins.")
    if len(recurrence.exceptions) > MAX_OCCURRENCES:
        raise _wrong("exceptions", f"A series has at most {MAX_OCCURRENCES} exceptions.")


def _check_weekdays(recurrence: RecurrenceData, *, first: int) -> None:
    if not recurrence.weekdays:
        return
    if recurrence.pattern not in _BY_WEEKDAY:
        raise _wrong("weekdays", "Weekdays are for daily and weekly series.")
    if not set(recurrence.weekdays) <= set(range(1, 8)):
        raise _wrong("weekdays", "A weekday is 1 for Monday to 7 for Sunday.")
    if first not in recurrence.weekdays:
        raise _wrong("weekdays", "The first event must fall on one of the weekdays.")


def _wrong(field: str, message: str) -> InvalidRecurrenceError:
    return InvalidRecurrenceError(
        message, errors=(FieldError(field=f"recurrence.{field}", message=message),)
    )
