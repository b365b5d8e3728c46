"""The words of the enrollments app: enums whose values are kept in documents and on the wire."""

from enum import StrEnum


class Intake(StrEnum):
    """When in the year a cohort begins; odd semesters in September, even ones in March."""

    SEPTEMBER = "september"
    MARCH = "march"


class CohortStatus(StrEnum):
    """Where a cohort stands in its life."""

    DRAFT = "draft"
    ACTIVE = "active"
    COMPLETED = "completed"
    ARCHIVED = "archived"


class MembershipSource(StrEnum):
    """Who says that a student was in a cohort.

    The first three are the places where the predecessor kept it, which need not agree.
    """

    COHORT_LIST = "cohort_list"
    CURRENT_COHORT = "current_cohort"
    HISTORY = "history"
    SCHOOL = "school"


class LeavingReason(StrEnum):
    """Why a membership ended."""

    REMOVED = "removed"
    MOVED = "moved"
    PROGRESSED = "progressed"
    COHORT_ENDED = "cohort_ended"
    ACCOUNT_CLOSED = "account_closed"
    UNKNOWN = "unknown"


class EnrollmentStatus(StrEnum):
    """Where an enrolment stands in its life."""

    PENDING = "pending"
    ACTIVE = "active"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class EnrollmentRoute(StrEnum):
    """How a student came to be enrolled in a course."""

    COHORT = "cohort"
    SELF = "self"
    STAFF = "staff"


class CancellationReason(StrEnum):
    """Why an enrolment was cancelled."""

    WITHDRAWN = "withdrawn"
    REMOVED = "removed"
    LEFT_COHORT = "left_cohort"
    COURSE_WITHDRAWN = "course_withdrawn"
    ACCOUNT_CLOSED = "account_closed"
    NOT_CONFIRMED = "not_confirmed"


class ValidationStatus(StrEnum):
    """Where a student stands in the validation of a semester."""

    NOT_REQUIRED = "not_required"
    PENDING = "pending_validation"
    VALIDATED = "validated"
    CONDITIONAL = "conditional"
    FAILED = "failed"


class ValidationOutcome(StrEnum):
    """What was decided about a student's semester."""

    VALIDATED = "validated"
    CONDITIONAL = "conditional"
    FAILED = "failed"


class Recommendation(StrEnum):
    """What the evaluation rule advises; a person, or auto validation, decides."""

    APPROVE = "approve"
    CONDITIONAL = "conditional"
    RETAKE = "retake"


class SubmissionKind(StrEnum):
    """What was handed in."""

    EXERCISE = "exercise"
    QUIZ = "quiz"


class SubmissionStatus(StrEnum):
    """Where a submission stands."""

    SUBMITTED = "submitted"
    GRADED = "graded"


class GradeKind(StrEnum):
    """What a grade is for."""

    EXERCISE = "exercise"
    QUIZ = "quiz"
    COURSE = "course"


class CertificateKind(StrEnum):
    """What a certificate attests."""

    COURSE = "course"
    SEMESTER = "semester"


class CertificateStatus(StrEnum):
    """Whether a certificate holds."""

    ISSUED = "issued"
    REVOKED = "revoked"


class PaymentStatus(StrEnum):
    """Where a payment stands."""

    PENDING = "pending"
    CAPTURED = "captured"
    FAILED = "failed"
    REFUNDED = "refunded"
