"""Names of people, courses and cohorts in lists of records, which hold their ids."""

from apps.courses import api as courses
from apps.enrollments.models import Cohort
from apps.users import api as users
from yggdrasil.admin.names import Named, Names


def _people(ids: tuple[str, ...]) -> dict[str, str]:
    return {person.id: person.name for person in users.list_persons(ids=ids)}


def _courses(ids: tuple[str, ...]) -> dict[str, str]:
    return {course.id: course.title for course in courses.list_courses(course_ids=ids)}


def _cohorts(ids: tuple[str, ...]) -> dict[str, str]:
    cohorts = Cohort.objects.filter(pk__in=ids).values_list("pk", "name")
    return {str(key): name for key, name in cohorts}


def person(field: str, description: str) -> Named:
    """Return a column with the name of a person.

    Args:
        field: name of the field that holds the id of the account.
        description: what the column is called.
    """
    return Named(field, ask=_people, description=description)


STUDENT = person("student_id", "student")
COURSE = Named("course_id", ask=_courses, description="course")
COHORT = Named("cohort_id", ask=_cohorts, description="cohort")
# Whoever may know an id in a refusal.
KNOWN: tuple[Names, ...] = (_people, _courses, _cohorts)
