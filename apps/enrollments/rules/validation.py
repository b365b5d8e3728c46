"""The validation of a semester: criteria, evaluation and decision."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from apps.enrollments.data import (
    BasisData,
    CriteriaData,
    FiguresData,
    Recommendation,
    ValidationOutcome,
    ValidationStatus,
)
from apps.enrollments.rules.ladder import next_semester
from apps.enrollments.rules.rounding import round_half_up
from yggdrasil.errors import ConflictError, InvalidError

# Shares of the score.
_GRADE_POINTS = 40
_ATTENDANCE_POINTS = 30
_COURSES_POINTS = 30

_APPROVE_FROM = 70
_CONDITIONAL_FROM = 60

_MOST_REASON = 1_000
_MOST_NOTES = 500

# From the flag to the day by which somebody has to decide.
DECISION_TIME = timedelta(days=30)

# Where no decision was taken yet.
UNDECIDED = frozenset({ValidationStatus.NOT_REQUIRED, ValidationStatus.PENDING})


class InvalidDecisionError(InvalidError):
    """A decision cannot say so much."""


class ValidationClosedError(ConflictError):
    """The semester is decided, or cannot be decided."""


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """What the rule found.

    Attributes:
        is_grade_met: whether the grade suffices.
        is_attendance_met: whether the attendance suffices.
        is_courses_met: whether enough courses are completed.
        score: 0 to 100.
        recommendation: what the rule advises.
    """

    is_grade_met: bool
    is_attendance_met: bool
    is_courses_met: bool
    score: int
    recommendation: Recommendation

    @property
    def is_met(self) -> bool:
        """Return whether all criteria are met."""
        return self.is_grade_met and self.is_attendance_met and self.is_courses_met


def basis_of(*, criteria: CriteriaData, figures: FiguresData) -> BasisData:
    """Return what was asked beside what was reached.

    Args:
        criteria: what the semester asks.
        figures: what the student reached.

    Returns:
        The basis on which a decision rests.
    """
    return BasisData(
        min_grade_percent=criteria.min_grade_percent,
        min_attendance_percent=criteria.min_attendance_percent,
        courses_required=criteria.courses_required,
        actual_grade_percent=figures.average_grade_percent,
        actual_attendance_percent=figures.attendance_rate_percent,
        courses_completed=figures.courses_completed,
    )


def evaluate(basis: BasisData) -> Evaluation:
    """Return what the rule advises for a semester.

    The score gives up to 40 points for the grade, up to 30 for the attendance, each in proportion
    to its minimum, and 30 for the courses. All met: approve from 70 on, else conditional. Not all
    met: conditional from 60 on, else retake.

    Args:
        basis: what was asked and what was reached.

    Returns:
        The evaluation.

    Source: predecessor, semester validation service.
    """
    grade = basis.actual_grade_percent or 0
    is_courses_met = basis.courses_completed >= basis.courses_required
    score = (
        _points(grade, basis.min_grade_percent, most=_GRADE_POINTS)
        + _points(
            basis.actual_attendance_percent, basis.min_attendance_percent, most=_ATTENDANCE_POINTS
        )
        + (_COURSES_POINTS if is_courses_met else 0)
    )
    is_grade_met = grade >= basis.min_grade_percent
    is_attendance_met = basis.actual_attendance_percent >= basis.min_attendance_percent
    return Evaluation(
        is_grade_met=is_grade_met,
        is_attendance_met=is_attendance_met,
        is_courses_met=is_courses_met,
        score=round_half_up(score),
        recommendation=_advise(score, is_met=is_grade_met and is_attendance_met and is_courses_met),
    )


def status_after(outcome: ValidationOutcome) -> ValidationStatus:
    """Return where the validation stands after a decision; conditional is one of the outcomes.

    Source: predecessor by its intent: its history knew the word, its status refused it, so that a
        conditional decision could never be saved.
    """
    return ValidationStatus(outcome.value)


def target_after(outcome: ValidationOutcome, *, semester: int) -> int | None:
    """Return the semester a student may go to after a decision.

    Args:
        outcome: what was decided.
        semester: the semester decided on.

    Returns:
        The next one if validated, None after the last; the same one if failed; None while a
        condition is open, until a further decision settles it.
    """
    targets = {
        ValidationOutcome.VALIDATED: next_semester(semester),
        ValidationOutcome.FAILED: semester,
        ValidationOutcome.CONDITIONAL: None,
    }
    return targets[outcome]


def check_can_decide(*, status: ValidationStatus) -> None:
    """Return if a semester may be decided on.

    Args:
        status: where its validation stands.

    Raises:
        ValidationClosedError: if it is validated, which nothing follows.
    """
    if refusal := refusal_to_decide(status):
        raise ValidationClosedError(refusal[1])


def refusal_to_decide(status: ValidationStatus | None) -> tuple[str, str] | None:
    """Return why a semester cannot be decided.

    Args:
        status: where its validation stands; None for a student who was never in the cohort.

    Returns:
        A word for programs and a sentence for people; None if it can.
    """
    if status is None:
        return "no_record", "The student was never in the cohort."
    if status is ValidationStatus.VALIDATED:
        return "validated", "The semester is validated already."
    return None


def check_words(*, reason: str, notes: str) -> None:
    """Return if a decision may say so much.

    Args:
        reason: at most 1,000 characters.
        notes: at most 500 characters.

    Raises:
        InvalidDecisionError: if one is longer.
    """
    if len(reason) > _MOST_REASON or len(notes) > _MOST_NOTES:
        raise InvalidDecisionError(
            f"A reason has at most {_MOST_REASON} characters, notes at most {_MOST_NOTES}."
        )


def refusal_to_progress(status: ValidationStatus | None, semester: int) -> tuple[str, str] | None:
    """Return why a student may not go on to the next semester.

    Args:
        status: where the validation of the present one stands; None for a student without record.
        semester: the present one.

    Returns:
        A word for programs and a sentence for people; None if the student may.
    """
    if status is None:
        return "no_record", "The student was never in the cohort."
    if status is not ValidationStatus.VALIDATED:
        return "not_validated", _why_not_validated(status, semester)
    if next_semester(semester) is None:
        return "finished", f"Semester {semester} is the last: the student has finished."
    return None


def _why_not_validated(status: ValidationStatus, semester: int) -> str:
    if status is ValidationStatus.NOT_REQUIRED:
        return f"Nobody has asked for a decision on semester {semester} yet."
    return f"Semester {semester} is {status.value.replace('_', ' ')}, not validated."


def is_due(*, status: ValidationStatus, ends_at: datetime, at: datetime) -> bool:
    """Return whether a semester's validation is to be asked for now.

    Args:
        status: where it stands.
        ends_at: last moment of the cohort.
        at: now.

    Returns:
        True once the cohort has ended and nobody asked yet.
    """
    return status is ValidationStatus.NOT_REQUIRED and ends_at <= at


def _points(actual: float, asked: float, *, most: int) -> Fraction:
    if asked <= 0:
        return Fraction(most)
    return min(Fraction(most), most * Fraction(actual) / Fraction(asked))


def _advise(score: Fraction, *, is_met: bool) -> Recommendation:
    if is_met and score >= _APPROVE_FROM:
        return Recommendation.APPROVE
    if is_met or score >= _CONDITIONAL_FROM:
        return Recommendation.CONDITIONAL
    return Recommendation.RETAKE
