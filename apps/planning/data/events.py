"""Events, their series and what stands in their way, as lists, details and neighbours see them."""

from dataclasses import dataclass
from datetime import date, datetime

from apps.planning.data.words import (
    ConflictKind,
    EventStatus,
    EventType,
    InvitationStatus,
    RecurrencePattern,
)

DEFAULT_COLOR = "#3b82f6"


@dataclass(frozen=True, kw_only=True)
class RecurrenceData:
    """How a series comes round.

    Attributes:
        pattern: daily, weekly, monthly or yearly.
        interval: every how many days, weeks, months or years; 1 or more.
        until: last moment at which an occurrence may begin; None if `count` bounds the series.
        count: how many occurrences there are, left-out ones included; None if `until` does.
        weekdays: ISO weekdays, 1 is Monday and 7 Sunday; empty for the day of the first one.
        exceptions: local days on which nothing takes place.
    """

    pattern: RecurrencePattern
    interval: int = 1
    until: datetime | None = None
    count: int | None = None
    weekdays: tuple[int, ...] = ()
    exceptions: tuple[date, ...] = ()


@dataclass(frozen=True, kw_only=True)
class BookingData:
    """So many of one resource, taken for the time of an event."""

    resource_id: str
    quantity: int = 1


@dataclass(frozen=True, kw_only=True)
class AttendeeData:
    """An invited person and the answer."""

    account_id: str
    status: InvitationStatus = InvitationStatus.PENDING
    answered_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class EventDraft:
    """What one says about an event to plan or change it.

    Attributes:
        starts_at: aware; the event takes the half-open time from here to `ends_at`.
        recurrence: makes the event the head of a series.
        attendee_ids: accounts to invite; answers given before are kept.
        capacity: how many it is for; None for any number.
        is_public: whether everybody sees it, and not only its people.
    """

    title: str
    type: EventType
    starts_at: datetime
    ends_at: datetime
    description: str = ""
    location_id: str | None = None
    course_id: str | None = None
    cohort_ids: tuple[str, ...] = ()
    teacher_id: str | None = None
    recurrence: RecurrenceData | None = None
    bookings: tuple[BookingData, ...] = ()
    attendee_ids: tuple[str, ...] = ()
    capacity: int | None = None
    is_public: bool = True
    color: str = DEFAULT_COLOR


@dataclass(frozen=True, kw_only=True)
class EventNames:
    """Names that an event copies from other homes, as they are now."""

    course_title: str = ""
    teacher_name: str = ""


@dataclass(frozen=True, kw_only=True)
class EventSummary:
    """An event as a list shows it.

    Attributes:
        id: id of the event.
        starts_at: UTC; the event takes the half-open time from here to `ends_at`.
        location_name: as it was when the event was planned or the location last renamed.
        series_id: id of the event that heads its series; None for a single event and the head.
        is_recurring: whether it heads a series.
    """

    id: str
    title: str
    type: EventType
    status: EventStatus
    starts_at: datetime
    ends_at: datetime
    location_id: str | None
    location_name: str
    course_id: str | None
    course_title: str
    cohort_ids: tuple[str, ...]
    teacher_id: str | None
    teacher_name: str
    series_id: str | None
    is_recurring: bool
    is_public: bool
    color: str


@dataclass(frozen=True, kw_only=True)
class EventData(EventSummary):
    """An event with everything about it.

    Attributes:
        version: for an update that must not overwrite another one.
    """

    description: str
    capacity: int | None
    recurrence: RecurrenceData | None
    bookings: tuple[BookingData, ...]
    attendees: tuple[AttendeeData, ...]
    created_by: str
    created_at: datetime
    updated_at: datetime
    version: int


@dataclass(frozen=True, kw_only=True)
class OccurrenceData:
    """One date of a series.

    Attributes:
        event_id: id of the event made for it; None where none has been made yet.
        status: scheduled or cancelled.
    """

    event_id: str | None
    status: EventStatus
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, kw_only=True)
class ConflictData:
    """Two events that want one thing at one time.

    Attributes:
        kind: what they share.
        subject_id: id of the room, teacher, cohort or resource.
        event_id: the event that stands in the way.
        other_event_id: the event it stands in the way of; None for a time that is only asked about.
        starts_at: begin of the time that both want.
        ends_at: end of it.
    """

    kind: ConflictKind
    subject_id: str
    event_id: str
    event_title: str
    other_event_id: str | None
    starts_at: datetime
    ends_at: datetime
