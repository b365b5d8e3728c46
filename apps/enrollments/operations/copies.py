"""What follows here when a person or a course changes elsewhere."""

from datetime import datetime

from django.db.models import F

from apps.accounts.data import Role, is_system
from apps.enrollments import events
from apps.enrollments.data import CancellationReason, EnrollmentStatus, LeavingReason
from apps.enrollments.models import (
    OPEN_STATUSES,
    Cohort,
    Enrollment,
    Grade,
    Membership,
    Seats,
    SemesterProgress,
    Submission,
    ValidationDecision,
)
from apps.enrollments.operations.cancelling import cancel_all
from apps.enrollments.operations.cohorts import replace_courses
from apps.enrollments.operations.membership import end_stays
from apps.enrollments.operations.seats import set_capacity
from apps.enrollments.rules.cohorts import RUNNING
from yggdrasil.cqrs.command import command
from yggdrasil.ids import to_object_id

_NAMED = (Membership, Enrollment, SemesterProgress, Submission, Grade, ValidationDecision)
_TITLED = (Enrollment, Grade, Seats)


@command(allow=is_system)
def rename_student(*, student_id: str, name: str, at: datetime) -> None:
    """Let copies of a person's name follow the profile; certificates stay as issued.

    Args:
        student_id: id of the account.
        name: as on the profile.
        at: now.
    """
    kept = name[:120]
    for model in _NAMED:
        rows = model._default_manager.filter(student_id=to_object_id(student_id))
        # The version moves too, so that nobody saves the old name over the new one.
        rows.exclude(student_name=kept).update(
            student_name=kept, version=F("version") + 1, updated_at=at
        )


@command(allow=is_system)
def rename_course(*, course_id: str, title: str, at: datetime) -> None:
    """Let copies of a course's title follow the course; certificates stay as issued.

    Args:
        course_id: id of the course.
        title: as it is called now.
        at: now.
    """
    kept = title[:200]
    for model in _TITLED:
        rows = model._default_manager.filter(course_id=to_object_id(course_id))
        rows.exclude(course_title=kept).update(
            course_title=kept, version=F("version") + 1, updated_at=at
        )


@command(allow=is_system)
def follow_course(*, course_id: str, title: str, capacity: int | None, at: datetime) -> None:
    """Let copies of a course's title, and its number of seats, follow the course.

    Args:
        course_id: id of the course.
        title: as it is called now.
        capacity: seats; None for no bound.
        at: now.
    """
    rename_course(course_id=course_id, title=title, at=at)
    set_capacity(course_id=course_id, capacity=capacity, course_title=title, at=at)


@command(allow=is_system)
def follow_role(*, account_id: str, role: str, at: datetime) -> None:
    """End all that somebody takes part in who is no student any more.

    Args:
        account_id: id of the account.
        role: the role from now on.
        at: when.
    """
    if role != Role.STUDENT:
        release_student(student_id=account_id, at=at)


@command(allow=is_system)
def suspend_student(*, student_id: str, at: datetime) -> None:
    """Let all that a student takes part in rest, since the account is deactivated.

    Seats and places stay taken, so that a mistake can be undone without loss.

    Args:
        student_id: id of the account.
        at: since when.
    """
    key = to_object_id(student_id)
    for enrollment in Enrollment.objects.filter(
        student_id=key, status__in=OPEN_STATUSES, suspended_at__isnull=True
    ):
        enrollment.suspended_at = at
        events.enrollment_suspended.send(
            sender=enrollment,
            payload=events.EnrollmentSuspended(
                enrollment_id=str(enrollment.pk),
                student_id=student_id,
                course_id=str(enrollment.course_id),
                at=at,
            ),
        )
        enrollment.save()
    for stay in Membership.objects.filter(student_id=key, is_open=True, suspended_at__isnull=True):
        stay.suspended_at = at
        stay.save()


@command(allow=is_system)
def resume_student(*, student_id: str, at: datetime) -> None:
    """Let all that a student takes part in go on, since the account is open again.

    Args:
        student_id: id of the account.
        at: since when.
    """
    key = to_object_id(student_id)
    for enrollment in Enrollment.objects.filter(student_id=key, suspended_at__isnull=False):
        enrollment.suspended_at = None
        events.enrollment_resumed.send(
            sender=enrollment,
            payload=events.EnrollmentResumed(
                enrollment_id=str(enrollment.pk),
                student_id=student_id,
                course_id=str(enrollment.course_id),
                at=at,
            ),
        )
        enrollment.save()
    for stay in Membership.objects.filter(student_id=key, suspended_at__isnull=False):
        stay.suspended_at = None
        stay.save()


@command(allow=is_system)
def release_student(*, student_id: str, at: datetime) -> None:
    """End all that a student takes part in, since the account is closed; history stays.

    Args:
        student_id: id of the account.
        at: when.
    """
    key = to_object_id(student_id)
    cancel_all(
        Enrollment.objects.filter(student_id=key, status__in=OPEN_STATUSES),
        reason=CancellationReason.ACCOUNT_CLOSED,
        at=at,
    )
    stays = list(Membership.objects.filter(student_id=key, is_open=True))
    end_stays(stays, reason=LeavingReason.ACCOUNT_CLOSED, at=at)


@command(allow=is_system)
def close_course(*, course_id: str, at: datetime) -> None:
    """Let nobody wait any longer for a course that is put away; who is in it goes on.

    Args:
        course_id: id of the course.
        at: now.
    """
    cancel_all(
        Enrollment.objects.filter(
            course_id=to_object_id(course_id), status=EnrollmentStatus.PENDING.value
        ),
        reason=CancellationReason.COURSE_WITHDRAWN,
        at=at,
    )


@command(allow=is_system)
def withdraw_course(*, course_id: str, at: datetime) -> None:
    """End all open enrolments in a course that is gone, and take it out of running cohorts.

    Args:
        course_id: id of the course.
        at: now.
    """
    key = to_object_id(course_id)
    cancel_all(
        Enrollment.objects.filter(course_id=key, status__in=OPEN_STATUSES),
        reason=CancellationReason.COURSE_WITHDRAWN,
        at=at,
    )
    running = Cohort.objects.filter(
        course_ids__contains=[key], status__in=[status.value for status in RUNNING]
    )
    for cohort in running:
        kept = tuple(str(one) for one in cohort.course_ids if one != key)
        replace_courses(cohort, kept, at=at)
