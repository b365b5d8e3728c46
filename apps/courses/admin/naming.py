"""Names of people and courses, for lists and refusals that hold their ids."""

from apps.courses import queries
from apps.users import api as users


def people(ids: tuple[str, ...]) -> dict[str, str]:
    """Return the names of people by id.

    Args:
        ids: at most a page of them.
    """
    return {person.id: person.name for person in users.list_persons(ids=ids)}


def titles(ids: tuple[str, ...]) -> dict[str, str]:
    """Return the titles of courses by id.

    Args:
        ids: at most a page of them.
    """
    return {course.id: course.title for course in queries.find_courses(course_ids=ids)}
