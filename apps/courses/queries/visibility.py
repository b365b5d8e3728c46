"""Which courses somebody sees in lists; the rule for one course is `rules.access.can_read`."""

from bson import ObjectId
from django.db.models import Q

from apps.accounts.data import Role
from apps.courses.data import CourseData, CourseStatus
from apps.courses.models import CourseReader
from apps.courses.rules import access
from yggdrasil.context import Actor
from yggdrasil.ids import to_object_id

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
    if access.is_office(viewer):
        return Q()
    found = Q(status=CourseStatus.PUBLISHED, settings__is_public=True)
    if viewer.id:
        found |= Q(status=CourseStatus.PUBLISHED, pk__in=readable_ids(viewer.id))
    if viewer.id and viewer.role == Role.TEACHER:
        own = to_object_id(viewer.id)
        found |= Q(instructor__account_id=own) | Q(collaborators__account_id=own)
    return found


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


def _is_reader(course_id: str, account_id: str) -> bool:
    return CourseReader.objects.filter(
        account_id=to_object_id(account_id), course_id=to_object_id(course_id)
    ).exists()
