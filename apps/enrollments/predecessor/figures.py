"""Figures of the predecessor's progress rows: derived anew, the stored ones reported beside."""

from collections.abc import Iterator
from typing import Any

from apps.enrollments.data import StandingData
from apps.enrollments.predecessor.standings import entries_of
from apps.enrollments.rules.figures import COMPLETE_PERCENT, figures_of, overall_progress
from yggdrasil.cutover.kinds import repaired
from yggdrasil.cutover.mapping import Document, Finding, Known, Sort
from yggdrasil.cutover.numbers import number_in

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
    courses = [
        StandingData(
            course_id=str(course["course_id"]),
            progress_percent=course["progress_percent"],
            average_score_percent=course["average_score_percent"],
        )
        for course in record["courses"]
    ]
    figures = figures_of(courses=courses, attended=attended, marked=marked)
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
    for name, courses_there in lists_of(record["courses"]).items():
        if row.get(name) != courses_there:
            yield Finding(Sort.CONFLICT, "course_list_differs", name, row.get(name), courses_there)


def lists_of(courses: list[Document]) -> Document:
    """Return the three lists of courses that the predecessor keeps beside the standings.

    Args:
        courses: standings of a record.
    """
    percents = [(course["course_id"], course["progress_percent"]) for course in courses]
    return {
        "coursesCompleted": [key for key, percent in percents if percent >= COMPLETE_PERCENT],
        "coursesInProgress": [key for key, percent in percents if 0 < percent < COMPLETE_PERCENT],
        "coursesNotStarted": [key for key, percent in percents if percent <= 0],
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
    for entry in entries_of(row):
        yield from _tallies_of_entry(entry, known["courses"])


def _tallies_of_entry(entry: Document, courses: Any) -> Iterator[str]:
    yield "standings"
    done, total = number_in(entry.get("exercisesCompleted")), number_in(entry.get("totalExercises"))
    if done is not None and total is not None and done > total:
        yield "more exercises than there are"
    course = courses.get(entry.get("courseId"))
    if course is not None and entry.get("totalChapters") != len(course.get("chapters") or ()):
        yield "chapters differ from course"
    if entry.get("completedAt") is None:
        yield "no completedAt"


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
