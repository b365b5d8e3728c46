"""Series: what a head and its recurrence stand for."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from bson import ObjectId
from django.conf import settings

from apps.planning import rules
from apps.planning.models import Event


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def school_zone() -> ZoneInfo:
    """Return the time zone on whose wall clock series keep their hours."""
    return _zone(settings.YGGDRASIL["SCHOOL_TIME_ZONE"])


def begins_of(head: Event) -> tuple[datetime, ...]:
    """Return when the occurrences of a series begin, the head's included.

    Args:
        head: an event; one without a recurrence stands for itself.

    Returns:
        Moments in UTC, growing.
    """
    if head.recurrence is None:
        return (head.starts_at,)
    recurrence = head.recurrence.to_data()
    return rules.expand(recurrence, starts_at=head.series_begins_at, zone=school_zone())


def occurrences_of(head_id: ObjectId) -> list[Event]:
    """Return the occurrences that have been made of a series, without its head.

    Args:
        head_id: id of the head.

    Returns:
        Events by the begin that the series gave them.
    """
    return list(Event.objects.filter(series_id=head_id).order_by("occurs_at"))


def missing_occurrences(head: Event, *, made: Iterable[Event]) -> list[Event]:
    """Return the occurrences that have not been made of a series.

    Args:
        head: an event; one without a recurrence lacks none.
        made: those that have been.

    Returns:
        New documents, not saved, by begin.
    """
    begun = {member.series_begins_at for member in (head, *made)}
    return [head.occurrence(starts_at=begin) for begin in begins_of(head) if begin not in begun]
