"""The door for neighbours: cohorts and members, enrolments and progress, semesters and risks."""

from apps.enrollments import operations, queries
from apps.enrollments.data import (
    CohortReport,
    CohortSummary,
    CourseFiguresData,
    EnrollmentCounts,
    EnrollmentData,
    EnrollmentStatus,
    MembershipData,
    ProgressData,
    SeatsData,
    SemesterProgressData,
)
from apps.enrollments.queries import CohortNotFoundError, SemesterProgressNotFoundError
from yggdrasil import clock
from yggdrasil.clients.procedure import procedure

__all__ = [
    "CohortNotFoundError",
    "SemesterProgressNotFoundError",
    "count_everything",
    "find_current_semester_progress",
    "get_cohort_report",
    "get_progress",
    "get_seats",
    "get_semester_progress",
    "is_enrolled",
    "list_at_risk",
    "list_cohort_ids_of_course",
    "list_cohorts",
    "list_cohorts_of_student",
    "list_course_figures",
    "list_enrollments_of_student",
    "list_member_ids",
    "list_progress_of_student",
    "set_attendance",
]


@procedure
def list_cohorts(*, cohort_ids: tuple[str, ...]) -> tuple[CohortSummary, ...]:
    """Return those of some cohorts that exist.

    Args:
        cohort_ids: ids of cohorts; the first 500 count.

    Returns:
        The cohorts, in the order asked for; unknown ids are left out.

    Raises:
        InvalidIdError: if one of the ids is none.
    """
    return queries.find_cohorts(cohort_ids=cohort_ids)


@procedure
def list_cohort_ids_of_course(*, course_id: str) -> tuple[str, ...]:
    """Return the draft and active cohorts that have a course.

    Args:
        course_id: id of the course.

    Returns:
        Ids of cohorts, newest first.

    Raises:
        InvalidIdError: if the id is none.
    """
    return queries.list_cohort_ids_of_course(course_id=course_id)


@procedure
def list_member_ids(*, cohort_id: str) -> tuple[str, ...]:
    """Return the students who are in a cohort now.

    Args:
        cohort_id: id of the cohort.

    Returns:
        Ids of accounts, in the order of joining, at most 500; none for an unknown cohort.

    Raises:
        InvalidIdError: if the id is none.
    """
    return queries.list_member_ids(cohort_id=cohort_id)


@procedure
def list_cohorts_of_student(
    *, student_id: str, is_open: bool | None = None
) -> tuple[MembershipData, ...]:
    """Return the cohorts that a student is or was in.

    Args:
        student_id: id of the account.
        is_open: only memberships that last, or only those that ended; None for both.

    Returns:
        Memberships, newest first.

    Raises:
        InvalidIdError: if the id is none.
    """
    return queries.list_stays_of(student_id=student_id, is_open=is_open)


@procedure
def list_enrollments_of_student(
    *, student_id: str, status: EnrollmentStatus | None = None
) -> tuple[EnrollmentData, ...]:
    """Return the enrolments of a student.

    Args:
        student_id: id of the account.
        status: only those that stand there; None for all.

    Returns:
        Enrolments, newest first.

    Raises:
        InvalidIdError: if the id is none.
    """
    return queries.list_enrollments_of(student_id=student_id, status=status)


@procedure
def is_enrolled(*, student_id: str, course_id: str) -> bool:
    """Return whether a student has an open enrolment in a course.

    Args:
        student_id: id of the account.
        course_id: id of the course.

    Returns:
        True for a pending or active one that is not suspended.

    Raises:
        InvalidIdError: if one of the ids is none.
    """
    return queries.is_enrolled(student_id=student_id, course_id=course_id)


@procedure
def get_seats(*, course_id: str) -> SeatsData:
    """Return how full a course is.

    Args:
        course_id: id of the course.

    Returns:
        Seats taken and free; none taken where nobody ever enrolled.

    Raises:
        InvalidIdError: if the id is none.
    """
    return queries.get_seats(course_id=course_id)


@procedure
def get_progress(*, student_id: str, course_id: str) -> ProgressData:
    """Return how far a student is in a course.

    Args:
        student_id: id of the account.
        course_id: id of the course.

    Returns:
        The progress; all zero, at version 0, where nothing was recorded yet.

    Raises:
        InvalidIdError: if one of the ids is none.
    """
    return queries.get_progress(student_id=student_id, course_id=course_id)


@procedure
def list_progress_of_student(*, student_id: str) -> tuple[ProgressData, ...]:
    """Return how far a student is in each course begun.

    Args:
        student_id: id of the account.

    Returns:
        Progress by course.

    Raises:
        InvalidIdError: if the id is none.
    """
    return queries.list_progress_of(student_id=student_id)


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
        Their records, furthest behind first, at most 500.

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
def set_attendance(*, student_id: str, cohort_id: str, marked: int, attended: int) -> None:
    """Set a student's marks of attendance in a cohort, as counted anew by who keeps the register.

    Args:
        student_id: id of the account.
        cohort_id: id of the cohort; nothing is kept for a student who was never in it.
        marked: events with a mark, 0 or more.
        attended: of these, attended, 0 to `marked`.

    Raises:
        InvalidIdError: if one of the ids is none.
    """
    operations.set_attendance(
        student_id=student_id, cohort_id=cohort_id, marked=marked, attended=attended, at=clock.now()
    )


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
