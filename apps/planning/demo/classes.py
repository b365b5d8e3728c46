"""Which cohort has which lesson at which hour, so that nobody is needed twice."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from apps.courses import api as courses
from apps.courses.data import CourseSummary
from apps.enrollments import api as enrollments
from apps.enrollments.data import CohortStatus, CohortSummary

# Lessons begin at nine, eleven and two, from Monday to Friday.
HOURS = (9, 11, 14)
WEEKDAYS = (1, 2, 3, 4, 5)


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """A weekly lesson.

    Attributes:
        cohort_id: for whom.
        course: on what; its instructor holds it.
        weekday: ISO weekday.
        hour: on the school's wall clock.
        room: name of the location; each cohort has one of its own.
    """

    cohort_id: str
    course: CourseSummary
    weekday: int
    hour: int
    room: str

    @property
    def key(self) -> str:
        """Return what tells it from the others."""
        return f"{self.cohort_id}/{self.weekday}/{self.hour}"


def weekly_lessons(rooms: tuple[str, ...], *, month: date) -> tuple[Lesson, ...]:
    """Return the lessons of a week for the cohorts that are under way.

    Args:
        rooms: names of locations, one a cohort.
        month: its first day; a cohort begins and ends with a month.

    Returns:
        Lessons without a conflict: at one hour no teacher is needed twice.
    """
    published = {course.id: course for course in courses.list_published(limit=100)}
    busy: set[tuple[str, int, int]] = set()
    return tuple(
        lesson
        for cohort, room in zip(_cohorts(tuple(published), month), rooms, strict=False)
        for lesson in _lessons(cohort, room, published, busy)
    )


def _cohorts(course_ids: tuple[str, ...], month: date) -> list[CohortSummary]:
    ids = dict.fromkeys(
        cohort_id
        for course_id in sorted(course_ids)
        for cohort_id in enrollments.list_cohort_ids_of_course(course_id=course_id)
    )
    found = enrollments.list_cohorts(cohort_ids=tuple(ids))
    return sorted(
        (cohort for cohort in found if _is_under_way(cohort, month)),
        key=lambda cohort: (cohort.semester, cohort.id),
    )


def _is_under_way(cohort: CohortSummary, month: date) -> bool:
    is_then = cohort.starts_at.date() <= month <= cohort.ends_at.date()
    return is_then and cohort.status is CohortStatus.ACTIVE


def _lessons(
    cohort: CohortSummary,
    room: str,
    published: dict[str, CourseSummary],
    busy: set[tuple[str, int, int]],
) -> Iterator[Lesson]:
    """Yield a lesson a day, each on the next course whose teacher is free at some hour."""
    taught = [published[course_id] for course_id in cohort.course_ids if course_id in published]
    for number, weekday in enumerate(WEEKDAYS if taught else ()):
        course = taught[number % len(taught)]
        hour = _free_hour(course.instructor.id, weekday, busy, first=number)
        if hour is not None:
            busy.add((course.instructor.id, weekday, hour))
            yield Lesson(cohort_id=cohort.id, course=course, weekday=weekday, hour=hour, room=room)


def _free_hour(
    teacher_id: str, weekday: int, busy: set[tuple[str, int, int]], *, first: int
) -> int | None:
    turned = HOURS[first % len(HOURS) :] + HOURS[: first % len(HOURS)]
    return next((hour for hour in turned if (teacher_id, weekday, hour) not in busy), None)
