"""Seats of courses: the predecessor never counted any; they are counted from its progress rows."""

from typing import Any

from bson import ObjectId

from apps.enrollments.models import Seats
from apps.enrollments.predecessor.older import open_by_student
from apps.enrollments.predecessor.standings import Best, best_of, title_of
from apps.enrollments.rules.figures import COMPLETE_PERCENT
from yggdrasil.cutover.keys import key_in
from yggdrasil.cutover.mapping import CollectionMapping, Document, Known, Lookup, Parts
from yggdrasil.cutover.moments import created_at, updated_at
from yggdrasil.cutover.numbers import Whole
from yggdrasil.cutover.table import blank_of
from yggdrasil.ids import derived_key

_CAPACITY = Whole(low=1, empty=None)


def best_by_student(so_far: Any, row: Document) -> dict[ObjectId, Best]:
    """Fold the rows that name a course into the one that came furthest, by student.

    Args:
        so_far: of the rows before.
        row: one more row.
    """
    students: dict[ObjectId, Best] = so_far or {}
    student = row.get("studentId")
    if isinstance(student, ObjectId):
        students[student] = best_of(students.get(student), row)
    return students


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
    students: dict[ObjectId, Best] = known["rows"].get(course["_id"]) or {}
    learning = {
        student
        for student, best in students.items()
        if student not in enrolled and best[course["_id"]][0] < COMPLETE_PERCENT
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
            fields=("studentId", "coursesProgress"),
            fold=best_by_student,
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
