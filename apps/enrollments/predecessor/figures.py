"""Figures of the predecessor's progress rows: derived anew, the stored ones reported beside."""

from collections.abc import Iterator
from typing import Any

from apps.enrollments.predecessor.standings import entries_of
from apps.enrollments.rules.figures import COMPLETE_PERCENT, figures_from, overall_progress
from yggdrasil.cutover.mapping.collection import Finding, Known, Sort
from yggdrasil.cutover.mapping.documents import Document
from yggdrasil.cutover.mapping.kinds import repaired
from yggdrasil.cutover.mapping.numbers import number_in

# Stored name, our column, and how the difference is called.
_DERIVED = (
    ("attendanceRate", "attendance_rate_percent", "attendance_rate_differs"),
    ("overallProgress", "overall_progress_percent", "overall_progress_differs"),
    ("averageGrade", "average_grade_percent", "average_grade_differs"),
    ("eventsAttended", "events_attended", "events_attended_differs"),
    ("totalEvents", "events_total", "events_total_differs"),
)


def derive(row: Document, record: Document, *, marked: int, attended: int) -> Iterator[Finding]:
    """Put derived figures into a record.

    Args:
        row: the predecessor's document, with the stored figures.
        record: ours; changed.
        marked: rows of the register about the student in this cohort.
        attended: those that say the student was there.

    Yields:
        A repair for each figure that was stored otherwise.
    """
    courses = record["courses"]
    figures = figures_from(
        percents=[course["progress_percent"] for course in courses],
        scores=[course["average_score_percent"] for course in courses],
        attended=attended,
        marked=marked,
    )
    record |= {
        "events_total": marked,
        "events_attended": attended,
        "attendance_rate_percent": figures.attendance_rate_percent,
        "overall_progress_percent": figures.overall_progress_percent,
        "average_grade_percent": figures.average_grade_percent,
        "is_at_risk": figures.is_at_risk,
    }
    for stored, column, kind in _DERIVED:
        if row.get(stored) != record[column]:
            yield repaired(kind, stored, row.get(stored), record[column])
    for name, courses_there in lists_of(courses).items():
        if row.get(name) != courses_there:
            yield Finding(Sort.CONFLICT, "course_list_differs", name, row.get(name), courses_there)


def lists_of(courses: list[Document]) -> Document:
    """Return the three lists of courses that the predecessor keeps beside the standings.

    Args:
        courses: standings of a record.
    """
    completed: list[Any] = []
    running: list[Any] = []
    waiting: list[Any] = []
    for course in courses:
        percent = course["progress_percent"]
        where = completed if percent >= COMPLETE_PERCENT else running if percent > 0 else waiting
        where.append(course["course_id"])
    return {
        "coursesCompleted": completed,
        "coursesInProgress": running,
        "coursesNotStarted": waiting,
    }


def tallies_of(
    row: Document,
    record: Document,
    known: Known,
) -> Iterator[str | tuple[str, int]]:
    """Return what is to be counted about a progress row.

    Args:
        row: the predecessor's document.
        record: ours, with the derived figures.
        known: its cohort, its student, and the courses it names.

    Yields:
        Names of figures.
    """
    promotion = known["cohort"].get(row["promotionId"])
    user = known["student"].get(row["studentId"])
    yield "progress rows"
    yield f"attendance rate off by {_off_by(row, record)}"
    if row.get("overallProgress") != _by_its_own_formula(row, record):
        yield "overall progress against its own formula"
    if user is not None and user.get("currentPromotionId") != row.get("promotionId"):
        yield "progress of another cohort"
    semester = (promotion or {}).get("semester")
    if semester is not None and semester != row.get("currentSemester"):
        yield "semester differs"
    if isinstance(row.get("overallProgress"), float) and row["overallProgress"] % 1:
        yield "fraction as overall progress"
    for name in ("nextValidationDate", "targetSemester"):
        if row.get(name) is None:
            yield f"no {name}"
    yield from _tallies_of_entries(list(entries_of(row)), known["courses"])


def _tallies_of_entries(entries: list[Document], courses: Any) -> Iterator[tuple[str, int]]:
    overdone = differing = running = 0
    for entry in entries:
        overdone += _is_overdone(entry)
        differing += _differs(entry, courses)
        running += entry.get("completedAt") is None
    yield "standings", len(entries)
    yield "more exercises than there are", overdone
    yield "chapters differ from course", differing
    yield "no completedAt", running


def _is_overdone(entry: Document) -> bool:
    done, total = number_in(entry.get("exercisesCompleted")), number_in(entry.get("totalExercises"))
    return done is not None and total is not None and done > total


def _differs(entry: Document, courses: Any) -> bool:
    course = courses.get(entry.get("courseId"))
    if course is None:
        return False
    chapters = course.get("chapters")
    return entry.get("totalChapters") != (len(chapters) if isinstance(chapters, list) else 0)


def _by_its_own_formula(row: Document, record: Document) -> int:
    """Return the overall progress as the predecessor derives it, from the rate it stored."""
    percents = [course["progress_percent"] for course in record["courses"]]
    rate = number_in(row.get("attendanceRate"))
    return overall_progress(
        course_percents=percents,
        attendance_rate_percent=COMPLETE_PERCENT if rate is None else round(rate),
    )


def _off_by(row: Document, record: Document) -> int:
    stored = number_in(row.get("attendanceRate")) or 0
    derived: int = record["attendance_rate_percent"]
    return abs(round(stored - derived))
