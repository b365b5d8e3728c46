"""Semesters, reports and counts."""

from apps.enrollments import queries
from apps.enrollments.data import (
    CohortReport,
    CourseFiguresData,
    EnrollmentCounts,
    SemesterProgressData,
)
from yggdrasil.clients.procedure import procedure


@procedure
def get_semester_progress(*, student_id: str, cohort_id: str) -> SemesterProgressData:
    """Return how a student does, or did, in a cohort.

    Args:
        student_id: id of the account.
        cohort_id: id of the cohort.

    Returns:
        Standings, figures, milestones and where validation stands.

    Raises:
        SemesterProgressNotFoundError: if the student was never in the cohort.
        InvalidIdError: if one of the ids is none.
    """
    return queries.get_semester_progress(student_id=student_id, cohort_id=cohort_id)


@procedure
def find_current_semester_progress(*, student_id: str) -> SemesterProgressData | None:
    """Return how a student does in the present cohort.

    Args:
        student_id: id of the account.

    Returns:
        Standings, figures, milestones and where validation stands; None for one in no cohort.

    Raises:
        InvalidIdError: if the id is none.
    """
    return queries.find_current_semester_progress(student_id=student_id)


@procedure
def list_at_risk(*, cohort_id: str) -> tuple[SemesterProgressData, ...]:
    """Return the students of a cohort whom somebody should look after.

    Args:
        cohort_id: id of the cohort.

    Returns:
        Their records, furthest behind first.

    Raises:
        InvalidIdError: if the id is none.
    """
    return queries.list_at_risk(cohort_id=cohort_id)


@procedure
def get_cohort_report(*, cohort_id: str) -> CohortReport:
    """Return how a cohort does as a whole.

    Args:
        cohort_id: id of the cohort.

    Returns:
        Means and counts; all zero where nobody is or was in it.

    Raises:
        InvalidIdError: if the id is none.
    """
    return queries.get_cohort_report(cohort_id=cohort_id)


@procedure
def list_course_figures(*, course_ids: tuple[str, ...]) -> tuple[CourseFiguresData, ...]:
    """Return how the students of courses do.

    Args:
        course_ids: ids of courses; the first 1,000 count.

    Returns:
        Figures of each course, in the order asked for; zeros for one nobody enrolled in.

    Raises:
        InvalidIdError: if one of the ids is none.
    """
    return queries.list_course_figures(course_ids=course_ids)


@procedure
def count_everything() -> EnrollmentCounts:
    """Return how much there is of everything that this app keeps.

    Returns:
        Counts of the whole school.
    """
    return queries.count_everything()
