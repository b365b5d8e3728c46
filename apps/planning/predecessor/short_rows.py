"""Rows of the predecessor's registers with nothing odd about them: most of all its documents."""

from collections.abc import Mapping, Sequence
from itertools import chain

from apps.planning.data import AttendanceStatus
from apps.planning.predecessor.rows import ROW
from yggdrasil.cutover.mapping.documents import Document
from yggdrasil.cutover.mapping.forms import DATE, EMPTY_TEXT, MOMENT, TEXT, YES, text_of
from yggdrasil.cutover.mapping.shortcut import (
    Copy,
    Derived,
    Distil,
    Distilled,
    Shortcut,
    Values,
    unknown,
)

_PRESENT = text_of(AttendanceStatus.PRESENT.value)
_ABSENT = text_of(AttendanceStatus.ABSENT.value)
# Whether there are notes with nothing in them, and a time, to figures.
_TALLIES = {
    (False, False): (),
    (False, True): ("attendedAt",),
    (True, False): ("empty notes",),
    (True, True): ("empty notes", "attendedAt"),
}


def derive_rows(known: Mapping[str, Distilled], rows: Sequence[Values]) -> Derived:
    """Return what `split_row` adds to rows of which all that they name is there.

    Args:
        known: when events begin; which people and cohorts there are.
        rows: the values of `reads`.
    """
    events, students, cohorts, markers, attended, attended_at, notes = rows
    begins = list(map(known["event"].get, events))
    people = known["people"]
    for place in chain(
        unknown(students, people), unknown(markers, people), unknown(cohorts, known["cohort"])
    ):
        begins[place] = None
    statuses = [_PRESENT if it == YES else _ABSENT for it in attended]
    tallies = [
        _TALLIES[note == EMPTY_TEXT, at is not None]
        for note, at in zip(notes, attended_at, strict=True)
    ]
    return Derived((begins, statuses), tallies)


def _is_there(_document: Document) -> bool:
    return True


SHORT_ROWS = Shortcut(
    table=ROW,
    needs=("eventId", "studentId", "createdAt", "updatedAt"),
    distils=(
        Copy(lookup="event", asks=("eventId",), name="startDate", form=MOMENT),
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
    derive=derive_rows,
)
