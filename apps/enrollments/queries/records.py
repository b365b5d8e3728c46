"""Questions about submissions, grades and certificates."""

from collections.abc import Sequence

from django.db.models import QuerySet

from apps.enrollments.data import (
    CertificateData,
    CertificateFilters,
    GradeData,
    GradeFilters,
    SubmissionData,
    SubmissionFilters,
    SubmissionSummary,
)
from apps.enrollments.models import Certificate, Grade, Submission
from apps.enrollments.queries.finding import find_by_id, narrowed, within
from apps.enrollments.queries.visibility import scope_for
from yggdrasil.context import Actor
from yggdrasil.cqrs.query import query
from yggdrasil.errors import NotFoundError
from yggdrasil.mongodb.paging import Page, Window, keyset_page


class SubmissionNotFoundError(NotFoundError):
    """There is no such submission, or none that the viewer may see."""


class GradeNotFoundError(NotFoundError):
    """There is no such grade, or none that the viewer may see."""


class CertificateNotFoundError(NotFoundError):
    """There is no such certificate, or none that the viewer may see."""


@query
def list_submissions(
    *, viewer: Actor, filters: SubmissionFilters, ordering: Sequence[str], window: Window
) -> Page[SubmissionSummary]:
    """Return the submissions that somebody may see: own ones, or those in courses taught.

    Args:
        viewer: who asks.
        filters: what to narrow the list to.
        ordering: columns.
        window: which part.

    Returns:
        A page of submissions, without what was handed in.

    Raises:
        NotForYouError: if nobody is signed in.
    """
    rows = narrowed(_submissions_for(viewer), filters).defer("content", "answers")
    return keyset_page(rows, ordering=ordering, window=window, to_data=Submission.to_summary)


@query
def get_submission(*, viewer: Actor, submission_id: str) -> SubmissionData:
    """Return a submission with what was handed in.

    Args:
        viewer: who asks.
        submission_id: id of the submission.

    Returns:
        The submission.

    Raises:
        SubmissionNotFoundError: if there is none, or it is not the viewer's to see.
    """
    seen = _submissions_for(viewer)
    return find_by_id(seen, submission_id, missing=SubmissionNotFoundError).to_data()


@query
def list_grades(
    *, viewer: Actor, filters: GradeFilters, ordering: Sequence[str], window: Window
) -> Page[GradeData]:
    """Return the grades that somebody may see; students see their own once released.

    Args:
        viewer: who asks.
        filters: what to narrow the list to.
        ordering: columns.
        window: which part.

    Returns:
        A page of grades.

    Raises:
        NotForYouError: if nobody is signed in.
    """
    rows = narrowed(_grades_for(viewer), filters)
    return keyset_page(rows, ordering=ordering, window=window, to_data=Grade.to_data)


@query
def get_grade(*, viewer: Actor, grade_id: str) -> GradeData:
    """Return a grade.

    Args:
        viewer: who asks.
        grade_id: id of the grade.

    Returns:
        The grade.

    Raises:
        GradeNotFoundError: if there is none, or it is not, or not yet, the viewer's to see.
    """
    return find_by_id(_grades_for(viewer), grade_id, missing=GradeNotFoundError).to_data()


@query
def list_certificates(
    *, viewer: Actor, filters: CertificateFilters, ordering: Sequence[str], window: Window
) -> Page[CertificateData]:
    """Return the certificates that somebody may see: own ones, or those of courses taught.

    Args:
        viewer: who asks.
        filters: what to narrow the list to.
        ordering: columns.
        window: which part.

    Returns:
        A page of certificates.

    Raises:
        NotForYouError: if nobody is signed in.
    """
    rows = narrowed(_certificates_for(viewer), filters)
    return keyset_page(rows, ordering=ordering, window=window, to_data=Certificate.to_data)


@query
def get_certificate(*, viewer: Actor, certificate_id: str) -> CertificateData:
    """Return a certificate.

    Args:
        viewer: who asks.
        certificate_id: id of the certificate.

    Returns:
        The certificate, revoked or not.

    Raises:
        CertificateNotFoundError: if there is none, or it is not the viewer's to see.
    """
    seen = _certificates_for(viewer)
    return find_by_id(seen, certificate_id, missing=CertificateNotFoundError).to_data()


@query
def find_certificate_by_code(*, verification_code: str) -> CertificateData | None:
    """Return the certificate of a verification code, for whoever has it in hand.

    Args:
        verification_code: as printed on it.

    Returns:
        The certificate, revoked or not; None if the school never issued it.
    """
    certificate = Certificate.objects.filter(verification_code=verification_code).first()
    return certificate.to_data() if certificate is not None else None


def _submissions_for(viewer: Actor) -> "QuerySet[Submission]":
    return within(Submission.objects.all(), scope_for(viewer), course_column="course_id")


def _grades_for(viewer: Actor) -> "QuerySet[Grade]":
    scope = scope_for(viewer)
    grades = within(Grade.objects.all(), scope, course_column="course_id")
    return grades.filter(released_at__isnull=False) if scope.student_id else grades


def _certificates_for(viewer: Actor) -> "QuerySet[Certificate]":
    return within(Certificate.objects.all(), scope_for(viewer), course_column="subject_id")
