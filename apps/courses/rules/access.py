"""Who may read, edit and own a course. One place; doors and queries ask here."""

from apps.accounts.data import Role, is_office
from apps.courses.data import CollaboratorRole, CourseData, CourseStatus
from yggdrasil.context import Actor
from yggdrasil.errors import ConflictError, ForbiddenError


class NotCourseEditorError(ForbiddenError):
    """Only the instructor, co-instructors and the school's office change what a course teaches."""


class NotCourseOwnerError(ForbiddenError):
    """Only the instructor and the school's office decide about a course as a whole."""


class NotCourseCreatorError(ForbiddenError):
    """Only teachers and the school's office make courses."""


class NotTeachingError(ConflictError):
    """The person is a student, and students do not teach."""


def is_owner(actor: Actor, course: CourseData) -> bool:
    """Return whether a course is somebody's own.

    Args:
        actor: who asks.
        course: the course.

    Returns:
        True for a teacher who is its instructor.
    """
    return actor.role == Role.TEACHER and bool(actor.id) and actor.id == course.instructor.id


def is_collaborator(actor: Actor, course: CourseData) -> bool:
    """Return whether somebody helps with a course.

    Args:
        actor: who asks.
        course: the course.

    Returns:
        True for a teacher among its collaborators, whatever they do in it.
    """
    return actor.role == Role.TEACHER and any(
        person.id == actor.id for person in course.collaborators
    )


def sees_as_editor(actor: Actor, course: CourseData) -> bool:
    """Return whether somebody sees drafts, solutions and answers of a course.

    Args:
        actor: who asks.
        course: the course.

    Returns:
        True for the office, the instructor and collaborators.
    """
    return is_office(actor) or is_owner(actor, course) or is_collaborator(actor, course)


def can_read(actor: Actor, course: CourseData, *, is_reader: bool) -> bool:
    """Return whether somebody may read a course.

    Args:
        actor: who asks, signed in or not.
        course: the course.
        is_reader: whether an enrolment, a cohort or a grant lets them read it.

    Returns:
        True for its editors; for others only while it is published, and public or theirs to read.

    Source:
        Predecessor's role table; there students could not read the courses of their cohort.
    """
    if sees_as_editor(actor, course):
        return True
    return course.status == CourseStatus.PUBLISHED and (course.is_public or is_reader)


def check_sees_as_editor(actor: Actor, course: CourseData) -> None:
    """Return if somebody sees drafts, solutions and answers of a course.

    Args:
        actor: who asks.
        course: the course.

    Raises:
        NotCourseEditorError: for learners and other teachers.
    """
    if not sees_as_editor(actor, course):
        raise NotCourseEditorError(
            f"The outline of course {course.id} is shown whole to its instructors, staff and "
            "administrators only. Ask for its chapters."
        )


def check_can_create(actor: Actor, *, instructor_id: str) -> None:
    """Return if somebody may make a course.

    Args:
        actor: who asks.
        instructor_id: id of who will answer for it.

    Raises:
        NotCourseCreatorError: unless the office, or a teacher for a course of their own.
    """
    is_own = actor.role == Role.TEACHER and actor.id == instructor_id
    if not (is_office(actor) or is_own):
        raise NotCourseCreatorError(
            "Courses are made by staff and administrators, and by teachers for themselves."
        )


def check_can_teach(*, person_id: str, role: str) -> None:
    """Return if somebody may answer for a course, or help with one.

    Args:
        person_id: id of the account.
        role: its role.

    Raises:
        NotTeachingError: for students.
    """
    if role == Role.STUDENT:
        raise NotTeachingError(f"{person_id} is a student: students do not teach courses.")


def check_can_edit(actor: Actor, course: CourseData) -> None:
    """Return if somebody may change outline and materials of a course.

    Args:
        actor: who asks.
        course: the course.

    Raises:
        NotCourseEditorError: unless the office, the instructor or a co-instructor.
    """
    if is_office(actor) or is_owner(actor, course) or _is_co_instructor(actor, course):
        return
    raise NotCourseEditorError(
        f"Course {course.id} is changed by its instructors, staff and administrators only."
    )


def check_can_decide(actor: Actor, course: CourseData) -> None:
    """Return if somebody may decide about a course: details, people, publication, removal.

    Args:
        actor: who asks.
        course: the course.

    Raises:
        NotCourseOwnerError: unless the office or the instructor.
    """
    if not (is_office(actor) or is_owner(actor, course)):
        raise NotCourseOwnerError(
            f"Course {course.id} is decided about by its instructor, staff and administrators only."
        )


def _is_co_instructor(actor: Actor, course: CourseData) -> bool:
    return is_collaborator(actor, course) and any(
        person.id == actor.id and person.role == CollaboratorRole.INSTRUCTOR
        for person in course.collaborators
    )
