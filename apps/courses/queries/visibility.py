"""Which courses somebody sees in lists; the rule for one course is `rules.access.can_read`."""

from dataclasses import replace
from typing import Any, TypeVar

from bson import ObjectId
from django.db.models import Q

from apps.accounts.data import Role, is_office
from apps.courses.data import CourseData, CourseStatus, CourseSummary
from apps.courses.models import Course, CourseReader
from apps.courses.rules import access
from yggdrasil.context import ANONYMOUS, Actor
from yggdrasil.ids import to_object_id

Summary = TypeVar("Summary", bound=CourseSummary)

# Nobody attends more; it keeps the query small whatever the read model holds.
_MOST_READABLE = 1_000


def visible_to(viewer: Actor) -> Q:
    """Return the condition for the courses somebody may find.

    Args:
        viewer: who asks, signed in or not.

    Returns:
        All for the office; for others public published ones, those they were let into, and, for
        teachers, their own and those they help with, drafts included.
    """
    if is_office(viewer):
        return Q()
    public = Q(status=CourseStatus.PUBLISHED, settings__is_public=True)
    if not viewer.id:
        return public
    found = public | Q(status=CourseStatus.PUBLISHED, pk__in=readable_ids(viewer.id))
    if viewer.role == Role.TEACHER:
        found |= Q(pk__in=taught_ids(viewer.id))
    # Always true: with the alternatives alone the server would plan each by itself, and sort all
    # that they find; so it walks an index in the order asked for, and stops after a page.
    return found & Q(pk__isnull=False)


def readable_ids(account_id: str) -> list[ObjectId]:
    """Return the courses somebody was let into, by enrolment, cohort or grant.

    Args:
        account_id: id of the account.

    Returns:
        Keys of courses, at most 1,000.
    """
    reasons = CourseReader.objects.filter(
        account_id=to_object_id(account_id), course_id__isnull=False
    )
    keys = reasons.values_list("course_id", flat=True)[:_MOST_READABLE]
    return list({key for key in keys if key is not None})


def taught_ids(account_id: str) -> list[ObjectId]:
    """Return the courses that somebody answers for or helps with.

    Asked for apart: with all conditions in one query the server would read every course that
    meets any of them before it sorts.

    Args:
        account_id: id of the account.

    Returns:
        Keys, most recently changed first, own courses before others; at most 1,000 of each.
    """
    own = to_object_id(account_id)
    asked = (
        Course.objects.filter(instructor__account_id=own),
        Course.objects.filter(collaborators__account_id=own),
    )
    found = [
        key
        for courses in asked
        for key in courses.order_by("-updated_at").values_list("pk", flat=True)[:_MOST_READABLE]
    ]
    return list(dict.fromkeys(found))


def is_visible(viewer: Actor, course: CourseData) -> bool:
    """Return whether somebody may read a course.

    Args:
        viewer: who asks, signed in or not.
        course: the course.

    Returns:
        What the rules say; the read model is asked only where they need it.
    """
    if access.can_read(viewer, course, is_reader=False):
        return True
    is_reader = bool(viewer.id) and _is_reader(course.id, viewer.id)
    return is_reader and access.can_read(viewer, course, is_reader=True)


def shown_to(viewer: Actor, course: Summary) -> Summary:
    """Return a course as a viewer may read it: only who is signed in reads how to write to people.

    Args:
        viewer: who asks, signed in or not.
        course: the course as it is.

    Returns:
        The course; for the anonymous without e-mail addresses.
    """
    if viewer != ANONYMOUS:
        return course
    hidden: dict[str, Any] = {"instructor": replace(course.instructor, email="")}
    if isinstance(course, CourseData):
        helping = course.collaborators
        hidden["collaborators"] = tuple(replace(person, email="") for person in helping)
    return replace(course, **hidden)


def _is_reader(course_id: str, account_id: str) -> bool:
    return CourseReader.objects.filter(
        account_id=to_object_id(account_id), course_id=to_object_id(course_id)
    ).exists()
