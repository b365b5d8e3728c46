"""Enrolments: who may enrol in what, and how an enrolment lives."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from apps.accounts.data import Role
from apps.enrollments.data import CancellationReason, EnrollmentRoute, EnrollmentStatus
from yggdrasil.context import Actor
from yggdrasil.errors import ConflictError, ForbiddenError, InvalidError

# How long a pending enrolment holds its seat.
SEAT_HOLD = timedelta(hours=24)

_STEPS: dict[EnrollmentStatus, frozenset[EnrollmentStatus]] = {
    EnrollmentStatus.PENDING: frozenset({EnrollmentStatus.ACTIVE, EnrollmentStatus.CANCELLED}),
    EnrollmentStatus.ACTIVE: frozenset({EnrollmentStatus.COMPLETED, EnrollmentStatus.CANCELLED}),
    EnrollmentStatus.COMPLETED: frozenset(),
    EnrollmentStatus.CANCELLED: frozenset(),
}

OPEN = frozenset({EnrollmentStatus.PENDING, EnrollmentStatus.ACTIVE})


class CannotEnrollError(ConflictError):
    """The student may not be enrolled in the course."""


class AlreadyEnrolledError(ConflictError):
    """The student has an open enrolment in the course."""


class CourseIsFullError(ConflictError):
    """Every seat of the course is taken."""


class PrerequisitesMissingError(ConflictError):
    """The student has not completed what the course builds on."""


class EnrollmentStatusError(ConflictError):
    """The enrolment is not in a status that allows this."""


class InvalidCapacityError(InvalidError):
    """A course has one seat or more, or no bound."""


class NotAStudentError(ForbiddenError):
    """Only students are enrolled."""


class NotForOthersError(ForbiddenError):
    """Students act for themselves alone, and only as students may."""


@dataclass(frozen=True, kw_only=True)
class CourseTerms:
    """What a course asks of those who enrol, as far as the rule needs to know.

    Attributes:
        title: name of the course.
        is_published: whether it is open at all.
        capacity: seats there are; None for no bound.
        requires_approval: whether a student's own enrolment waits for a yes.
        ends_at: last moment; None for any time.
        prerequisite_ids: courses to have completed.
    """

    title: str
    is_published: bool
    capacity: int | None = None
    requires_approval: bool = False
    ends_at: datetime | None = None
    prerequisite_ids: frozenset[str] = frozenset()


def check_acts_for_self(actor: Actor, *, student_id: str, as_students_may: bool = True) -> None:
    """Return if a student may act for a student.

    Args:
        actor: the one who acts.
        student_id: id of the account of the one it is for.
        as_students_may: whether what is done is for students to do at all.

    Raises:
        NotForOthersError: if these are two, or it is not for students.
    """
    if not as_students_may or actor.id != student_id:
        raise NotForOthersError("Students act for themselves, and leave the rest to staff.")


def reason_given_by(actor: Actor, reason: CancellationReason) -> CancellationReason:
    """Return why an enrolment is cancelled, in the words for whoever cancels it.

    Args:
        actor: who cancels.
        reason: what was said.

    Returns:
        The same; students withdraw, whatever was said.
    """
    return CancellationReason.WITHDRAWN if actor.role == Role.STUDENT else reason


def check_student(*, student_id: str, is_student: bool, is_active: bool) -> None:
    """Return if somebody may be enrolled at all.

    Args:
        student_id: id of the account, for the message.
        is_student: whether there is such an account and it is a student's.
        is_active: whether it is open.

    Raises:
        NotAStudentError: if it is nobody's, or of another role.
        CannotEnrollError: if it is deactivated.
    """
    if not is_student:
        raise NotAStudentError(f"{student_id} is no student's account: only students are enrolled.")
    if not is_active:
        raise CannotEnrollError(f"The account {student_id} is deactivated.")


def check_terms(
    terms: CourseTerms,
    *,
    via: EnrollmentRoute,
    completed_course_ids: Collection[str],
    at: datetime,
) -> None:
    """Return if a student meets what the course asks.

    Args:
        terms: what it asks.
        via: by which route; staff and cohorts answer for prerequisites themselves.
        completed_course_ids: courses the student has completed.
        at: now.

    Raises:
        CannotEnrollError: if it is not published or over.
        PrerequisitesMissingError: if the student comes alone and lacks one.
    """
    if not terms.is_published:
        raise CannotEnrollError(f"The course {terms.title!r} is not published.")
    if terms.ends_at is not None and terms.ends_at <= at:
        raise CannotEnrollError(f"The course {terms.title!r} ended on {terms.ends_at:%Y-%m-%d}.")
    missing = terms.prerequisite_ids - set(completed_course_ids)
    if via is EnrollmentRoute.SELF and missing:
        raise PrerequisitesMissingError(
            f"The course {terms.title!r} builds on {', '.join(sorted(missing))}."
        )


def first_status(terms: CourseTerms, *, via: EnrollmentRoute) -> EnrollmentStatus:
    """Return the status in which an enrolment begins.

    Args:
        terms: what the course asks.
        via: by which route.

    Returns:
        Pending if a student comes alone and the course wants a yes first, else active.
    """
    is_waiting = terms.requires_approval and via is EnrollmentRoute.SELF
    return EnrollmentStatus.PENDING if is_waiting else EnrollmentStatus.ACTIVE


def check_step(*, status: EnrollmentStatus, to: EnrollmentStatus) -> None:
    """Return if an enrolment may go from one status to another.

    Args:
        status: where it stands.
        to: where it is to go.

    Raises:
        EnrollmentStatusError: if it may not.
    """
    if to not in _STEPS[status]:
        raise EnrollmentStatusError(
            f"An enrolment that is {status.value} cannot become {to.value}."
        )


def check_capacity(capacity: int | None) -> None:
    """Return if a course may have so many seats.

    Args:
        capacity: seats; None for no bound.

    Raises:
        InvalidCapacityError: if it is less than 1.
    """
    if capacity is not None and capacity < 1:
        raise InvalidCapacityError(f"A course has one seat or more, not {capacity}.")
