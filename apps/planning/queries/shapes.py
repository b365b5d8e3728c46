"""Documents as data."""

from typing import Any

from apps.planning.data import (
    EventData,
    EventDraft,
    EventStatus,
    EventSummary,
    EventType,
)
from apps.planning.models import Event
from apps.planning.rules import Claim


def to_summary(event: Event) -> EventSummary:
    """Return an event as a list shows it.

    Args:
        event: the document.

    Returns:
        The event without its details.
    """
    return EventSummary(**_summary(event))


def to_data(event: Event) -> EventData:
    """Return an event with everything about it.

    Args:
        event: the document.

    Returns:
        The event.
    """
    return EventData(
        **_summary(event),
        description=event.description,
        capacity=event.capacity,
        recurrence=event.recurrence and event.recurrence.to_data(),
        bookings=tuple(booking.to_data() for booking in event.bookings or ()),
        attendees=tuple(attendee.to_data() for attendee in event.attendees or ()),
        created_by=str(event.created_by),
        created_at=event.created_at,
        updated_at=event.updated_at,
        version=event.version,
    )


def to_draft(event: Event) -> EventDraft:
    """Return an event as somebody would draft it, for changing it.

    Args:
        event: the document.

    Returns:
        The draft.
    """
    return EventDraft(
        title=event.title,
        type=EventType(event.type),
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        description=event.description,
        location_id=_text(event.location_id),
        course_id=_text(event.course_id),
        cohort_ids=tuple(map(str, event.cohort_ids or ())),
        teacher_id=_text(event.teacher_id),
        recurrence=event.recurrence and event.recurrence.to_data(),
        bookings=tuple(booking.to_data() for booking in event.bookings or ()),
        attendee_ids=tuple(str(attendee.account_id) for attendee in event.attendees or ()),
        capacity=event.capacity,
        is_public=event.is_public,
        color=event.color,
    )


def to_claim(event: Event) -> Claim:
    """Return what an event needs, and when.

    Args:
        event: the document.

    Returns:
        The claim.
    """
    return Claim(
        event_id=str(event.pk),
        title=event.title,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        location_id=_text(event.location_id),
        teacher_id=_text(event.teacher_id),
        cohort_ids=frozenset(map(str, event.cohort_ids or ())),
        resources={str(b.resource_id): b.quantity for b in event.bookings or ()},
    )


def _summary(event: Event) -> dict[str, Any]:
    return {
        "id": str(event.pk),
        "title": event.title,
        "type": EventType(event.type),
        "status": EventStatus(event.status),
        "starts_at": event.starts_at,
        "ends_at": event.ends_at,
        "location_id": _text(event.location_id),
        "location_name": event.location_name,
        "course_id": _text(event.course_id),
        "course_title": event.course_title,
        "cohort_ids": tuple(map(str, event.cohort_ids or ())),
        "teacher_id": _text(event.teacher_id),
        "teacher_name": event.teacher_name,
        "series_id": _text(event.series_id),
        "is_recurring": event.is_recurring,
        "is_public": event.is_public,
        "color": event.color,
    }


def _text(key: object) -> str | None:
    return None if key is None else str(key)
