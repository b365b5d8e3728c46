"""Names of what is counted and of who asks, in lists that hold their ids."""

from collections.abc import Iterator

from apps.courses import api as courses
from apps.enrollments import api as enrollments
from apps.users import api as users
from yggdrasil.admin.names import Named


def _people(ids: tuple[str, ...]) -> dict[str, str]:
    return {person.id: person.name for person in users.list_persons(ids=ids)}


def _subjects(ids: tuple[str, ...]) -> dict[str, str]:
    """Ask everybody who may know one of them: a page mixes subjects of all kinds."""
    return dict(_named(ids))


def _named(ids: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    yield from _people(ids).items()
    for course in courses.list_courses(course_ids=ids):
        yield course.id, course.title
    for cohort in enrollments.list_cohorts(cohort_ids=ids):
        yield cohort.id, cohort.name


ACTOR = Named("actor_id", ask=_people, description="who")
REQUESTED_BY = Named("requested_by", ask=_people, description="requested by")
SUBJECT = Named("subject_id", ask=_subjects, description="subject")
