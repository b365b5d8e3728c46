"""Publish, withdraw, put away and bring back courses."""

from datetime import datetime

from apps.courses import events
from apps.courses.data import CourseStatus
from apps.courses.models import Course
from apps.courses.operations.loading import load_to_decide, save
from apps.courses.rules import publication
from yggdrasil.cqrs.command import command


@command
def publish_course(*, course_id: str, at: datetime, expected_version: int | None = None) -> None:
    """Let learners read a course.

    Args:
        course_id: id of the course.
        at: now.
        expected_version: version the editor has seen; None to publish whatever there is.

    Raises:
        CourseNotFoundError: if there is none.
        NotCourseOwnerError: unless by its instructor or the office.
        VersionConflictError: if it is at another version.
        WrongCourseStatusError: unless it is a draft.
        CourseNotReadyError: if something is missing.
    """
    course = _begin("published", course_id, expected_version)
    publication.check_is_ready(course.to_data())
    course.status = CourseStatus.PUBLISHED
    course.published_at = at
    data = course.to_data()
    fact = events.CoursePublished(
        course_id=course_id,
        slug=data.slug,
        title=data.title,
        category=data.category,
        level=data.level,
        instructor_id=data.instructor.id,
        is_public=data.is_public,
        at=at,
    )
    save(course, events.course_published, fact)


@command
def unpublish_course(*, course_id: str, at: datetime, expected_version: int | None = None) -> None:
    """Make a published course a draft again.

    Args:
        course_id: id of the course.
        at: now.
        expected_version: version the editor has seen; None to withdraw whatever there is.

    Raises:
        CourseNotFoundError: if there is none.
        NotCourseOwnerError: unless by its instructor or the office.
        VersionConflictError: if it is at another version.
        WrongCourseStatusError: unless it is published.
    """
    course = _begin("unpublished", course_id, expected_version)
    _withdraw(course, CourseStatus.DRAFT)
    save(course, events.course_unpublished, events.CourseUnpublished(course_id=course_id, at=at))


@command
def archive_course(*, course_id: str, at: datetime, expected_version: int | None = None) -> None:
    """Put a course away; only those who teach it and the office still see it.

    Args:
        course_id: id of the course.
        at: now.
        expected_version: version the editor has seen; None to archive whatever there is.

    Raises:
        CourseNotFoundError: if there is none.
        NotCourseOwnerError: unless by its instructor or the office.
        VersionConflictError: if it is at another version.
        WrongCourseStatusError: if it is archived already.
    """
    course = _begin("archived", course_id, expected_version)
    _withdraw(course, CourseStatus.ARCHIVED)
    save(course, events.course_archived, events.CourseArchived(course_id=course_id, at=at))


@command
def restore_course(*, course_id: str, at: datetime, expected_version: int | None = None) -> None:
    """Bring an archived course back, as a draft: its instructor decides when it is ready.

    Args:
        course_id: id of the course.
        at: now.
        expected_version: version the editor has seen; None to restore whatever there is.

    Raises:
        CourseNotFoundError: if there is none.
        NotCourseOwnerError: unless by its instructor or the office.
        VersionConflictError: if it is at another version.
        WrongCourseStatusError: unless it is archived.
    """
    course = _begin("restored", course_id, expected_version)
    _withdraw(course, CourseStatus.DRAFT)
    save(course, events.course_restored, events.CourseRestored(course_id=course_id, at=at))


def _begin(step: str, course_id: str, expected_version: int | None) -> Course:
    course = load_to_decide(course_id, expected_version)
    publication.check_step(course.to_data(), step)
    return course


def _withdraw(course: Course, status: CourseStatus) -> None:
    course.status = status
    course.published_at = None
