"""Progress in single courses, out of the predecessor's progress rows.

A course may stand in several rows of one student; the one that came furthest counts. It gives the
student's progress in that course, and an enrolment, which the predecessor has no word for.
"""

from collections.abc import Hashable, Iterable, Iterator
from datetime import datetime
from typing import Any

from bson import ObjectId
from django.db.models import Model

from apps.enrollments.data import EnrollmentRoute, EnrollmentStatus
from apps.enrollments.models import Enrollment, Progress
from apps.enrollments.rules.figures import COMPLETE_PERCENT
from yggdrasil.cutover.mapping.collection import Finding, Known, Sort
from yggdrasil.cutover.mapping.documents import Document
from yggdrasil.cutover.mapping.numbers import number_in
from yggdrasil.cutover.mapping.table import blank_of
from yggdrasil.ids import derived_key

# What `best_of` looks at.
FIELDS_OF_BEST = (
    "coursesProgress.courseId",
    "coursesProgress.progressPercentage",
    "coursesProgress.lastActivityAt",
)
_LONG_AGO = datetime(1970, 1, 1)  # noqa: DTZ001 - BSON dates are naive UTC

_ACTIVE, _COMPLETED = EnrollmentStatus.ACTIVE.value, EnrollmentStatus.COMPLETED.value

# Course -> how far, when last, and in which row.
Best = dict[ObjectId, tuple[float, datetime, ObjectId]]


def entries_of(row: Document) -> Iterator[Document]:
    """Return the standings of a progress row that are documents.

    Args:
        row: the predecessor's document.
    """
    entries = row.get("coursesProgress")
    return (it for it in (entries if isinstance(entries, list) else ()) if isinstance(it, dict))


def courses_of_row(row: Document) -> Iterable[Any]:
    """Return the keys of the courses in a progress row.

    Args:
        row: the predecessor's document.
    """
    return (entry.get("courseId") for entry in entries_of(row))


def best_of(rows: list[Document]) -> Best:
    """Return the row of a student that came furthest, by course.

    Args:
        rows: all rows of the student.

    Returns:
        Nothing for a single row, which no other can surpass.
    """
    best: Best = {}
    for row in rows if len(rows) > 1 else ():
        for course, mine in _reached(row):
            best[course] = max(best.get(course, mine), mine)
    return best


def _reached(row: Document) -> Iterator[tuple[ObjectId, tuple[float, datetime, ObjectId]]]:
    key = row["_id"]
    for entry in entries_of(row):
        course = entry.get("courseId")
        if isinstance(course, ObjectId) and isinstance(key, ObjectId):
            last = entry.get("lastActivityAt")
            moment = last if isinstance(last, datetime) else _LONG_AGO
            yield course, (number_in(entry.get("progressPercentage")) or 0, moment, key)


def documents_of(
    row: Document, record: Document, known: Known, findings: list[Finding]
) -> Iterator[tuple[type[Model], Document]]:
    """Return progress and enrolment for each course in which this row counts.

    Args:
        row: the predecessor's document.
        record: ours.
        known: rows of the student, and what the older collections say, by student.
        findings: irregularities so far, added to.

    Yields:
        Documents with their models.
    """
    student = record["student_id"]
    enrolled = _courses_in(known["enrolled"].get(student))
    progressed = _courses_in(known["progressed"].get(student))
    progress, enrollment = _progress_of(record), _enrollment_of(record)
    of_student = str(student)
    for standing, course in _counting(row, record, known, findings):
        key = standing["course_id"]
        words = (of_student, str(key))
        started = standing["started_at"] or record["created_at"]
        if key not in progressed:
            yield Progress, {**progress, **standing, **_steps(standing, started, words)}
        if key not in enrolled:
            done = _done_at(standing, record)
            yield Enrollment, {**enrollment, **_stages(standing, course, started, done, words)}


def _counting(
    row: Document, record: Document, known: Known, findings: list[Finding]
) -> Iterator[tuple[Document, Document | None]]:
    """Find the standings that no other row knows better, each with its course."""
    best = best_of(known["rows"].get(record["student_id"]) or [])
    mine = (0.0, _LONG_AGO, row["_id"])
    seen: set[ObjectId] = set()
    for place, standing in enumerate(record["courses"]):
        key = standing["course_id"]
        where = f"coursesProgress.{place}.courseId"
        if key is None or key in seen:
            findings.append(Finding(Sort.CONFLICT, "course_named_twice", where, key))
            continue
        seen.add(key)
        course = known["courses"].get(key)
        if course is None:
            findings.append(Finding(Sort.ORPHAN, "course_unknown", where, key, key))
        _, _, furthest = best.get(key, mine)
        if furthest == row["_id"]:
            yield standing, course
        else:
            findings.append(Finding(Sort.NOTE, "another_row_came_further", where, key, furthest))


def _progress_of(record: Document) -> Document:
    return blank_of(Progress) | {"student_id": record["student_id"]}


def _steps(standing: Document, started: datetime, words: tuple[str, str]) -> Document:
    """Return what progress has besides what the standing says."""
    return {
        "_id": derived_key("predecessor", "progress", *words),
        "started_at": started,
        "created_at": started,
        "updated_at": standing["last_activity_at"] or started,
    }


def _enrollment_of(record: Document) -> Document:
    return blank_of(Enrollment) | {
        "student_id": record["student_id"],
        "student_name": record["student_name"],
        "via": EnrollmentRoute.COHORT.value,
        "cohort_id": record["cohort_id"],
    }


def _stages(
    standing: Document,
    course: Document | None,
    started: datetime,
    done: datetime | None,
    words: tuple[str, str],
) -> Document:
    return {
        "_id": derived_key("predecessor", "enrollment", *words),
        "course_id": standing["course_id"],
        "course_title": title_of(course),
        "status": _ACTIVE if done is None else _COMPLETED,
        "enrolled_at": started,
        "activated_at": started,
        "completed_at": done,
        "created_at": started,
        "updated_at": done or started,
    }


def _done_at(standing: Document, record: Document) -> datetime | None:
    """Return when the student was through with the course; None if that is still to come."""
    if standing["progress_percent"] < COMPLETE_PERCENT:
        return None
    done: datetime = (
        standing["completed_at"] or standing["last_activity_at"] or record["updated_at"]
    )
    return done


def title_of(course: Document | None) -> str:
    """Return the title of a course as lists copy it; empty for none.

    Args:
        course: what was looked up of it.
    """
    title = (course or {}).get("title")
    return title if isinstance(title, str) else ""


def _courses_in(documents: list[Document] | None) -> set[Any]:
    keys = (document.get("courseId") for document in documents or ())
    return {key for key in keys if isinstance(key, Hashable)}
