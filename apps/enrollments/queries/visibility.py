"""What a viewer may read, with the one question to a neighbour that a teacher's scope needs."""

from collections.abc import Iterable
from typing import TypeVar

from bson import ObjectId
from django.db.models import Model, QuerySet

from apps.accounts.data import Role
from apps.enrollments.models import Cohort, Membership
from apps.enrollments.queries.neighbours import list_taught_courses
from apps.enrollments.rules import reading
from apps.enrollments.rules.enrollments import check_acts_for_self
from apps.enrollments.rules.reading import Scope
from yggdrasil.context import Actor
from yggdrasil.ids import to_object_id

M = TypeVar("M", bound=Model)


def scope_for(viewer: Actor) -> Scope:
    """Return what somebody may read.

    Args:
        viewer: who asks.

    Returns:
        The scope, with the courses of a teacher.

    Raises:
        NotForYouError: if nobody is signed in.
    """
    taught = list_taught_courses(viewer.id) if reading.needs_courses(viewer) else ()
    return reading.scope_of(viewer, taught_course_ids=taught)


def check_teaches(scope: Scope, *, course_keys: Iterable[ObjectId]) -> None:
    """Return if somebody may decide about students in courses.

    Args:
        scope: of who decides; asked for before the transaction reads, which must not wait for it.
        course_keys: keys of the courses; one that the actor teaches is enough.

    Raises:
        NotYourCourseError: if it is a teacher of none of them.
    """
    if not scope.includes(student_id="", course_ids=set(map(str, course_keys))):
        raise reading.NotYourCourseError("This is for the course's own teachers and for staff.")


def check_acts_for(
    actor: Actor,
    scope: Scope,
    *,
    student_id: str,
    course_key: ObjectId,
    as_students_may: bool = True,
) -> None:
    """Return if somebody may do what a student does in a course.

    Args:
        actor: who acts: the student, one who teaches the course, or the office.
        scope: of the actor; asked for before the transaction reads.
        student_id: id of the student's account.
        course_key: key of the course.
        as_students_may: whether what is done is for students to do at all.

    Raises:
        NotForOthersError: if it is a student, and another one or not for students.
        NotYourCourseError: if it is a teacher of another course.
    """
    if actor.role == Role.STUDENT:
        check_acts_for_self(actor, student_id=student_id, as_students_may=as_students_may)
    else:
        check_teaches(scope, course_keys=[course_key])


def cohorts_within(scope: Scope) -> "QuerySet[Cohort]":
    """Return the cohorts within a scope: of a student those joined, of a teacher those taught.

    Args:
        scope: what may be read.

    Returns:
        The cohorts, former ones of a student included.
    """
    if scope.is_everything:
        return Cohort.objects.all()
    if scope.student_id:
        return Cohort.objects.filter(id__in=cohort_ids_of(scope.student_id))
    return Cohort.objects.filter(course_ids__overlap=list(map(to_object_id, scope.course_ids)))


def records_within(queryset: "QuerySet[M]", scope: Scope) -> "QuerySet[M]":
    """Return the records of a student and a cohort that are within a scope.

    Args:
        queryset: documents with columns `student_id` and `cohort_id`.
        scope: what may be read.

    Returns:
        The part that may be read.
    """
    if scope.is_everything:
        return queryset
    if scope.student_id:
        return queryset.filter(student_id=to_object_id(scope.student_id))
    keys = list(cohorts_within(scope).values_list("pk", flat=True))
    return queryset.filter(cohort_id__in=keys)


def cohort_ids_of(student_id: str) -> list[str]:
    """Return the ids of all cohorts that a student is or was in."""
    stays = Membership.objects.filter(student_id=to_object_id(student_id))
    return list(map(str, stays.values_list("cohort_id", flat=True)))
