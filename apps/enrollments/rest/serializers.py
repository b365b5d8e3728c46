"""Shapes of the answers of the enrollments app."""

from apps.enrollments.data import (
    CertificateData,
    CohortData,
    CohortSummary,
    DecisionData,
    EnrollmentData,
    GradeData,
    MemberData,
    ProgressData,
    SemesterProgressData,
    SubmissionData,
    SubmissionSummary,
)
from yggdrasil.rest.serializers import DataSerializer


class CohortSummarySerializer(DataSerializer[CohortSummary]):
    """A cohort in a list."""


class CohortSerializer(DataSerializer[CohortData]):
    """A cohort with all that it lays down."""


class MemberSerializer(DataSerializer[MemberData]):
    """A member as fellow members see each other."""


class EnrollmentSerializer(DataSerializer[EnrollmentData]):
    """One student in one course."""


class ProgressSerializer(DataSerializer[ProgressData]):
    """How far a student is in a course."""


class SemesterProgressSerializer(DataSerializer[SemesterProgressData]):
    """How a student does in a cohort."""


class SubmissionSummarySerializer(DataSerializer[SubmissionSummary]):
    """One attempt in a list."""


class SubmissionSerializer(DataSerializer[SubmissionData]):
    """One attempt with what was handed in."""


class GradeSerializer(DataSerializer[GradeData]):
    """What one piece of work was judged worth."""


class CertificateSerializer(DataSerializer[CertificateData]):
    """What the school attests."""


class DecisionSerializer(DataSerializer[DecisionData]):
    """One decision on one semester."""
