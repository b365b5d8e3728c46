"""Shapes and words of the planning app that others may hold."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

DEFAULT_COLOR = "#3b82f6"


class EventType(StrEnum):
    """What kind of appointment an event is."""

    CLASS = "class"
    EXAM = "exam"
    MEETING = "meeting"
    EVENT = "event"
    ACADEMIC = "academic"


class EventStatus(StrEnum):
    """Whether an event takes place; a cancelled one stays to be seen and takes no room."""

    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"


class RecurrencePattern(StrEnum):
    """How often a series comes round."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    YEARLY = "yearly"


class InvitationStatus(StrEnum):
    """What an invited person has answered."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class AttendanceStatus(StrEnum):
    """What a register says about one student at one event."""

    PRESENT = "present"
    LATE = "late"
    ABSENT = "absent"
    EXCUSED = "excused"

    @property
    def is_attended(self) -> bool:
        """Return whether the student was there: late is there, excused is not."""
        return self in {AttendanceStatus.PRESENT, AttendanceStatus.LATE}


class LocationKind(StrEnum):
    """What a location is for."""

    CLASSROOM = "classroom"
    LABORATORY = "laboratory"
    LECTURE_HALL = "lecture_hall"
    OFFICE = "office"
    OUTDOORS = "outdoors"
    ONLINE = "online"


class ResourceKind(StrEnum):
    """What a bookable thing is."""

    DEVICE = "device"
    VEHICLE = "vehicle"
    INSTRUMENT = "instrument"
    LICENCE = "licence"
    OTHER = "other"


class ConflictKind(StrEnum):
    """What two events cannot share at one time."""

    ROOM = "room"
    TEACHER = "teacher"
    COHORT = "cohort"
    RESOURCE = "resource"


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


@dataclass(frozen=True, kw_only=True)
class AttendanceData:
    """One row of a register."""

    id: str
    event_id: str
    student_id: str
    cohort_id: str | None
    status: AttendanceStatus
    attended: bool
    marked_by: str | None
    marked_at: datetime | None
    notes: str


@dataclass(frozen=True, kw_only=True)
class AttendanceMark:
    """What a teacher says about one student; for marking a whole class at once."""

    student_id: str
    status: AttendanceStatus
    notes: str = ""


@dataclass(frozen=True, kw_only=True)
class AttendanceFigures:
    """How regularly a student came.

    Attributes:
        marked: rows in registers, excused ones left out.
        attended: rows that say present or late.
        excused: rows that say excused; they count neither for nor against.
        rate_percent: 0 to 100; 100 where nothing is marked.
    """

    student_id: str
    marked: int
    attended: int
    excused: int
    rate_percent: int


@dataclass(frozen=True, kw_only=True)
class TimetableFigures:
    """What the timetable of a time amounts to.

    Attributes:
        scheduled: events that took place or will.
        cancelled: events that do not.
        marked: rows in registers, excused ones left out.
        attended: rows that say present or late.
        excused: rows that say excused; they count neither for nor against.
        rate_percent: 0 to 100; 100 where nothing is marked.
    """

    scheduled: int
    cancelled: int
    marked: int
    attended: int
    excused: int
    rate_percent: int


@dataclass(frozen=True, kw_only=True)
class LocationData:
    """A place in which events are held."""

    id: str
    name: str
    building: str
    kind: LocationKind
    capacity: int | None
    is_open: bool
    version: int


@dataclass(frozen=True, kw_only=True)
class ResourceData:
    """A thing that events book."""

    id: str
    name: str
    kind: ResourceKind
    location_id: str | None
    location_name: str
    quantity: int
    is_open: bool
    version: int


@dataclass(frozen=True, kw_only=True)
class ScheduleData:
    """A named timetable that a calendar program can subscribe to."""

    id: str
    name: str
    owner_id: str
    cohort_ids: tuple[str, ...]
    course_id: str | None
    teacher_id: str | None
    location_id: str | None
    is_open: bool
    version: int
