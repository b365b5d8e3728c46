"""The door for neighbours: courses as data, and who may read them."""

from datetime import datetime

from apps.courses import operations, queries
from apps.courses.data import CourseCounts, CourseData, CourseSummary, OutlineData, ReadingData
from apps.courses.queries import CourseNotFoundError
from apps.courses.rules.access import NotCourseOwnerError
from yggdrasil.clients.procedure import procedure

__all__ = [
    "CourseNotFoundError",
    "NotCourseOwnerError",
    "count_courses",
    "get_course",
    "get_outline",
    "grant_reading",
    "list_courses",
    "list_published",
    "list_readings",
    "list_taught_ids",
    "revoke_reading",
]


@procedure
def get_course(*, course_id: str) -> CourseData:
    """Return a course, whatever its status: capacity, counts, instructor, prerequisites.

    Args:
        course_id: id of the course.

    Returns:
        The course, without outline and materials.

    Raises:
        CourseNotFoundError: if there is none.
        InvalidIdError: if the id is none.
    """
    return queries.find_course(course_id=course_id)


@procedure
def list_courses(*, course_ids: tuple[str, ...]) -> tuple[CourseData, ...]:
    """Return those of some courses that exist.

    Args:
        course_ids: ids of courses; the first 1,000 count.

    Returns:
        The courses, in the order asked for; unknown ids are left out.

    Raises:
        InvalidIdError: if one of the ids is none.
    """
    return queries.find_courses(course_ids=course_ids)


@procedure
def list_published(*, limit: int = 100) -> tuple[CourseSummary, ...]:
    """Return the courses that learners read, public or not.

    Args:
        limit: most courses, 1 to 1,000.

    Returns:
        Summaries, most recently published first.
    """
    return queries.find_published(limit=limit)


@procedure
def list_taught_ids(*, account_id: str) -> tuple[str, ...]:
    """Return the courses that somebody answers for or helps with.

    Args:
        account_id: id of the account.

    Returns:
        Ids of courses; at most 2,000.

    Raises:
        InvalidIdError: if the id is none.
    """
    return queries.find_taught_ids(account_id=account_id)


@procedure
def get_outline(*, course_id: str) -> OutlineData:
    """Return the whole outline of a course, for grading: solutions and answers included.

    Args:
        course_id: id of the course.

    Returns:
        The outline. Never show it to learners.

    Raises:
        CourseNotFoundError: if there is none.
        InvalidIdError: if the id is none.
    """
    return queries.find_outline(course_id=course_id)


@procedure
def list_readings(*, account_id: str) -> tuple[ReadingData, ...]:
    """Return why somebody may read which courses that are not public.

    Args:
        account_id: id of the account.

    Returns:
        One reason for each course, enrolment, cohort or grant; at most 1,000.

    Raises:
        InvalidIdError: if the id is none.
    """
    return queries.find_readings(account_id=account_id)


@procedure
def grant_reading(*, course_id: str, account_id: str, at: datetime) -> None:
    """Let one person read a course once it is published, public or not.

    Args:
        course_id: id of the course.
        account_id: id of the account; granting again changes nothing.
        at: now.

    Raises:
        CourseNotFoundError: if there is no such course.
        NotCourseOwnerError: unless by its instructor or the office.
    """
    operations.grant_reading(course_id=course_id, account_id=account_id, at=at)


@procedure
def revoke_reading(*, course_id: str, account_id: str) -> None:
    """Take a grant back; an enrolment or a cohort still lets the person read.

    Args:
        course_id: id of the course.
        account_id: id of the account; revoking again changes nothing.

    Raises:
        CourseNotFoundError: if there is no such course.
        NotCourseOwnerError: unless by its instructor or the office.
    """
    operations.revoke_reading(course_id=course_id, account_id=account_id)


@procedure
def count_courses() -> CourseCounts:
    """Return how many courses stand where.

    Returns:
        A count for each status.
    """
    return queries.count_courses()
