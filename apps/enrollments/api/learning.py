"""Enrolments, seats and progress in courses."""

from apps.enrollments import queries
from apps.enrollments.data import EnrollmentData, EnrollmentStatus, ProgressData, SeatsData
from yggdrasil.clients.procedure import procedure


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
