"""Registers, and the figures that follow from them."""

from dataclasses import dataclass
from datetime import datetime

from apps.planning.data.words import AttendanceStatus


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
