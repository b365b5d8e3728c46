"""Shapes and words of the enrollments app that others may hold."""

from apps.enrollments.data.words import (
    CancellationReason,
    CertificateKind,
    CertificateStatus,
    CohortStatus,
    EnrollmentRoute,
    EnrollmentStatus,
    GradeKind,
    Intake,
    LeavingReason,
    MembershipSource,
    PaymentStatus,
    Recommendation,
    SubmissionKind,
    SubmissionStatus,
    ValidationOutcome,
    ValidationStatus,
)

__all__ = [
    "CancellationReason",
    "CertificateKind",
    "CertificateStatus",
    "CohortStatus",
    "EnrollmentRoute",
    "EnrollmentStatus",
    "GradeKind",
    "Intake",
    "LeavingReason",
    "MembershipSource",
    "PaymentStatus",
    "Recommendation",
    "SubmissionKind",
    "SubmissionStatus",
    "ValidationOutcome",
    "ValidationStatus",
]
