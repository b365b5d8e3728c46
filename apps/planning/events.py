"""Facts that the planning app tells. Nothing here decides; operations send, others hear by name."""

from dataclasses import dataclass
from datetime import datetime

from apps.planning.data import AttendanceStatus, EventType, InvitationStatus
from yggdrasil.events.signal import DomainSignal


@dataclass(frozen=True, kw_only=True)
class EventScheduled:
    """An event was planned; each occurrence of a series is told on its own."""

    event_id: str
    title: str
    type: EventType
    starts_at: datetime
    ends_at: datetime
    location_id: str | None
    course_id: str | None
    cohort_ids: tuple[str, ...]
    teacher_id: str | None
    series_id: str | None
    is_public: bool


@dataclass(frozen=True, kw_only=True)
class EventMoved:
    """An event takes place at another time or in another room."""

    event_id: str
    title: str
    starts_at: datetime
    ends_at: datetime
    location_id: str | None
    was_starts_at: datetime
    was_ends_at: datetime
    was_location_id: str | None
    cohort_ids: tuple[str, ...]
    teacher_id: str | None


@dataclass(frozen=True, kw_only=True)
class EventChanged:
    """Something else about an event changed.

    Attributes:
        changed: names of the fields, sorted.
    """

    event_id: str
    title: str
    changed: tuple[str, ...]
    course_id: str | None
    cohort_ids: tuple[str, ...]
    teacher_id: str | None


@dataclass(frozen=True, kw_only=True)
class EventCancelled:
    """An event does not take place."""

    event_id: str
    title: str
    starts_at: datetime
    cohort_ids: tuple[str, ...]
    teacher_id: str | None
    reason: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class EventDeleted:
    """An event is gone, as if never planned."""

    event_id: str
    starts_at: datetime
    at: datetime


@dataclass(frozen=True, kw_only=True)
class InvitationSent:
    """People were invited to an event."""

    event_id: str
    title: str
    starts_at: datetime
    account_ids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class InvitationAnswered:
    """Somebody answered an invitation."""

    event_id: str
    account_id: str
    status: InvitationStatus


@dataclass(frozen=True, kw_only=True)
class AttendanceMarked:
    """A register says something about a student.

    Attributes:
        was_status: what it said before; None if nothing. With it, a hearer can count whatever
            the order in which marks arrive.
    """

    event_id: str
    student_id: str
    cohort_id: str | None
    course_id: str | None
    status: AttendanceStatus
    attended: bool
    was_status: AttendanceStatus | None
    at: datetime


@dataclass(frozen=True, kw_only=True)
class RegisterMissed:
    """A day after an event nobody has filled its register."""

    event_id: str
    title: str
    ended_at: datetime
    teacher_id: str | None
    cohort_ids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LocationAdded:
    """There is a new location."""

    location_id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class LocationChanged:
    """A location was renamed, or changed otherwise."""

    location_id: str
    name: str
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class LocationRemoved:
    """A location is gone; no event was planned in it."""

    location_id: str


@dataclass(frozen=True, kw_only=True)
class ResourceAdded:
    """There is a new resource."""

    resource_id: str
    name: str
    quantity: int


@dataclass(frozen=True, kw_only=True)
class ResourceChanged:
    """A resource was renamed, or there are more or fewer of it."""

    resource_id: str
    name: str
    quantity: int
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class ResourceRemoved:
    """A resource is gone; no event had booked it."""

    resource_id: str


@dataclass(frozen=True, kw_only=True)
class ScheduleOpened:
    """Somebody can subscribe to a timetable. Its token is a secret and is never told."""

    schedule_id: str
    owner_id: str


@dataclass(frozen=True, kw_only=True)
class ScheduleRenewed:
    """A timetable has a new address; the old one is dead."""

    schedule_id: str
    owner_id: str


@dataclass(frozen=True, kw_only=True)
class ScheduleClosed:
    """A timetable's address is dead."""

    schedule_id: str
    owner_id: str


event_scheduled = DomainSignal("planning.event.scheduled.v1", EventScheduled)
event_moved = DomainSignal("planning.event.moved.v1", EventMoved)
event_changed = DomainSignal("planning.event.changed.v1", EventChanged)
event_cancelled = DomainSignal("planning.event.cancelled.v1", EventCancelled)
event_deleted = DomainSignal("planning.event.deleted.v1", EventDeleted)
invitation_sent = DomainSignal("planning.invitation.sent.v1", InvitationSent)
invitation_answered = DomainSignal("planning.invitation.answered.v1", InvitationAnswered)
attendance_marked = DomainSignal("planning.attendance.marked.v1", AttendanceMarked)
register_missed = DomainSignal("planning.register.missed.v1", RegisterMissed)
location_added = DomainSignal("planning.location.added.v1", LocationAdded)
location_changed = DomainSignal("planning.location.changed.v1", LocationChanged)
location_removed = DomainSignal("planning.location.removed.v1", LocationRemoved)
resource_added = DomainSignal("planning.resource.added.v1", ResourceAdded)
resource_changed = DomainSignal("planning.resource.changed.v1", ResourceChanged)
resource_removed = DomainSignal("planning.resource.removed.v1", ResourceRemoved)
schedule_opened = DomainSignal("planning.schedule.opened.v1", ScheduleOpened)
schedule_renewed = DomainSignal("planning.schedule.renewed.v1", ScheduleRenewed)
schedule_closed = DomainSignal("planning.schedule.closed.v1", ScheduleClosed)
