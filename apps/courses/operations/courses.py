"""Make, describe and remove courses."""

from dataclasses import fields
from datetime import datetime

from apps.courses import events
from apps.courses.data import CourseDetails
from apps.courses.models import Course, CourseReader
from apps.courses.operations.loading import load_to_decide, save
from apps.courses.operations.naming import free_slug
from apps.courses.operations.persons import instructor_from_profile
from apps.courses.rules import access, details as detail_rules, publication
from yggdrasil.context import current
from yggdrasil.cqrs.command import command
from yggdrasil.ids import checked_id


@command
def create_course(
    *, course_id: str, details: CourseDetails, instructor_id: str, at: datetime
) -> str:
    """Make a course: a draft without an outline.

    Args:
        course_id: a new id.
        details: what it is about.
        instructor_id: id of the account that will answer for it.
        at: now.

    Returns:
        The id.

    Raises:
        NotCourseCreatorError: unless by the office, or by a teacher for themselves.
        InvalidCourseError: if the details do not fit.
        NotTeachingError: if the instructor is a student.
        CourseNameTakenError: if another course has the code.
    """
    access.check_can_create(current().actor, instructor_id=instructor_id)
    tidy = detail_rules.tidied(details)
    detail_rules.check_details(tidy)
    course = Course(pk=checked_id(course_id), slug=free_slug(tidy.title, course_id))
    course.instructor = instructor_from_profile(instructor_id)
    course.set_details(tidy)
    save(course, events.course_created, _created(course, at))
    return course_id


@command
def update_course(
    *, course_id: str, details: CourseDetails, at: datetime, expected_version: int | None = None
) -> None:
    """Say other things about a course. Its name in addresses stays, so that links do.

    Args:
        course_id: id of the course.
        details: all that is said about it from now on.
        at: now.
        expected_version: version the editor has seen; None to change whatever there is.

    Raises:
        CourseNotFoundError: if there is none.
        NotCourseOwnerError: unless by its instructor or the office.
        VersionConflictError: if it is at another version.
        InvalidCourseError: if the details do not fit.
        CourseNameTakenError: if another course has the code.
    """
    course = load_to_decide(course_id, expected_version)
    tidy = detail_rules.tidied(details)
    detail_rules.check_details(tidy)
    before = course.to_details()
    changed = tuple(
        field.name
        for field in fields(tidy)
        if getattr(tidy, field.name) != getattr(before, field.name)
    )
    if not changed:
        return
    course.set_details(tidy)
    save(course, events.course_updated, _updated(course, changed, at))


@command
def delete_course(*, course_id: str, at: datetime, expected_version: int | None = None) -> None:
    """Remove a course for good, with everything in it, and whoever may read it.

    Args:
        course_id: id of the course.
        at: now.
        expected_version: version the editor has seen; None to remove whatever there is.

    Raises:
        CourseNotFoundError: if there is none.
        NotCourseOwnerError: unless by its instructor or the office.
        VersionConflictError: if it is at another version.
        WrongCourseStatusError: if it is published: archive it first.
    """
    course = load_to_decide(course_id, expected_version)
    publication.check_step(course.to_data(), "deleted")
    fact = events.CourseDeleted(course_id=course_id, title=course.title, at=at)
    events.course_deleted.send(course, payload=fact)
    CourseReader.objects.filter(course_id=course.pk).delete()
    course.delete()


def _created(course: Course, at: datetime) -> events.CourseCreated:
    data = course.to_data()
    return events.CourseCreated(
        course_id=data.id,
        slug=data.slug,
        title=data.title,
        category=data.category,
        level=data.level,
        instructor_id=data.instructor.id,
        at=at,
    )


def _updated(course: Course, changed: tuple[str, ...], at: datetime) -> events.CourseUpdated:
    data = course.to_data()
    return events.CourseUpdated(
        course_id=data.id,
        code=data.code,
        title=data.title,
        category=data.category,
        level=data.level,
        is_public=data.is_public,
        requires_approval=data.settings.requires_approval,
        capacity=data.settings.capacity,
        changed=changed,
        at=at,
    )
