"""The validation of semesters: what is evaluated, advised and decided."""

from dataclasses import dataclass
from datetime import datetime

from apps.enrollments.data.progress import CriteriaData
from apps.enrollments.data.words import Recommendation, ValidationOutcome


@dataclass(frozen=True, kw_only=True)
class BasisData:
    """What was asked and what was reached.

    Attributes:
        min_grade_percent: asked, 0 to 100.
        min_attendance_percent: asked, 0 to 100.
        courses_required: asked, 0 or more.
        actual_grade_percent: reached; None where nothing was graded, which counts as 0.
        actual_attendance_percent: reached, 0 to 100.
        courses_completed: reached, 0 or more.
    """

    min_grade_percent: float
    min_attendance_percent: float
    courses_required: int
    actual_grade_percent: float | None
    actual_attendance_percent: float
    courses_completed: int


@dataclass(frozen=True, kw_only=True)
class EvaluationData:
    """What the rule says about one student's semester; nothing is decided by it.

    Attributes:
        student_id: id of the account.
        cohort_id: id of the cohort.
        semester: 1 to 10.
        criteria: what was asked.
        basis: the same beside what was reached.
        is_grade_met: whether the grade suffices.
        is_attendance_met: whether the attendance suffices.
        is_courses_met: whether enough courses are completed.
        score: 0 to 100.
        recommendation: what the rule advises.
    """

    student_id: str
    cohort_id: str
    semester: int
    criteria: CriteriaData
    basis: BasisData
    is_grade_met: bool
    is_attendance_met: bool
    is_courses_met: bool
    score: int
    recommendation: Recommendation


@dataclass(frozen=True, kw_only=True)
class DecisionData:
    """One decision on one student's semester.

    Attributes:
        id: id of the decision.
        cohort_id: id of the cohort.
        student_id: id of the account.
        student_name: as on the profile; empty where it is not known.
        semester: the semester decided on, 1 to 10.
        outcome: validated, conditional or failed.
        basis: the figures it rests on.
        decided_by_id: who decided; None for the system.
        decided_at: when.
        reason: why, for the student.
        notes: for staff.
        next_semester: where the student may go; None for nowhere, or after the last.
        is_retake_required: whether the semester is to be taken again.
    """

    id: str
    cohort_id: str
    student_id: str
    student_name: str
    semester: int
    outcome: ValidationOutcome
    basis: BasisData
    decided_by_id: str | None
    decided_at: datetime
    reason: str
    notes: str
    next_semester: int | None
    is_retake_required: bool
