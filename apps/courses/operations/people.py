"""Who teaches a course: its instructor, and those who help."""

from datetime import datetime

from apps.courses import events
from apps.courses.data import CollaboratorRole
from apps.courses.models import Collaborator, Course
from apps.courses.operations.loading import load_to_decide, save
from apps.courses.operations.persons import collaborator_from_profile, instructor_from_profile
from apps.courses.rules import details
from yggdrasil.cqrs.command import command
from yggdrasil.errors import ConflictError, NotFoundError


class CollaboratorNotFoundError(NotFoundError):
    """That person does not help with the course."""


class AlreadyInstructorError(ConflictError):
    """That person answers for the course already."""


@command
def set_instructor(
    *, course_id: str, account_id: str, at: datetime, expected_version: int | None = None
) -> None:
    """Let somebody else answer for a course; who did so no longer has a part in it.

    Args:
        course_id: id of the course.
        account_id: id of the new instructor's account; the present one changes nothing.
        at: now.
        expected_version: version the editor has seen; None to change whatever there is.

    Raises:
        CourseNotFoundError: if there is no such course.
        NotCourseOwnerError: unless by its instructor or the office.
        VersionConflictError: if it is at another version.
        NotFoundError: if there is no such person.
        NotTeachingError: if it is a student.
    """
    course = load_to_decide(course_id, expected_version)
    previous_id = course.instructor.shown_id
    if previous_id == account_id:
        return
    course.instructor = instructor_from_profile(account_id)
    course.collaborators = _without(course, account_id)
    fact = events.InstructorChanged(
        course_id=course_id,
        instructor_id=account_id,
        instructor_name=course.instructor.name,
        previous_instructor_id=previous_id,
        at=at,
    )
    save(course, events.instructor_changed, fact)


@command
def add_collaborator(
    *,
    course_id: str,
    account_id: str,
    role: CollaboratorRole,
    at: datetime,
    expected_version: int | None = None,
) -> None:
    """Let somebody help with a course, or do something else in it than before.

    Args:
        course_id: id of the course.
        account_id: id of the helper's account.
        role: instructor, who may edit the outline, or assistant, who may read it whole.
        at: now.
        expected_version: version the editor has seen; None to change whatever there is.

    Raises:
        CourseNotFoundError: if there is no such course.
        NotCourseOwnerError: unless by its instructor or the office.
        VersionConflictError: if it is at another version.
        AlreadyInstructorError: if the person answers for the course.
        NotFoundError: if there is no such person.
        NotTeachingError: if it is a student.
        TooManyError: if 50 help already.
    """
    course = load_to_decide(course_id, expected_version)
    if course.instructor.shown_id == account_id:
        raise AlreadyInstructorError(f"{account_id} answers for course {course_id} already.")
    others = _without(course, account_id)
    details.check_room_for("collaborators", held=len(others), most=details.MOST_COLLABORATORS)
    course.collaborators = [*others, collaborator_from_profile(account_id, role)]
    fact = events.CollaboratorAdded(course_id=course_id, account_id=account_id, role=role, at=at)
    save(course, events.collaborator_added, fact)


@command
def remove_collaborator(
    *, course_id: str, account_id: str, at: datetime, expected_version: int | None = None
) -> None:
    """End somebody's help with a course.

    Args:
        course_id: id of the course.
        account_id: id of the helper's account.
        at: now.
        expected_version: version the editor has seen; None to change whatever there is.

    Raises:
        CourseNotFoundError: if there is no such course.
        NotCourseOwnerError: unless by its instructor or the office.
        VersionConflictError: if it is at another version.
        CollaboratorNotFoundError: if the person does not help with it.
    """
    course = load_to_decide(course_id, expected_version)
    others = _without(course, account_id)
    if len(others) == len(course.collaborators):
        raise CollaboratorNotFoundError(f"{account_id!r:.40} does not help with it.")
    course.collaborators = others
    fact = events.CollaboratorRemoved(course_id=course_id, account_id=account_id, at=at)
    save(course, events.collaborator_removed, fact)


def _without(course: Course, account_id: str) -> list[Collaborator]:
    return [person for person in course.collaborators if person.shown_id != account_id]
