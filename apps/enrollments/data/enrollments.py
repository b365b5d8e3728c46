"""Enrolments, seats and payments as lists, details and neighbours see them."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from apps.enrollments.data.words import (
    CancellationReason,
    EnrollmentRoute,
    EnrollmentStatus,
    PaymentStatus,
)


@dataclass(frozen=True, kw_only=True)
class EnrollmentData:
    """One student in one course.

    Attributes:
        id: id of the enrolment.
        course_id: id of the course.
        course_title: as the course is called now.
        student_id: id of the account.
        student_name: as on the profile; empty where it is not known.
        status: where it stands.
        via: how the student came to it.
        cohort_id: the cohort it came through; None for the other routes.
        enrolled_at: when it was asked for.
        seat_held_until: when a pending one gives up its seat; None for others.
        activated_at: when it became active.
        completed_at: when it was completed.
        cancelled_at: when it was cancelled.
        reason: why it was cancelled.
        is_suspended: whether the account is deactivated.
        version: how often it changed.
    """

    id: str
    course_id: str
    course_title: str
    student_id: str
    student_name: str
    status: EnrollmentStatus
    via: EnrollmentRoute
    cohort_id: str | None
    enrolled_at: datetime
    seat_held_until: datetime | None
    activated_at: datetime | None
    completed_at: datetime | None
    cancelled_at: datetime | None
    reason: CancellationReason | None
    is_suspended: bool
    version: int


@dataclass(frozen=True, kw_only=True)
class SeatsData:
    """How full a course is.

    Attributes:
        course_id: id of the course.
        capacity: seats there are; None for no bound.
        taken: seats taken.
        free: seats left; None for no bound.
    """

    course_id: str
    capacity: int | None
    taken: int
    free: int | None


@dataclass(frozen=True, kw_only=True)
class PaymentData:
    """What was asked and paid for one enrolment.

    Attributes:
        id: id of the payment.
        enrollment_id: what it is for.
        student_id: who pays.
        course_id: course of the enrolment.
        amount: in units of the currency, two decimals.
        currency: ISO 4217, three capitals.
        status: where it stands.
        provider: who collects it; may be empty.
        provider_reference: the provider's own id; None until there is one.
        captured_at: when the money came.
        refunded_at: when it went back.
    """

    id: str
    enrollment_id: str
    student_id: str
    course_id: str
    amount: Decimal
    currency: str
    status: PaymentStatus
    provider: str
    provider_reference: str | None
    captured_at: datetime | None
    refunded_at: datetime | None
