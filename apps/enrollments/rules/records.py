"""Submissions, grades, certificates and payments: what each may say and when."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from apps.enrollments.data import CertificateStatus, PaymentStatus, SubmittedAnswerData
from yggdrasil.errors import ConflictError, InvalidError

MOST_CONTENT = 50_000
MOST_ANSWERS = 200
PASS_PERCENT = 60
_MOST_FEEDBACK = 5_000
_MOST_REASON = 500
_MOST_PERCENT = 100
_MOST_AMOUNT = Decimal("99999999.99")
_CURRENCY_LENGTH = 3

_PAYMENT_STEPS: dict[PaymentStatus, frozenset[PaymentStatus]] = {
    PaymentStatus.PENDING: frozenset({PaymentStatus.CAPTURED, PaymentStatus.FAILED}),
    PaymentStatus.CAPTURED: frozenset({PaymentStatus.REFUNDED}),
    PaymentStatus.FAILED: frozenset(),
    PaymentStatus.REFUNDED: frozenset(),
}


class InvalidSubmissionError(InvalidError):
    """Nothing was handed in, or more than can be kept."""


class NoAttemptLeftError(ConflictError):
    """The student has used every attempt."""


class NotEnrolledError(ConflictError):
    """Only who is enrolled in a course hands in, is graded and is certified."""


class InvalidGradeError(InvalidError):
    """A grade cannot be that."""


class NotEligibleError(ConflictError):
    """There is nothing to attest yet."""


class AlreadyRevokedError(ConflictError):
    """The certificate was revoked before."""


class InvalidRevocationError(InvalidError):
    """Whoever takes a certificate back says why."""


class LateWorkRefusedError(ConflictError):
    """The course takes no work after its time."""


class InvalidPaymentError(InvalidError):
    """Nobody can be asked for that amount."""


class PaymentStatusError(ConflictError):
    """The payment is not in a status that allows this."""


def is_late(*, submitted_at: datetime, due_at: datetime | None) -> bool:
    """Return whether work came after it was due; what comes at the very moment is in time."""
    return due_at is not None and submitted_at > due_at


def check_submission(*, content: str, answers: tuple[SubmittedAnswerData, ...]) -> None:
    """Return if something was handed in that can be kept.

    Args:
        content: text, code or an address; at most 50,000 characters.
        answers: to the questions of a quiz, at most 200.

    Raises:
        InvalidSubmissionError: if both are empty, or one is too long, or a question is answered
            twice.
    """
    if not content.strip() and not answers:
        raise InvalidSubmissionError("Nothing was handed in.")
    if len(content) > MOST_CONTENT or len(answers) > MOST_ANSWERS:
        raise InvalidSubmissionError(
            f"At most {MOST_CONTENT} characters and {MOST_ANSWERS} answers are kept."
        )
    if len({answer.question_id for answer in answers}) < len(answers):
        raise InvalidSubmissionError("A question is answered twice.")


def check_attempt(*, made: int, allowed: int | None) -> None:
    """Return if there is an attempt left.

    Args:
        made: attempts made so far.
        allowed: most attempts; None for no bound.

    Raises:
        NoAttemptLeftError: if there is none.
    """
    if allowed is not None and made >= allowed:
        raise NoAttemptLeftError(f"All {allowed} attempts are used.")


def check_in_time(*, is_late: bool, is_late_allowed: bool) -> None:
    """Return if work may still come.

    Args:
        is_late: whether it came after it was due.
        is_late_allowed: whether the course takes such work.

    Raises:
        LateWorkRefusedError: if it does not.
    """
    if is_late and not is_late_allowed:
        raise LateWorkRefusedError("The course takes no work after its time.")


def not_enrolled(*, student_id: str, course_id: str) -> NotEnrolledError:
    """Return the error for a student who does not take part in a course.

    Args:
        student_id: id of the account.
        course_id: id of the course.

    Returns:
        The error, to be raised.
    """
    return NotEnrolledError(f"{student_id} has no enrolment in {course_id} that allows this.")


def weighted_average(grades: Sequence[tuple[float, float]]) -> float | None:
    """Return the mean of scores by weight.

    Args:
        grades: pairs of score, 0 to 100, and weight, 0 or more.

    Returns:
        0 to 100, to two decimals; None where nothing weighs anything.
    """
    total = sum(Fraction(weight) for _, weight in grades)
    if not total:
        return None
    points = sum(Fraction(score) * Fraction(weight) for score, weight in grades)
    return round(float(points / total), 2)


def check_grade(*, score_percent: float, weight: float, feedback: str = "") -> None:
    """Return if a grade may be given.

    Args:
        score_percent: 0 to 100.
        weight: how much it counts beside others, 0 or more.
        feedback: at most 5,000 characters.

    Raises:
        InvalidGradeError: if one is out of bounds; what is not a number is.
    """
    if not 0 <= score_percent <= _MOST_PERCENT:
        raise InvalidGradeError(f"A score is from 0 to 100 percent, not {score_percent}.")
    if not 0 <= weight < float("inf"):
        raise InvalidGradeError(f"A weight is 0 or more, not {weight}.")
    if len(feedback) > _MOST_FEEDBACK:
        raise InvalidGradeError(f"Feedback has at most {_MOST_FEEDBACK} characters.")


def check_eligible(*, is_completed: bool, final_grade_percent: float | None) -> None:
    """Return if a course may be attested.

    Args:
        is_completed: whether an enrolment of the student in it was completed.
        final_grade_percent: 0 to 100; None where nothing was graded, which bars nobody.

    Raises:
        NotEligibleError: if it is not completed, or was graded below 60.
    """
    if not is_completed:
        raise NotEligibleError("The student has not completed the course.")
    if final_grade_percent is not None and final_grade_percent < PASS_PERCENT:
        raise NotEligibleError(
            f"The final grade is {final_grade_percent:g} %, below the {PASS_PERCENT} % to pass."
        )


def certificate_number(*, issued_at: datetime, certificate_id: str) -> str:
    """Return the number of a certificate, for people.

    Args:
        issued_at: the day of issue.
        certificate_id: id of the certificate, 24 hexadecimal digits.

    Returns:
        For example `YGG-2026-4B1F3C-9D02A7`; as unique as the id.
    """
    tail = certificate_id[-12:].upper()
    return f"YGG-{issued_at:%Y}-{tail[:6]}-{tail[6:]}"


def check_revocation(*, status: CertificateStatus, reason: str) -> None:
    """Return if a certificate may be taken back.

    Args:
        status: whether it holds.
        reason: why, 1 to 500 characters.

    Raises:
        AlreadyRevokedError: if it does not hold.
        InvalidRevocationError: if no reason is given, or one too long.
    """
    if status is CertificateStatus.REVOKED:
        raise AlreadyRevokedError("The certificate was revoked before.")
    if not 1 <= len(reason.strip()) <= _MOST_REASON:
        raise InvalidRevocationError(f"A reason has 1 to {_MOST_REASON} characters.")


def check_payment(*, amount: Decimal, currency: str) -> None:
    """Return if an amount may be asked for.

    Args:
        amount: more than 0, at most two decimals.
        currency: ISO 4217, three capitals.

    Raises:
        InvalidPaymentError: if one is not so.
    """
    if not amount.is_finite() or not 0 < amount <= _MOST_AMOUNT or amount != round(amount, 2):
        raise InvalidPaymentError(f"{amount} is no amount: more than 0, with two decimals, is.")
    if len(currency) != _CURRENCY_LENGTH or not (currency.isascii() and currency.isupper()):
        raise InvalidPaymentError(f"{currency!r:.20} is no currency: three capitals are.")


def check_payment_step(*, status: PaymentStatus, to: PaymentStatus) -> None:
    """Return if a payment may go from one status to another.

    Args:
        status: where it stands.
        to: where it is to go.

    Raises:
        PaymentStatusError: if it may not.
    """
    if to not in _PAYMENT_STEPS[status]:
        raise PaymentStatusError(f"A payment that is {status.value} cannot become {to.value}.")
