"""Cohorts and who is in them."""

from datetime import datetime

from apps.enrollments import queries
from apps.enrollments.data import CohortSummary, MembershipData
from yggdrasil.clients.procedure import procedure


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
def list_present_cohorts(*, limit: int = 200) -> tuple[CohortSummary, ...]:
    """Return the cohorts that are being planned or are at work.

    Args:
        limit: most cohorts, 1 to 500.

    Returns:
        Draft and active cohorts, those that start last first.
    """
    return queries.find_present_cohorts(limit=limit)


@procedure
def list_latest_cohorts(*, limit: int = 200) -> tuple[CohortSummary, ...]:
    """Return cohorts wherever they stand in their life.

    Args:
        limit: most cohorts, 1 to 500.

    Returns:
        Cohorts, those that start last first.
    """
    return queries.find_latest_cohorts(limit=limit)


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
def list_member_ids(*, cohort_id: str, at: datetime | None = None) -> tuple[str, ...]:
    """Return the students who are in a cohort now.

    Args:
        cohort_id: id of the cohort.
        at: a moment; those who were in it then are returned too.

    Returns:
        Ids of accounts, in the order of joining; none for an unknown cohort.

    Raises:
        InvalidIdError: if the id is none.
    """
    return queries.list_member_ids(cohort_id=cohort_id, at=at)


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
