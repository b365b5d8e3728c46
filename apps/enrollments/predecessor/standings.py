"""Progress in single courses, out of the predecessor's progress rows.

A course may stand in several rows of one student; the one that came furthest counts. It gives the
student's progress in that course, and an enrolment, which the predecessor has no word for.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from bson import ObjectId
from django.db.models import Model

from apps.enrollments.data import EnrollmentRoute, EnrollmentStatus
from apps.enrollments.models import Enrollment, Progress
from apps.enrollments.rules.figures import COMPLETE_PERCENT
from yggdrasil.cutover.mapping import Document, Finding, Known, Sort
from yggdrasil.cutover.numbers import number_in
from yggdrasil.cutover.table import blank_of
from yggdrasil.ids import derived_id

_COPIED = (
    "course_id",
    "progress_percent",
    "chapters_completed",
    "chapters_total",
    "exercises_completed",
    "exercises_total",
    "average_score_percent",
    "completed_at",
    "last_activity_at",
)
_LONG_AGO = datetime(1970, 1, 1)  # noqa: DTZ001 - BSON dates are naive UTC

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


def best_of(so_far: Any, row: Document) -> Best:
    """Fold the rows of one student into the one that came furthest, by course.

    Args:
        so_far: of the rows before.
        row: one more row.
    """
    best: Best = so_far or {}
    for entry in entries_of(row):
        course = entry.get("courseId")
        if isinstance(course, ObjectId) and isinstance(row["_id"], ObjectId):
            last = entry.get("lastActivityAt")
            moment = last if isinstance(last, datetime) else _LONG_AGO
            mine = (float(number_in(entry.get("progressPercentage")) or 0), moment, row["_id"])
            best[course] = max(best.get(course, mine), mine)
    return best


def documents_of(
    row: Document, record: Document, known: Known, findings: list[Finding]
) -> Iterator[tuple[type[Model], Document]]:
    """Return progress and enrolment for each course in which this row counts.

    Args:
        row: the predecessor's document.
        record: ours.
        known: the best row by course, and what the older collections say, by student.
        findings: irregularities so far, added to.

    Yields:
        Documents with their models.
    """
    student = record["student_id"]
    best: Best = known["rows"].get(student) or {}
    enrolled = _courses_in(known["enrolled"].get(student))
    progressed = _courses_in(known["progressed"].get(student))
    seen: set[ObjectId] = set()
    for place, standing in enumerate(record["courses"]):
        course = standing["course_id"]
        where = f"coursesProgress.{place}.courseId"
        if course is None or course in seen:
            findings.append(Finding(Sort.CONFLICT, "course_named_twice", where, course))
            continue
        seen.add(course)
        if known["courses"].get(course) is None:
            findings.append(Finding(Sort.ORPHAN, "course_unknown", where, course, course))
        if course in best and best[course][2] != row["_id"]:
            findings.append(
                Finding(Sort.NOTE, "another_row_came_further", where, course, best[course][2])
            )
            continue
        if course not in progressed:
            yield Progress, _progress(standing, record)
        if course not in enrolled:
            yield Enrollment, _enrollment(standing, record, known)


def enrollment_key(student: ObjectId, course: ObjectId) -> ObjectId:
    """Return the key of the enrolment that a progress row leads to.

    Args:
        student: key of the student.
        course: key of the course.
    """
    return ObjectId(derived_id("predecessor", "enrollment", str(student), str(course)))


def _progress(standing: Document, record: Document) -> Document:
    student, course = record["student_id"], standing["course_id"]
    started = standing["started_at"] or record["created_at"]
    return blank_of(Progress) | {
        "_id": ObjectId(derived_id("predecessor", "progress", str(student), str(course))),
        "student_id": student,
        **{name: standing[name] for name in _COPIED},
        "started_at": started,
        "created_at": started,
        "updated_at": standing["last_activity_at"] or started,
    }


def _enrollment(standing: Document, record: Document, known: Known) -> Document:
    student, course = record["student_id"], standing["course_id"]
    started = standing["started_at"] or record["created_at"]
    is_done = is_complete(standing)
    done_at = standing["completed_at"] or standing["last_activity_at"] or record["updated_at"]
    return blank_of(Enrollment) | {
        "_id": enrollment_key(student, course),
        "course_id": course,
        "student_id": student,
        "course_title": title_of(known["courses"].get(course)),
        "student_name": record["student_name"],
        "status": (EnrollmentStatus.COMPLETED if is_done else EnrollmentStatus.ACTIVE).value,
        "via": EnrollmentRoute.COHORT.value,
        "cohort_id": record["cohort_id"],
        "enrolled_at": started,
        "activated_at": started,
        "completed_at": done_at if is_done else None,
        "created_at": started,
        "updated_at": done_at if is_done else started,
    }


def is_complete(standing: Document) -> bool:
    """Return whether the student is through with a course.

    Args:
        standing: ours.
    """
    return bool(standing["progress_percent"] >= COMPLETE_PERCENT)


def title_of(course: Document | None) -> str:
    """Return the title of a course as lists copy it; empty for none.

    Args:
        course: what was looked up of it.
    """
    title = (course or {}).get("title")
    return title if isinstance(title, str) else ""


def _courses_in(documents: list[Document] | None) -> set[Any]:
    return {document.get("courseId") for document in documents or ()}
