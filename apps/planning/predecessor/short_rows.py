"""Rows of the predecessor's registers with nothing odd about them: most of all its documents."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from apps.planning.data import AttendanceStatus
from apps.planning.predecessor.rows import ROW
from yggdrasil.cutover.forms import DATE, EMPTY_TEXT, TEXT, YES, date_of, text_of
from yggdrasil.cutover.mapping import Document
from yggdrasil.cutover.shortcut import Derived, Distil, Distilled, Shortcut

_PRESENT = text_of(AttendanceStatus.PRESENT.value)
_ABSENT = text_of(AttendanceStatus.ABSENT.value)


def derive_row(known: Mapping[str, Distilled], row: tuple[Any, ...]) -> Derived | None:
    """Return what `split_row` adds to a row, if all that the row names is there.

    Args:
        known: when events begin; which people and cohorts there are.
        row: the values of `reads`.
    """
    event, student, cohort, marker, attended, attended_at, notes = row
    begin, people = known["event"].get(event), known["people"]
    if (
        begin is None
        or not people.get(student)
        or not (cohort is None or known["cohort"].get(cohort))
        or not (marker is None or people.get(marker))
    ):
        return None
    status = _PRESENT if attended == YES else _ABSENT
    tallies = ("empty notes",) if notes == EMPTY_TEXT else ()
    return (begin, status), tallies if attended_at is None else (*tallies, "attendedAt")


def _begin_of(event: Document) -> bytes | None:
    begin = event.get("startDate")
    return date_of(begin) if isinstance(begin, datetime) else None


def _is_there(_document: Document) -> bool:
    return True


SHORT_ROWS = Shortcut(
    table=ROW,
    needs=("eventId", "studentId", "createdAt", "updatedAt"),
    distils=(
        Distil(lookup="event", asks=("eventId",), keep=_begin_of),
        Distil(lookup="people", asks=("studentId", "markedBy"), keep=_is_there),
        Distil(lookup="cohort", asks=("promotionId",), keep=_is_there),
    ),
    reads=(
        "eventId",
        "studentId",
        "promotionId",
        "markedBy",
        "attended",
        "attendedAt",
        "notes",
    ),
    writes={"event_starts_at": DATE, "status": TEXT},
    derive=derive_row,
)
