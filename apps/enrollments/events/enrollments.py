"""Facts about enrolments, seats and payments."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from apps.enrollments.data import CancellationReason, EnrollmentRoute, EnrollmentStatus
from yggdrasil.events.signal import DomainSignal


@dataclass(frozen=True, kw_only=True)
class EnrollmentCreated:
    """A student is enrolled in a course, or waits to be.

    Attributes:
        enrollment_id: id of the enrolment.
        student_id: id of the account.
        course_id: id of the course.
        course_title: as it is called now.
        status: pending or active.
        via: by which route.
        cohort_id: the cohort it came through; None for the other routes.
        at: when.
    """

    enrollment_id: str
    student_id: str
    course_id: str
    course_title: str
    status: EnrollmentStatus
    via: EnrollmentRoute
    cohort_id: str | None
    at: datetime


@dataclass(frozen=True, kw_only=True)
class EnrollmentActivated:
    """A pending enrolment became active.

    Attributes:
        enrollment_id: id of the enrolment.
        student_id: id of the account.
        course_id: id of the course.
        at: when.
    """

    enrollment_id: str
    student_id: str
    course_id: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class EnrollmentCompleted(EnrollmentActivated):
    """A student completed a course; the seat is free."""


@dataclass(frozen=True, kw_only=True)
class EnrollmentSuspended(EnrollmentActivated):
    """An enrolment rests, since the account is deactivated; the seat stays taken."""


@dataclass(frozen=True, kw_only=True)
class EnrollmentResumed(EnrollmentActivated):
    """An enrolment rests no longer."""


@dataclass(frozen=True, kw_only=True)
class EnrollmentCancelled(EnrollmentActivated):
    """An enrolment ended before its time; the seat is free.

    Attributes:
        previous_status: pending or active.
        reason: why.
    """

    previous_status: EnrollmentStatus
    reason: CancellationReason


@dataclass(frozen=True, kw_only=True)
class SeatsChanged:
    """A course has another number of seats.

    Attributes:
        course_id: id of the course.
        capacity: seats there are; None for no bound.
        taken: seats taken.
        at: when.
    """

    course_id: str
    capacity: int | None
    taken: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class PaymentRequested:
    """A student is asked to pay for an enrolment.

    Attributes:
        payment_id: id of the payment.
        enrollment_id: what it is for.
        student_id: who pays.
        course_id: course of the enrolment.
        amount: in units of the currency.
        currency: ISO 4217.
        at: when.
    """

    payment_id: str
    enrollment_id: str
    student_id: str
    course_id: str
    amount: Decimal
    currency: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class PaymentCaptured(PaymentRequested):
    """The money came."""


@dataclass(frozen=True, kw_only=True)
class PaymentFailed(PaymentRequested):
    """The money did not come."""


@dataclass(frozen=True, kw_only=True)
class PaymentRefunded(PaymentRequested):
    """The money went back."""


enrollment_created = DomainSignal("enrollments.enrollment.created.v1", EnrollmentCreated)
enrollment_activated = DomainSignal("enrollments.enrollment.activated.v1", EnrollmentActivated)
enrollment_completed = DomainSignal("enrollments.enrollment.completed.v1", EnrollmentCompleted)
enrollment_cancelled = DomainSignal("enrollments.enrollment.cancelled.v1", EnrollmentCancelled)
enrollment_suspended = DomainSignal("enrollments.enrollment.suspended.v1", EnrollmentSuspended)
enrollment_resumed = DomainSignal("enrollments.enrollment.resumed.v1", EnrollmentResumed)
seats_changed = DomainSignal("enrollments.seats.changed.v1", SeatsChanged)
payment_requested = DomainSignal("enrollments.payment.requested.v1", PaymentRequested)
payment_captured = DomainSignal("enrollments.payment.captured.v1", PaymentCaptured)
payment_failed = DomainSignal("enrollments.payment.failed.v1", PaymentFailed)
payment_refunded = DomainSignal("enrollments.payment.refunded.v1", PaymentRefunded)
