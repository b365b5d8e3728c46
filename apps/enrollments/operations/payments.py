"""What is asked and paid for enrolments; the provider itself is asked by whoever calls these."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from apps.accounts.data import is_office
from apps.enrollments import events
from apps.enrollments.data import PaymentStatus
from apps.enrollments.models import Enrollment, Payment
from apps.enrollments.queries.enrollments import EnrollmentNotFoundError
from apps.enrollments.queries.finding import find_by_id
from apps.enrollments.rules import records as rules
from yggdrasil.cqrs.command import command
from yggdrasil.errors import NotFoundError
from yggdrasil.events.signal import DomainSignal


class PaymentNotFoundError(NotFoundError):
    """There is no such payment."""


@command(allow=is_office)
def request_payment(
    *, enrollment_id: str, amount: Decimal, currency: str, provider: str = "", at: datetime
) -> str:
    """Ask a student to pay for an enrolment.

    Args:
        enrollment_id: id of the enrolment.
        amount: more than 0, at most two decimals.
        currency: ISO 4217, three capitals.
        provider: who collects it.
        at: now.

    Returns:
        The id of the payment.

    Raises:
        EnrollmentNotFoundError: if there is no such enrolment.
        InvalidPaymentError: if nobody can be asked for that.
    """
    rules.check_payment(amount=amount, currency=currency)
    enrollment = find_by_id(Enrollment, enrollment_id, missing=EnrollmentNotFoundError)
    payment = Payment(
        enrollment_id=enrollment.pk,
        student_id=enrollment.student_id,
        course_id=enrollment.course_id,
        amount=amount,
        currency=currency,
        provider=provider,
    )
    _tell(payment, events.payment_requested, at=at)
    payment.save(force_insert=True)
    return str(payment.pk)


@command(allow=is_office)
def capture_payment(*, payment_id: str, provider_reference: str, at: datetime) -> None:
    """Note that the money came.

    Args:
        payment_id: id of the payment.
        provider_reference: the provider's own id of it.
        at: now.

    Raises:
        PaymentNotFoundError: if there is none.
        PaymentStatusError: if it is not pending.
    """
    payment = _step(payment_id, to=PaymentStatus.CAPTURED)
    payment.provider_reference = provider_reference
    payment.captured_at = at
    _tell(payment, events.payment_captured, at=at)
    payment.save()


@command(allow=is_office)
def fail_payment(*, payment_id: str, at: datetime) -> None:
    """Note that the money did not come.

    Args:
        payment_id: id of the payment.
        at: now.

    Raises:
        PaymentNotFoundError: if there is none.
        PaymentStatusError: if it is not pending.
    """
    payment = _step(payment_id, to=PaymentStatus.FAILED)
    _tell(payment, events.payment_failed, at=at)
    payment.save()


@command(allow=is_office)
def refund_payment(*, payment_id: str, at: datetime) -> None:
    """Note that the money went back.

    Args:
        payment_id: id of the payment.
        at: now.

    Raises:
        PaymentNotFoundError: if there is none.
        PaymentStatusError: if it never came.
    """
    payment = _step(payment_id, to=PaymentStatus.REFUNDED)
    payment.refunded_at = at
    _tell(payment, events.payment_refunded, at=at)
    payment.save()


def _step(payment_id: str, *, to: PaymentStatus) -> Payment:
    payment = find_by_id(Payment, payment_id, missing=PaymentNotFoundError)
    rules.check_payment_step(status=PaymentStatus(payment.status), to=to)
    payment.status = to.value
    return payment


def _tell(payment: Payment, signal: DomainSignal[Any], *, at: datetime) -> None:
    data = payment.to_data()
    fact = signal.payload(
        payment_id=data.id,
        enrollment_id=data.enrollment_id,
        student_id=data.student_id,
        course_id=data.course_id,
        amount=data.amount,
        currency=data.currency,
        at=at,
    )
    signal.send(sender=payment, payload=fact)
