"""What a cohort lets its members read, whatever the order in which it is heard."""

from datetime import datetime

from django.db.models import QuerySet

from apps.accounts.data import is_system
from apps.courses.data import ReadingVia
from apps.courses.models import CourseReader
from yggdrasil.cqrs.command import command
from yggdrasil.ids import to_object_id

# Stands where a reason has no course or no account.
_NONE = ""


@command(allow=is_system)
def join_cohort(
    *, cohort_id: str, account_id: str, course_ids: tuple[str, ...], at: datetime
) -> int:
    """Let somebody read the courses of a cohort, and those it will have later.

    Args:
        cohort_id: id of the cohort.
        account_id: id of the account; joining again changes nothing.
        course_ids: courses the cohort had then.
        at: since when.

    Returns:
        How many reasons were added.
    """
    courses = _later_courses(cohort_id, at)
    wanted = [
        _reason(course_id, account_id, cohort_id, at)
        for course_id in (_NONE, *(course_ids if courses is None else courses))
    ]
    return _add_missing(wanted)


@command(allow=is_system)
def change_cohort_courses(*, cohort_id: str, course_ids: tuple[str, ...], at: datetime) -> int:
    """Let the members of a cohort read other courses than before.

    Args:
        cohort_id: id of the cohort.
        course_ids: all its courses now.
        at: since when; what was heard before and is older is left alone.

    Returns:
        How many reasons were added.
    """
    if _later_courses(cohort_id, at) is not None:
        return 0
    reasons = _reasons(cohort_id)
    named = reasons.filter(account_id__isnull=False).values_list("account_id", flat=True)
    readers = {_NONE, *map(str, named)}
    wanted = [
        _reason(course_id, reader, cohort_id, at)
        for reader in readers
        for course_id in (_NONE, *course_ids)
    ]
    reasons.exclude(pk__in=[reason.pk for reason in wanted]).delete()
    reasons.filter(course_id__isnull=True, account_id__isnull=True).update(since=at)
    return _add_missing(wanted)


@command(allow=is_system)
def end_cohort(*, cohort_id: str) -> int:
    """End all that a cohort let its members read.

    Args:
        cohort_id: id of the cohort.

    Returns:
        How many reasons ended.
    """
    return _reasons(cohort_id).delete()[0]


def _later_courses(cohort_id: str, at: datetime) -> list[str] | None:
    """Return the courses of a cohort as heard of a later time; None if nothing was."""
    own = _reasons(cohort_id).filter(account_id__isnull=True)
    if not own.filter(course_id__isnull=True, since__gt=at).exists():
        return None
    return [str(key) for key in own.values_list("course_id", flat=True) if key is not None]


def _add_missing(wanted: list[CourseReader]) -> int:
    keys = [reason.pk for reason in wanted]
    held = set(CourseReader.objects.filter(pk__in=keys).values_list("pk", flat=True))
    missing = [reason for reason in wanted if reason.pk not in held]
    CourseReader.objects.bulk_create(missing)
    return len(missing)


def _reasons(cohort_id: str) -> "QuerySet[CourseReader]":
    return CourseReader.objects.filter(source_id=to_object_id(cohort_id), via=ReadingVia.COHORT)


def _reason(course_id: str, account_id: str, cohort_id: str, at: datetime) -> CourseReader:
    return CourseReader.for_reason(
        course_id=course_id,
        account_id=account_id,
        via=ReadingVia.COHORT,
        source_id=cohort_id,
        since=at,
    )
