"""Facts about what students do and what it was worth."""

from dataclasses import dataclass
from datetime import datetime

from apps.enrollments.data import (
    CertificateKind,
    GradeKind,
    SubmissionKind,
    ValidationOutcome,
)
from yggdrasil.events.signal import DomainSignal


@dataclass(frozen=True, kw_only=True)
class ProgressUpdated:
    """A student is at another place in a course; the payload is all that is known of it.

    Attributes:
        student_id: id of the account.
        course_id: id of the course.
        progress_percent: 0 to 100.
        previous_percent: 0 to 100.
        chapters_completed: chapters done.
        chapters_total: chapters there are.
        exercises_completed: exercises done.
        exercises_total: exercises there are.
        average_score_percent: 0 to 100; None until something was graded.
        completed_at: when it was completed; None before.
        at: when.
    """

    student_id: str
    course_id: str
    progress_percent: int
    previous_percent: int
    chapters_completed: int
    chapters_total: int
    exercises_completed: int
    exercises_total: int
    average_score_percent: float | None
    completed_at: datetime | None
    at: datetime


@dataclass(frozen=True, kw_only=True)
class SemesterProgressComputed:
    """A student's figures in a cohort changed.

    Attributes:
        cohort_id: id of the cohort.
        student_id: id of the account.
        semester: 1 to 10.
        overall_progress_percent: 0 to 100.
        attendance_rate_percent: 0 to 100.
        average_grade_percent: 0 to 100; None where nothing was graded.
        courses_completed: courses at 100 %.
        courses_total: courses of the cohort.
        is_at_risk: whether somebody should look after the student.
        at: when they were computed.
    """

    cohort_id: str
    student_id: str
    semester: int
    overall_progress_percent: int
    attendance_rate_percent: int
    average_grade_percent: int | None
    courses_completed: int
    courses_total: int
    is_at_risk: bool
    at: datetime


@dataclass(frozen=True, kw_only=True)
class SubmissionReceived:
    """A student handed something in.

    Attributes:
        submission_id: id of the submission.
        student_id: id of the account.
        course_id: id of the course.
        exercise_id: id of the exercise.
        kind: exercise or quiz.
        attempt: 1 for the first.
        is_late: whether it came after it was due.
        at: when.
    """

    submission_id: str
    student_id: str
    course_id: str
    exercise_id: str
    kind: SubmissionKind
    attempt: int
    is_late: bool
    at: datetime


@dataclass(frozen=True, kw_only=True)
class GradeGiven:
    """Something was judged, or judged again.

    Attributes:
        grade_id: id of the grade.
        student_id: id of the account.
        course_id: id of the course.
        submission_id: what was judged; None for a grade without one.
        kind: exercise, quiz or course.
        score_percent: 0 to 100.
        previous_score_percent: what it was worth before; None for the first time.
        weight: how much it counts.
        graded_by_id: who judged; None for a computed score.
        at: when.
    """

    grade_id: str
    student_id: str
    course_id: str
    submission_id: str | None
    kind: GradeKind
    score_percent: float
    previous_score_percent: float | None
    weight: float
    graded_by_id: str | None
    at: datetime


@dataclass(frozen=True, kw_only=True)
class GradeReleased:
    """A student may see a grade now.

    Attributes:
        grade_id: id of the grade.
        student_id: id of the account.
        course_id: id of the course.
        score_percent: 0 to 100.
        at: when.
    """

    grade_id: str
    student_id: str
    course_id: str
    score_percent: float
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CertificateIssued:
    """The school attests something.

    Attributes:
        certificate_id: id of the certificate.
        number: unique, for people.
        kind: course or semester.
        student_id: id of the account.
        course_id: the course; None for a semester.
        cohort_id: the cohort; None for a course.
        final_grade_percent: 0 to 100; None where nothing was graded.
        at: when.
    """

    certificate_id: str
    number: str
    kind: CertificateKind
    student_id: str
    course_id: str | None
    cohort_id: str | None
    final_grade_percent: float | None
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CertificateRevoked:
    """The school attests it no longer.

    Attributes:
        certificate_id: id of the certificate.
        number: unique, for people.
        student_id: id of the account.
        course_id: the course; None for a semester.
        reason: why.
        at: when.
    """

    certificate_id: str
    number: str
    student_id: str
    course_id: str | None
    reason: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ValidationRequested:
    """Somebody has to decide on a student's semester.

    Attributes:
        cohort_id: id of the cohort.
        student_id: id of the account.
        semester: 1 to 10.
        due_at: by when.
        at: when it was asked for.
    """

    cohort_id: str
    student_id: str
    semester: int
    due_at: datetime
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ValidationDecided:
    """A student's semester was decided on.

    Attributes:
        decision_id: id of the decision.
        cohort_id: id of the cohort.
        student_id: id of the account.
        semester: the semester decided on.
        outcome: validated, conditional or failed.
        next_semester: where the student may go; None for nowhere.
        decided_by_id: who decided; None for the system.
        at: when.
    """

    decision_id: str
    cohort_id: str
    student_id: str
    semester: int
    outcome: ValidationOutcome
    next_semester: int | None
    decided_by_id: str | None
    at: datetime


progress_updated = DomainSignal("enrollments.progress.updated.v1", ProgressUpdated)
semester_progress_computed = DomainSignal(
    "enrollments.semester_progress.computed.v1", SemesterProgressComputed
)
submission_received = DomainSignal("enrollments.submission.received.v1", SubmissionReceived)
grade_given = DomainSignal("enrollments.grade.given.v1", GradeGiven)
grade_released = DomainSignal("enrollments.grade.released.v1", GradeReleased)
certificate_issued = DomainSignal("enrollments.certificate.issued.v1", CertificateIssued)
certificate_revoked = DomainSignal("enrollments.certificate.revoked.v1", CertificateRevoked)
validation_requested = DomainSignal("enrollments.validation.requested.v1", ValidationRequested)
validation_decided = DomainSignal("enrollments.validation.decided.v1", ValidationDecided)
