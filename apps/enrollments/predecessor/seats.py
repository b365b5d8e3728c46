"""Seats of courses: the predecessor never counted any; they are counted from its progress rows."""

from collections.abc import Iterable
from typing import Any

from bson import ObjectId

from apps.enrollments.models import Seats
from apps.enrollments.predecessor.older import open_by_student
from apps.enrollments.predecessor.standings import entries_of, title_of
from apps.enrollments.rules.figures import COMPLETE_PERCENT
from yggdrasil.cutover.mapping.collection import CollectionMapping, Known, Lookup, Parts, gather
from yggdrasil.cutover.mapping.documents import Document
from yggdrasil.cutover.mapping.keys import key_in
from yggdrasil.cutover.mapping.moments import created_at, updated_at
from yggdrasil.cutover.mapping.numbers import Whole, number_in
from yggdrasil.cutover.mapping.table import blank_of
from yggdrasil.ids import derived_key

_CAPACITY = Whole(low=1, empty=None)


def split_course(course: Document, known: Known) -> Parts:
    """Return the seats of a course.

    Args:
        course: the predecessor's document.
        known: rows that name it, under `rows`; older enrolments in it, under `enrolled`.

    Returns:
        One document: as many are taken as there are enrolments that are open.
    """
    key = key_in(course["_id"])
    if key is None:
        return Parts()
    settings = course["settings"] if isinstance(course.get("settings"), dict) else {}
    enrolled: dict[Any, bool] = known["enrolled"].get(course["_id"]) or {}
    percents = percents_in(course["_id"], known["rows"].get(course["_id"]) or ())
    learning = {
        student
        for student, percent in percents.items()
        if student not in enrolled and percent < COMPLETE_PERCENT
    }
    made = {
        "_id": key,
        "created_at": course.get("createdAt"),
        "updated_at": course.get("updatedAt"),
    }
    seats = blank_of(Seats) | {
        "_id": derived_key("predecessor", "seats", str(key)),
        "created_at": created_at(made),
        "updated_at": updated_at(made),
        "course_id": key,
        "course_title": title_of(course),
        "capacity": _CAPACITY.read(settings.get("maxStudents"), "", []),
        "taken": len(learning) + sum(enrolled.values()),
    }
    return Parts(documents=[(Seats, seats)])


def percents_in(key: Any, rows: Iterable[Document]) -> dict[ObjectId, float]:
    """Return how far each student came in one course, in the row that came furthest.

    Args:
        key: of the predecessor's course.
        rows: progress rows that name it.
    """
    percents: dict[ObjectId, float] = {}
    for row in rows:
        student = row.get("studentId")
        if isinstance(student, ObjectId):
            for entry in entries_of(row):
                if entry.get("courseId") == key:
                    percent = number_in(entry.get("progressPercentage")) or 0
                    percents[student] = max(percents.get(student, percent), percent)
    return percents


SEATS = CollectionMapping(
    source="courses",
    names=("courses",),
    into=(Seats,),
    reads=("title", "settings", "createdAt", "updatedAt"),
    split=split_course,
    looks_up=(
        Lookup(
            name="rows",
            collection="promotion_progress",
            path="coursesProgress.courseId",
            asks=("_id",),
            fields=(
                "studentId",
                "coursesProgress.courseId",
                "coursesProgress.progressPercentage",
            ),
            fold=gather,
        ),
        Lookup(
            name="enrolled",
            collection="enrollments",
            path="courseId",
            asks=("_id",),
            fields=("studentId", "courseId", "status"),
            fold=open_by_student,
        ),
    ),
)
