"""The door for neighbours above: timetables and registers as data."""

from datetime import datetime

from apps.planning import queries
from apps.planning.data import AttendanceFigures, EventSummary, TimetableFigures
from yggdrasil.clients.procedure import procedure

__all__ = ["attendance_of", "events_of", "timetable_figures"]


@procedure
def attendance_of(
    *, student_ids: tuple[str, ...], cohort_id: str | None = None
) -> tuple[AttendanceFigures, ...]:
    """Return how regularly students came.

    Args:
        student_ids: ids of the students' accounts.
        cohort_id: only to events of this cohort; all events if left out.

    Returns:
        Figures of each student, in the order asked for; a rate of 100 for those nobody marked.

    Raises:
        InvalidIdError: if an id is none.
    """
    return queries.attendance_figures(student_ids=student_ids, cohort_id=cohort_id)


@procedure
def events_of(
    *,
    starts_from: datetime,
    starts_to: datetime,
    cohort_ids: tuple[str, ...] = (),
    teacher_id: str | None = None,
    course_id: str | None = None,
    limit: int = 100,
) -> tuple[EventSummary, ...]:
    """Return events that begin within a time and take place.

    Args:
        starts_from: first begin.
        starts_to: begins are before this moment.
        cohort_ids: only of one of these cohorts; of any if empty.
        teacher_id: only of this teacher.
        course_id: only of this course.
        limit: most events, 1 to 1,000.

    Returns:
        Events by begin.

    Raises:
        InvalidIdError: if an id is none.
    """
    return queries.list_events_between(
        starts_from=starts_from,
        starts_to=starts_to,
        cohort_ids=cohort_ids,
        teacher_id=teacher_id,
        course_id=course_id,
        limit=limit,
    )


@procedure
def timetable_figures(
    *,
    starts_from: datetime,
    starts_to: datetime,
    teacher_id: str | None = None,
    course_id: str | None = None,
) -> TimetableFigures:
    """Return how many events took place or will, and how regularly students came.

    Args:
        starts_from: first begin.
        starts_to: begins are before this moment.
        teacher_id: only events of this teacher.
        course_id: only events of this course.

    Returns:
        The figures.

    Raises:
        InvalidIdError: if an id is none.
    """
    return queries.timetable_figures(
        starts_from=starts_from,
        starts_to=starts_to,
        teacher_id=teacher_id,
        course_id=course_id,
    )
