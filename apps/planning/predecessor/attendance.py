"""Registers of the predecessor, in both directions. The largest collection."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bson import ObjectId

from apps.planning.data import AttendanceStatus
from apps.planning.models import Attendance
from apps.planning.predecessor.rows import ROW
from apps.planning.predecessor.short_rows import SHORT_ROWS
from yggdrasil.cutover.mapping.collection import (
    REST,
    CollectionMapping,
    Find,
    Finding,
    Found,
    Known,
    Lookup,
    Parts,
    Sort,
    Unique,
)
from yggdrasil.cutover.mapping.documents import Document
from yggdrasil.cutover.mapping.moments import created_at, updated_at

_PRESENT = AttendanceStatus.PRESENT.value
_ABSENT = AttendanceStatus.ABSENT.value
_EXCUSED = AttendanceStatus.EXCUSED.value


def split_row(row: Document, known: Known) -> Parts:
    """Return the register's row for one of the predecessor's.

    Args:
        row: the predecessor's document.
        known: its event, people and cohort.

    Returns:
        One row, present or absent as it says; an excuse in the notes stays a note, because the
        predecessor counts it as an absence. A row of nobody, or of nothing, is withheld; so is a
        second one of one student at one event, which the home's own index finds.
    """
    parts = Parts()
    new = ROW.split(row, parts.findings)
    event_key, student = new["event_id"], new["student_id"]
    if event_key is None or student is None:
        found = Finding(Sort.CONFLICT, "row_of_nobody", "studentId", student)
        return Parts(findings=[*parts.findings, found], withheld=True)
    new["created_at"], new["updated_at"] = created_at(new), updated_at(new)
    event = known["event"].get(event_key)
    starts_at = event.get("startDate") if event is not None else None
    new["event_starts_at"] = starts_at if isinstance(starts_at, datetime) else new["created_at"]
    new["status"] = _PRESENT if new["attended"] else _ABSENT
    if event is None or not _are_known(new, known):
        parts.findings += _orphans(new, known)
    parts.documents.append((Attendance, new))
    if row.get("notes") == "":
        parts.tallies.append("empty notes")
    if row.get("attendedAt") is not None:
        parts.tallies.append("attendedAt")
    return parts


def merge_row(found: Found) -> Document | None:
    """Return the predecessor's row for the register's.

    Args:
        found: the row.

    Returns:
        The row; what the predecessor has no word for, an excuse, is said in the notes.
    """
    new = found.one(Attendance)
    if new is None:
        return None
    row = ROW.merge(new)
    if new["status"] == _EXCUSED and not row.get("notes"):
        row["notes"] = "Excused absence"
    return row


def _are_known(new: Document, known: Known) -> bool:
    people, cohort, marker = known["people"], new["cohort_id"], new["marked_by"]
    return (
        people.get(new["student_id"]) is not None
        and (cohort is None or known["cohort"].get(cohort) is not None)
        and (marker is None or people.get(marker) is not None)
    )


def _orphans(new: Document, known: Known) -> Iterator[Finding]:
    named = (
        ("event_id", "event", "eventId", "event_unknown"),
        ("student_id", "people", "studentId", "student_unknown"),
        ("cohort_id", "cohort", "promotionId", "cohort_unknown"),
        ("marked_by", "people", "markedBy", "marker_unknown"),
    )
    for column, lookup, name, kind in named:
        key = new[column]
        if key is not None and known[lookup].get(key) is None:
            yield Finding(Sort.ORPHAN, kind, name, key, key)


def _pair(row: Document) -> Any:
    event, student = row.get("eventId"), row.get("studentId")
    both = isinstance(event, ObjectId) and isinstance(student, ObjectId)
    return (event, student) if both else None


ATTENDANCE = CollectionMapping(
    source="event_attendance",
    names=("event_attendance",),
    into=(Attendance,),
    owns=REST,
    split=split_row,
    merge=merge_row,
    finds=(Find(Attendance),),
    looks_up=(
        Lookup(
            name="event",
            collection="events",
            asks=("eventId",),
            fields=("startDate",),
        ),
        Lookup(
            name="people",
            collection="users",
            asks=("studentId", "markedBy"),
            fields=("_id",),
        ),
        Lookup(
            name="cohort",
            collection="promotions",
            asks=("promotionId",),
            fields=("_id",),
        ),
    ),
    uniques=(
        Unique(
            name="pair",
            fields=("eventId", "studentId"),
            value=_pair,
            is_exact=True,
            left_to="event_id,student_id",
        ),
    ),
    shortcut=SHORT_ROWS,
)
