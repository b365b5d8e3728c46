"""How every change begins and ends: load, ask the rules, save with the fact."""

from typing import Any

from django.db import IntegrityError

from apps.courses.models import Course
from apps.courses.queries.courses import BULKY, CourseNotFoundError
from apps.courses.rules import access
from yggdrasil.context import current
from yggdrasil.errors import ConflictError
from yggdrasil.events.signal import DomainSignal
from yggdrasil.ids import checked_id
from yggdrasil.mongodb.aggregate import VersionConflictError


class CourseNameTakenError(ConflictError):
    """Another course has that code or that name in addresses."""


def load_to_edit(course_id: str, expected_version: int | None, *defer: str) -> Course:
    """Return a course whose outline or materials the present actor may change.

    Args:
        course_id: id of the course.
        expected_version: version the editor has seen; None to change whatever there is.
        defer: bulky fields that are not touched.

    Returns:
        The document.

    Raises:
        CourseNotFoundError: if there is none.
        VersionConflictError: if it is at another version.
        NotCourseEditorError: if the actor may not.
    """
    course = _load(course_id, expected_version, *defer)
    access.check_can_edit(current().actor, course.to_data())
    return course


def load_to_decide(course_id: str, expected_version: int | None) -> Course:
    """Return a course about which the present actor may decide, without its bulky fields.

    Args:
        course_id: id of the course.
        expected_version: version the editor has seen; None to change whatever there is.

    Returns:
        The document.

    Raises:
        CourseNotFoundError: if there is none.
        VersionConflictError: if it is at another version.
        NotCourseOwnerError: if the actor may not.
    """
    course = _load(course_id, expected_version, *BULKY)
    access.check_can_decide(current().actor, course.to_data())
    return course


def save(course: Course, signal: DomainSignal[Any], payload: object) -> None:
    """Tell what became true of a course, and save it.

    Args:
        course: changed, not yet saved.
        signal: the fact.
        payload: what it tells.

    Raises:
        CourseNameTakenError: if another course has its code or slug.
        VersionConflictError: if somebody changed it meanwhile.
    """
    signal.send(course, payload=payload)
    try:
        course.save()
    except IntegrityError as error:
        raise CourseNameTakenError(
            f"Another course has the code {course.code!r} or the slug {course.slug!r}."
        ) from error


def _load(course_id: str, expected_version: int | None, *defer: str) -> Course:
    course = Course.objects.filter(pk=checked_id(course_id)).defer(*defer).first()
    if course is None:
        raise CourseNotFoundError(f"There is no course {course_id}.")
    if expected_version not in {None, course.version}:
        raise VersionConflictError(
            model="courses.Course", document_id=course_id, expected_version=expected_version or 0
        )
    return course
