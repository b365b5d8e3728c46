"""Enrolments that end before their time; their seats are free."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bson import ObjectId

from apps.accounts.data import is_office, is_signed_in
from apps.enrollments import events
from apps.enrollments.data import CancellationReason, EnrollmentStatus
from apps.enrollments.models import Enrollment
from apps.enrollments.operations.seats import free_seats
from apps.enrollments.queries.enrollments import EnrollmentNotFoundError
from apps.enrollments.queries.finding import find_by_id
from apps.enrollments.queries.visibility import check_acts_for, scope_for
from apps.enrollments.rules import enrollments as rules
from yggdrasil.context import current
from yggdrasil.cqrs.command import command


@command(allow=is_signed_in)
def cancel_enrollment(
    *, enrollment_id: str, reason: CancellationReason = CancellationReason.REMOVED, at: datetime
) -> None:
    """Cancel an enrolment, and free its seat.

    Args:
        enrollment_id: id of the enrolment.
        reason: why; students withdraw, whatever they say.
        at: now.

    Raises:
        EnrollmentNotFoundError: if there is none.
        NotForOthersError: if a student cancels somebody else's.
        NotYourCourseError: if a teacher does not teach the course.
        EnrollmentStatusError: if it ended before.
    """
    actor = current().actor
    scope = scope_for(actor)
    enrollment = find_by_id(Enrollment, enrollment_id, missing=EnrollmentNotFoundError)
    student_id, course_key = str(enrollment.student_id), enrollment.course_id
    check_acts_for(actor, scope, student_id=student_id, course_key=course_key)
    cancel_all([enrollment], reason=rules.reason_given_by(actor, reason), at=at)


@command(allow=is_office)
def release_held_seats(*, limit: int = 200, at: datetime) -> int:
    """Cancel pending enrolments that held their seat for longer than allowed.

    Args:
        limit: most of them at once, 1 or more.
        at: now.

    Returns:
        How many were cancelled.
    """
    overdue = Enrollment.objects.filter(
        status=EnrollmentStatus.PENDING.value, seat_held_until__lte=at
    ).order_by("seat_held_until")[:limit]
    return cancel_all(overdue, reason=CancellationReason.NOT_CONFIRMED, at=at)


def cancel_all(
    enrollments: Iterable[Enrollment], *, reason: CancellationReason, at: datetime
) -> int:
    """Cancel enrolments, and free their seats; part of an operation.

    Args:
        enrollments: loaded in this unit of work.
        reason: why.
        at: now.

    Returns:
        How many there were.

    Raises:
        EnrollmentStatusError: if one ended before.
    """
    left: Counter[ObjectId] = Counter()
    for enrollment in enrollments:
        previous = EnrollmentStatus(enrollment.status)
        rules.check_step(status=previous, to=EnrollmentStatus.CANCELLED)
        enrollment.cancel(reason=reason, at=at)
        events.enrollment_cancelled.send(
            sender=enrollment,
            payload=events.EnrollmentCancelled(
                **ids_of(enrollment, at=at), previous_status=previous, reason=reason
            ),
        )
        enrollment.save()
        left[enrollment.course_id] += 1
    for course_key, number in left.items():
        free_seats(course_key, number=number, at=at)
    return left.total()


def ids_of(enrollment: Enrollment, *, at: datetime) -> dict[str, Any]:
    """Return what all facts about an enrolment say.

    Args:
        enrollment: the document.
        at: now.
    """
    return {
        "enrollment_id": str(enrollment.pk),
        "student_id": str(enrollment.student_id),
        "course_id": str(enrollment.course_id),
        "at": at,
    }
