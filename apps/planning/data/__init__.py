"""Shapes and words of the planning app that others may hold."""

from apps.planning.data.attendance import (
    AttendanceData,
    AttendanceFigures,
    AttendanceMark,
    TimetableFigures,
)
from apps.planning.data.events import (
    DEFAULT_COLOR,
    AttendeeData,
    BookingData,
    ConflictData,
    EventData,
    EventDraft,
    EventNames,
    EventSummary,
    OccurrenceData,
    RecurrenceData,
)
from apps.planning.data.places import (
    LocationData,
    ResourceData,
    ScheduleData,
)
from apps.planning.data.words import (
    AttendanceStatus,
    ConflictKind,
    EventStatus,
    EventType,
    InvitationStatus,
    LocationKind,
    RecurrencePattern,
    ResourceKind,
)

__all__ = [
    "DEFAULT_COLOR",
    "AttendanceData",
    "AttendanceFigures",
    "AttendanceMark",
    "AttendanceStatus",
    "AttendeeData",
    "BookingData",
    "ConflictData",
    "ConflictKind",
    "EventData",
    "EventDraft",
    "EventNames",
    "EventStatus",
    "EventSummary",
    "EventType",
    "InvitationStatus",
    "LocationData",
    "LocationKind",
    "OccurrenceData",
    "RecurrenceData",
    "RecurrencePattern",
    "ResourceData",
    "ResourceKind",
    "ScheduleData",
    "TimetableFigures",
]
