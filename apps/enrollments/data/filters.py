"""What lists may be narrowed to; a field left out narrows nothing."""

from dataclasses import dataclass

from apps.enrollments.data.words import (
    CertificateStatus,
    CohortStatus,
    EnrollmentStatus,
    GradeKind,
    Intake,
    SubmissionStatus,
    ValidationOutcome,
)


@dataclass(frozen=True, kw_only=True)
class CohortFilters:
    """Narrow a list of cohorts.

    Attributes:
        status: where it stands.
        intake: September or March.
        academic_year: `YYYY-YYYY`.
        semester: 1 to 10.
        course_id: has this course.
        student_id: has or had this member.
    """

    status: CohortStatus | None = None
    intake: Intake | None = None
    academic_year: str | None = None
    semester: int | None = None
    course_id: str | None = None
    student_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class EnrollmentFilters:
    """Narrow a list of enrolments.

    Attributes:
        student_id: of this student.
        course_id: in this course.
        cohort_id: through this cohort.
        status: where it stands.
    """

    student_id: str | None = None
    course_id: str | None = None
    cohort_id: str | None = None
    status: EnrollmentStatus | None = None


@dataclass(frozen=True, kw_only=True)
class SubmissionFilters:
    """Narrow a list of submissions.

    Attributes:
        student_id: of this student.
        course_id: in this course.
        exercise_id: to this exercise.
        status: whether it was graded.
        is_late: whether it came late.
    """

    student_id: str | None = None
    course_id: str | None = None
    exercise_id: str | None = None
    status: SubmissionStatus | None = None
    is_late: bool | None = None


@dataclass(frozen=True, kw_only=True)
class GradeFilters:
    """Narrow a list of grades.

    Attributes:
        student_id: of this student.
        course_id: in this course.
        kind: exercise, quiz or course.
    """

    student_id: str | None = None
    course_id: str | None = None
    kind: GradeKind | None = None


@dataclass(frozen=True, kw_only=True)
class CertificateFilters:
    """Narrow a list of certificates.

    Attributes:
        student_id: of this student.
        subject_id: of this course, or of this cohort's semester.
        status: whether it holds.
    """

    student_id: str | None = None
    subject_id: str | None = None
    status: CertificateStatus | None = None


@dataclass(frozen=True, kw_only=True)
class DecisionFilters:
    """Narrow a list of validation decisions.

    Attributes:
        student_id: on this student.
        cohort_id: in this cohort.
        outcome: what was decided.
        semester: 1 to 10.
    """

    student_id: str | None = None
    cohort_id: str | None = None
    outcome: ValidationOutcome | None = None
    semester: int | None = None
