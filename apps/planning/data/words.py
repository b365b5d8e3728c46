"""The words of the planning app: enums whose values are kept in documents and on the wire."""

from enum import StrEnum


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
