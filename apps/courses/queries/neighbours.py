"""What neighbours and this app's own doors ask: everything there is, whoever may see it."""

from apps.courses.data import (
    CourseCounts,
    CourseData,
    CourseStatus,
    CourseSummary,
    OutlineData,
    ReadingData,
)
from apps.courses.models import Course, CourseReader
from apps.courses.queries.courses import BULKY, CourseNotFoundError
from apps.courses.queries.visibility import taught_ids
from yggdrasil.cqrs.query import query
from yggdrasil.ids import checked_id, to_object_id
from yggdrasil.mongodb.shapes import data_from

_MOST = 1_000


@query
def find_course(*, course_id: str) -> CourseData:
    """Return a course, without outline and materials.

    Args:
        course_id: id of the course.

    Returns:
        The course.

    Raises:
        CourseNotFoundError: if there is none.
    """
    course = Course.objects.filter(pk=checked_id(course_id)).defer(*BULKY).first()
    if course is None:
        raise CourseNotFoundError(f"There is no course {course_id}.")
    return course.to_data()


@query
def find_courses(*, course_ids: tuple[str, ...]) -> tuple[CourseData, ...]:
    """Return those of some courses that exist.

    Args:
        course_ids: ids of courses; the first 1,000 count.

    Returns:
        The courses, in the order asked for; unknown ids are left out.
    """
    wanted = dict.fromkeys(map(checked_id, course_ids[:_MOST]))
    found = {
        str(course.pk): course.to_data()
        for course in Course.objects.filter(pk__in=list(wanted)).defer(*BULKY)
    }
    return tuple(found[course_id] for course_id in wanted if course_id in found)


@query
def find_outline(*, course_id: str) -> OutlineData:
    """Return the whole outline of a course, solutions and answers included.

    Args:
        course_id: id of the course.

    Returns:
        The outline.

    Raises:
        CourseNotFoundError: if there is none.
    """
    course = Course.objects.filter(pk=checked_id(course_id)).defer("materials").first()
    if course is None:
        raise CourseNotFoundError(f"There is no course {course_id}.")
    return OutlineData(course_id=course_id, version=course.version, chapters=course.outline)


@query
def find_taught_ids(*, account_id: str) -> tuple[str, ...]:
    """Return the courses that somebody answers for or helps with.

    Args:
        account_id: id of the account.

    Returns:
        Ids, most recently changed first, own courses before others; at most 1,000 of each.
    """
    return tuple(map(str, taught_ids(account_id)))


@query
def find_readings(*, account_id: str) -> tuple[ReadingData, ...]:
    """Return why somebody may read which courses that are not public.

    Args:
        account_id: id of the account.

    Returns:
        One reason for each course, enrolment, cohort or grant; at most 1,000.
    """
    reasons = CourseReader.objects.filter(
        account_id=to_object_id(account_id), course_id__isnull=False
    ).order_by("course_id")[:_MOST]
    return tuple(data_from(reason, ReadingData) for reason in reasons)


@query
def find_published(*, limit: int) -> tuple[CourseSummary, ...]:
    """Return the courses that learners read, public or not.

    Args:
        limit: most courses, 1 to 1,000.

    Returns:
        Summaries, most recently published first.
    """
    found = Course.objects.filter(status=CourseStatus.PUBLISHED).defer(*BULKY)
    rows = found.order_by("-published_at", "-pk")[: min(limit, _MOST)]
    return tuple(course.to_summary() for course in rows)


@query
def count_courses() -> CourseCounts:
    """Return how many courses stand where.

    Returns:
        A count for each status.
    """
    return CourseCounts(
        drafts=Course.objects.filter(status=CourseStatus.DRAFT).count(),
        published=Course.objects.filter(status=CourseStatus.PUBLISHED).count(),
        archived=Course.objects.filter(status=CourseStatus.ARCHIVED).count(),
    )
