"""When a course may be published, archived, brought back, removed."""

from apps.courses.data import CourseData, CourseStatus
from yggdrasil.errors import ConflictError


class CourseNotReadyError(ConflictError):
    """Something is missing that learners would look for."""


class WrongCourseStatusError(ConflictError):
    """The course does not stand where this step begins."""


_BEGINS_AT = {
    "published": frozenset({CourseStatus.DRAFT}),
    "unpublished": frozenset({CourseStatus.PUBLISHED}),
    "archived": frozenset({CourseStatus.DRAFT, CourseStatus.PUBLISHED}),
    "restored": frozenset({CourseStatus.ARCHIVED}),
    "deleted": frozenset({CourseStatus.DRAFT, CourseStatus.ARCHIVED}),
}


def obstacles_of(course: CourseData) -> tuple[str, ...]:
    """Return what keeps a course from being published.

    Args:
        course: the course.

    Returns:
        One sentence for each thing missing; nothing if it is ready.
    """
    checks = {
        "The description is empty.": bool(course.description.strip()),
        "Nobody answers for the course.": bool(course.instructor.id),
        "No chapter is published.": course.outline_size.chapters > 0,
        "No section of a published chapter is published.": course.outline_size.sections > 0,
        "No content of a published section is published.": course.outline_size.contents > 0,
    }
    return tuple(sentence for sentence, is_met in checks.items() if not is_met)


def check_is_ready(course: CourseData) -> None:
    """Return if a course has all that learners would look for.

    Args:
        course: the course.

    Raises:
        CourseNotReadyError: naming all that is missing.
    """
    if missing := obstacles_of(course):
        raise CourseNotReadyError(
            f"Course {course.id} cannot be published yet. {' '.join(missing)}"
        )


def check_step(course: CourseData, step: str) -> None:
    """Return if a course stands where a step begins.

    Args:
        course: the course.
        step: published, unpublished, archived, restored or deleted.

    Raises:
        WrongCourseStatusError: if it stands elsewhere.
    """
    allowed = _BEGINS_AT[step]
    if course.status not in allowed:
        wanted = " or ".join(sorted(allowed))
        raise WrongCourseStatusError(
            f"Course {course.id} is {course.status}; only a {wanted} one can be {step}."
        )
