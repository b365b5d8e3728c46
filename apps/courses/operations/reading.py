"""Who may read courses that are not public: by grant, by enrolment, by cohort."""

from datetime import datetime

from apps.accounts.data import is_system
from apps.courses.data import ReadingVia
from apps.courses.models import Course, CourseReader
from apps.courses.operations.loading import load_to_decide
from yggdrasil.cqrs.command import command
from yggdrasil.ids import to_object_id


@command
def grant_reading(*, course_id: str, account_id: str, at: datetime) -> None:
    """Let one person read a course once it is published, public or not.

    Args:
        course_id: id of the course.
        account_id: id of the account; granting again changes nothing.
        at: now.

    Raises:
        CourseNotFoundError: if there is no such course.
        NotCourseOwnerError: unless by its instructor or the office.
    """
    load_to_decide(course_id, None)
    _start(course_id, account_id, ReadingVia.GRANT, course_id, at)


@command
def revoke_reading(*, course_id: str, account_id: str) -> None:
    """Take a grant back; an enrolment or a cohort still lets the person read.

    Args:
        course_id: id of the course.
        account_id: id of the account; revoking again changes nothing.

    Raises:
        CourseNotFoundError: if there is no such course.
        NotCourseOwnerError: unless by its instructor or the office.
    """
    load_to_decide(course_id, None)
    _end(account_id, course_id)


@command(allow=is_system)
def start_reading(*, course_id: str, account_id: str, enrollment_id: str, at: datetime) -> None:
    """Let somebody read a course because of an enrolment.

    Args:
        course_id: id of the course.
        account_id: id of the account.
        enrollment_id: id of the enrolment; starting again changes nothing.
        at: since when.
    """
    _start(course_id, account_id, ReadingVia.ENROLLMENT, enrollment_id, at)


@command(allow=is_system)
def end_reading(*, account_id: str, source_id: str) -> int:
    """End what an enrolment or a cohort let somebody read.

    Args:
        account_id: id of the account.
        source_id: id of the enrolment or cohort.

    Returns:
        How many reasons ended; 0 when it is ended again.
    """
    return _end(account_id, source_id)


@command(allow=is_system)
def sweep_readings() -> int:
    """Remove what refers to courses that are gone, as a fact heard late may leave it.

    Returns:
        How many reasons were removed.
    """
    reasons = CourseReader.objects.filter(course_id__isnull=False)
    named = set(reasons.values_list("course_id", flat=True).distinct())
    there = set(Course.objects.filter(pk__in=list(named)).values_list("pk", flat=True))
    return CourseReader.objects.filter(course_id__in=list(named - there)).delete()[0]


def _start(course_id: str, account_id: str, via: ReadingVia, source_id: str, at: datetime) -> None:
    reason = _reason(course_id, account_id, via, source_id, at)
    if not CourseReader.objects.filter(pk=reason.pk).exists():
        reason.save(force_insert=True)


def _end(account_id: str, source_id: str) -> int:
    reasons = CourseReader.objects.filter(
        source_id=to_object_id(source_id), account_id=to_object_id(account_id)
    )
    return reasons.delete()[0]


def _reason(
    course_id: str, account_id: str, via: ReadingVia, source_id: str, at: datetime
) -> CourseReader:
    return CourseReader.for_reason(
        course_id=course_id, account_id=account_id, via=via, source_id=source_id, since=at
    )
