"""Events: lists, details and the dates of a series."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet

from apps.accounts.data import is_office
from apps.planning import rules
from apps.planning.data import (
    AttendeeData,
    EventData,
    EventDraft,
    EventStatus,
    EventSummary,
    EventType,
    OccurrenceData,
)
from apps.planning.models import Event
from apps.planning.queries.lookups import find_location_key, load_event
from apps.planning.queries.pages import page_of
from apps.planning.queries.series import missing_occurrences, occurrences_of
from apps.planning.queries.shapes import to_data, to_draft, to_summary
from apps.planning.queries.visibility import (
    load_event_within,
    load_visible_event,
    scope_for,
    sees,
    visible,
)
from yggdrasil.context import Actor
from yggdrasil.cqrs.query import query
from yggdrasil.ids import to_object_id
from yggdrasil.mongodb.paging import Page, Window, keyset_page


@dataclass(frozen=True, kw_only=True)
class EventFilters:
    """Which events a list shall hold.

    Attributes:
        from_: only events that end after this moment.
        to: only events that begin before this moment.
        type: only this kind.
        status: only those that take place, or only cancelled ones.
        course_id: only of this course.
        cohort_id: only of this cohort.
        teacher_id: only of this teacher.
        location: only in the location of this id or this name.
        series_id: only occurrences of the series that this event heads.
    """

    from_: datetime | None = None
    to: datetime | None = None
    type: EventType | None = None
    status: EventStatus | None = None
    course_id: str | None = None
    cohort_id: str | None = None
    teacher_id: str | None = None
    location: str | None = None
    series_id: str | None = None


@query
def list_events(
    *, viewer: Actor, filters: EventFilters, ordering: tuple[str, ...], window: Window
) -> Page[EventSummary]:
    """Return a page of the events that somebody sees.

    Args:
        viewer: who asks.
        filters: which events.
        ordering: by begin, either way.
        window: which part.

    Returns:
        The page.

    Raises:
        InvalidIdError: if an id is none.
        InvalidCursorError: if the cursor is not one of this list.
    """
    rows = _narrowed(Event.objects.filter(visible(scope_for(viewer))), filters)
    # What a list does not show is not loaded: a seminar may have 500 attendees.
    rows = rows.defer("description", "attendees", "bookings")
    return keyset_page(rows, ordering=ordering, window=window, to_data=to_summary)


@query
def get_event(*, viewer: Actor, event_id: str) -> EventData:
    """Return an event with everything that somebody may know about it.

    Args:
        viewer: who asks.
        event_id: id of the event.

    Returns:
        The event; to those who did not plan or hold it, without the other invited people.

    Raises:
        EventNotFoundError: if there is none, or none that the viewer sees.
        InvalidIdError: if the id is none.
    """
    data = to_data(load_visible_event(viewer, event_id))
    if is_office(viewer) or rules.is_owner(
        viewer, teacher_id=data.teacher_id, created_by=data.created_by
    ):
        return data
    return replace(data, attendees=_own(data.attendees, viewer))


@query
def get_event_draft(*, event_id: str) -> EventDraft:
    """Return an event as somebody would draft it, to change some of it.

    Args:
        event_id: id of the event.

    Returns:
        The draft.

    Raises:
        EventNotFoundError: if there is none.
        InvalidIdError: if the id is none.
    """
    return to_draft(load_event(event_id))


@query
def list_occurrences(*, viewer: Actor, event_id: str, window: Window) -> Page[OccurrenceData]:
    """Return a page of the dates of a series that somebody sees, also those not made yet.

    Args:
        viewer: who asks.
        event_id: id of the head, or of any occurrence; a single event has one date.
        window: which part.

    Returns:
        Dates by begin. An occurrence that was moved stands where it was moved to.

    Raises:
        EventNotFoundError: if there is none, or none that the viewer sees.
        InvalidIdError: if the id is none.
        InvalidCursorError: if the cursor is not one of this list.
    """
    scope = scope_for(viewer)
    event = load_event_within(scope, event_id)
    head = load_event(str(event.series_id)) if event.series_id else event
    made = occurrences_of(head.pk)
    members = (head, *made, *missing_occurrences(head, made=made))
    dates = sorted((_date_of(one) for one in members if sees(scope, one)), key=_date_key)
    return page_of(dates, key=_date_key, name=f"occurrences {head.pk}", window=window)


@query
def list_events_between(
    *,
    starts_from: datetime,
    starts_to: datetime,
    cohort_ids: tuple[str, ...] = (),
    teacher_id: str | None = None,
    course_id: str | None = None,
    limit: int = 100,
) -> tuple[EventSummary, ...]:
    """Return events that begin within a time and take place.

    Args:
        starts_from: first begin.
        starts_to: begins are before this moment.
        cohort_ids: only of one of these cohorts; of any if empty.
        teacher_id: only of this teacher.
        course_id: only of this course.
        limit: most events, 1 to 1,000.

    Returns:
        Events by begin.

    Raises:
        InvalidIdError: if an id is none.
    """
    rows = Event.objects.filter(
        starts_at__gte=starts_from, starts_at__lt=starts_to, status=EventStatus.SCHEDULED.value
    )
    if cohort_ids:
        rows = rows.filter(cohort_ids__overlap=[to_object_id(key) for key in cohort_ids])
    if teacher_id:
        rows = rows.filter(teacher_id=to_object_id(teacher_id))
    if course_id:
        rows = rows.filter(course_id=to_object_id(course_id))
    rows = rows.order_by("starts_at", "id").defer("description", "attendees", "bookings")
    return tuple(to_summary(event) for event in rows[: max(1, min(limit, 1_000))])


def _narrowed(rows: "QuerySet[Event]", filters: EventFilters) -> "QuerySet[Event]":
    if filters.from_ is not None:
        # The second bound is where the index is read from.
        earliest = filters.from_ - rules.LONGEST_KEPT
        rows = rows.filter(ends_at__gt=filters.from_, starts_at__gt=earliest)
    if filters.to is not None:
        rows = rows.filter(starts_at__lt=filters.to)
    asked: dict[str, object] = {
        name: value.value
        for name, value in (("type", filters.type), ("status", filters.status))
        if value is not None
    }
    for name in ("course_id", "teacher_id", "series_id"):
        if (value := getattr(filters, name)) is not None:
            asked[name] = to_object_id(value)
    if filters.cohort_id is not None:
        asked["cohort_ids__contains"] = [to_object_id(filters.cohort_id)]
    if filters.location is not None:
        asked["location_id"] = find_location_key(filters.location)
    return rows.filter(**asked)


def _own(attendees: tuple[AttendeeData, ...], viewer: Actor) -> tuple[AttendeeData, ...]:
    return tuple(attendee for attendee in attendees if attendee.account_id == viewer.id)


def _date_of(event: Event) -> OccurrenceData:
    return OccurrenceData(
        event_id=None if event._state.adding else str(event.pk),
        status=EventStatus(event.status),
        starts_at=event.starts_at,
        ends_at=event.ends_at,
    )


def _date_key(occurrence: OccurrenceData) -> tuple[str, str]:
    return occurrence.starts_at.isoformat(timespec="milliseconds"), occurrence.event_id or ""
