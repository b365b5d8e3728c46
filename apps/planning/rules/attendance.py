"""Registers: when, by whom and for whom they are filled, and the rate that follows."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from apps.planning.data import AttendanceMark, EventStatus
from yggdrasil.errors import ConflictError, FieldError, InvalidError

# A register is opened while the class comes in.
OPENS_BEFORE = timedelta(minutes=15)
MAX_MARKS = 500
MAX_NOTES = 500


class RegisterClosedError(ConflictError):
    """The event was cancelled or has not begun: nobody can have been there."""


class NotInClassError(InvalidError):
    """The student belongs to no cohort of the event and was not invited."""


class InvalidRegisterError(InvalidError):
    """A register names each student once, and at least one."""


def check_register_open(*, status: EventStatus, starts_at: datetime, at: datetime) -> None:
    """Return if attendance at an event can be marked.

    Args:
        status: of the event.
        starts_at: its begin.
        at: the present moment.

    Raises:
        RegisterClosedError: if it was cancelled, or begins in more than 15 minutes.
    """
    if status is EventStatus.CANCELLED:
        raise RegisterClosedError("The event was cancelled: it has no register.")
    if at < starts_at - OPENS_BEFORE:
        raise RegisterClosedError(
            "The register opens 15 minutes before the event, which begins"
            f" {starts_at:%Y-%m-%d %H:%M} UTC."
        )


def check_marks(marks: Sequence[AttendanceMark], *, expected: Collection[str]) -> None:
    """Return if a register may be filled so.

    Args:
        marks: what is said about each student.
        expected: members of the event's cohorts, and those invited.

    Raises:
        InvalidRegisterError: if nobody is marked, somebody twice, more than 500, or notes are
            longer than 500 characters.
        NotInClassError: with an error for each student who does not belong to the event.
    """
    named = {mark.student_id for mark in marks}
    if not 1 <= len(marks) <= MAX_MARKS or len(named) != len(marks):
        raise InvalidRegisterError(f"A register names 1 to {MAX_MARKS} students, each once.")
    if any(len(mark.notes) > MAX_NOTES for mark in marks):
        raise InvalidRegisterError(f"Notes have at most {MAX_NOTES} characters.")
    strangers = sorted(named - set(expected))
    if strangers:
        raise NotInClassError(
            f"{len(strangers)} of {len(marks)} students do not belong to this event.",
            errors=tuple(
                FieldError(field=f"marks.{student}", message="Not expected at this event.")
                for student in strangers
            ),
        )


def rate_percent(*, attended: int, marked: int) -> int:
    """Return how regularly somebody came, as a whole percentage.

    Args:
        attended: rows that say present or late.
        marked: rows in all, excused ones left out.

    Returns:
        0 to 100, halves rounded up; 100 where nothing is marked.

    Source:
        The predecessor's rate: round(100 * attended / marked), 100 if none.
    """
    if marked == 0:
        return 100
    return (200 * attended + marked) // (2 * marked)
