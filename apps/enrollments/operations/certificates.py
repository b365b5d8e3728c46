"""What the school attests, and takes back."""

import secrets
from datetime import datetime
from typing import cast

from apps.accounts.data import is_office
from apps.enrollments import events
from apps.enrollments.data import (
    CertificateKind,
    CertificateStatus,
    EnrollmentStatus,
    GradeKind,
)
from apps.enrollments.models import Certificate, Enrollment, Grade
from apps.enrollments.models.keys import key_of
from apps.enrollments.queries.finding import find_by_id
from apps.enrollments.queries.records import CertificateNotFoundError
from apps.enrollments.rules import records as rules
from yggdrasil.cqrs.command import command
from yggdrasil.ids import to_object_id


@command(allow=is_office)
def issue_certificate(
    *, student_id: str, course_id: str, issued_by_id: str | None = None, at: datetime
) -> str:
    """Attest that a student completed a course; asked again, the certificate that holds.

    Args:
        student_id: id of the account.
        course_id: id of the course.
        issued_by_id: who issues it; None for the system.
        at: now.

    Returns:
        The id of the certificate.

    Raises:
        NotEligibleError: if the course is not completed, or was graded below what is to pass.
    """
    keys = {"student_id": to_object_id(student_id), "subject_id": to_object_id(course_id)}
    valid = Certificate.objects.filter(**keys, status=CertificateStatus.ISSUED.value).first()
    if valid is not None:
        return str(valid.pk)
    enrollment, grade = _achievement(student_id, course_id)
    certificate = Certificate(
        **keys,
        kind=CertificateKind.COURSE.value,
        student_name=enrollment.student_name,
        subject_title=enrollment.course_title,
        final_grade_percent=grade,
        issued_at=at,
        issued_by_id=key_of(issued_by_id),
    )
    _number(certificate)
    events.certificate_issued.send(sender=certificate, payload=_issued(certificate))
    certificate.save(force_insert=True)
    return str(certificate.pk)


@command(allow=is_office)
def revoke_certificate(
    *, certificate_id: str, reason: str, revoked_by_id: str | None = None, at: datetime
) -> None:
    """Take a certificate back; whoever verifies it learns so.

    Args:
        certificate_id: id of the certificate.
        reason: why, 1 to 500 characters.
        revoked_by_id: who does; None for the system.
        at: now.

    Raises:
        CertificateNotFoundError: if there is none.
        AlreadyRevokedError: if it was taken back before.
        InvalidRevocationError: if no reason is given.
    """
    certificate = find_by_id(Certificate, certificate_id, missing=CertificateNotFoundError)
    rules.check_revocation(status=CertificateStatus(certificate.status), reason=reason)
    certificate.status = CertificateStatus.REVOKED.value
    certificate.revoked_at = at
    certificate.revoked_by_id = key_of(revoked_by_id)
    certificate.revocation_reason = reason.strip()
    events.certificate_revoked.send(sender=certificate, payload=_revoked(certificate, at=at))
    certificate.save()


def _achievement(student_id: str, course_id: str) -> tuple[Enrollment, float | None]:
    keys = {"student_id": to_object_id(student_id), "course_id": to_object_id(course_id)}
    enrollment = (
        Enrollment.objects.filter(**keys, status=EnrollmentStatus.COMPLETED.value)
        .order_by("-completed_at")
        .first()
    )
    grade = Grade.objects.filter(**keys, kind=GradeKind.COURSE.value).first()
    final = grade.score_percent if grade is not None else None
    rules.check_eligible(is_completed=enrollment is not None, final_grade_percent=final)
    return cast("Enrollment", enrollment), final


def _number(certificate: Certificate) -> None:
    certificate.number = rules.certificate_number(
        issued_at=certificate.issued_at, certificate_id=str(certificate.pk)
    )
    certificate.verification_code = secrets.token_urlsafe(18)


def _issued(certificate: Certificate) -> events.CertificateIssued:
    data = certificate.to_data()
    is_course = data.kind is CertificateKind.COURSE
    return events.CertificateIssued(
        certificate_id=data.id,
        number=data.number,
        kind=data.kind,
        student_id=data.student_id,
        course_id=data.subject_id if is_course else None,
        cohort_id=None if is_course else data.subject_id,
        final_grade_percent=data.final_grade_percent,
        at=data.issued_at,
    )


def _revoked(certificate: Certificate, *, at: datetime) -> events.CertificateRevoked:
    data = certificate.to_data()
    return events.CertificateRevoked(
        certificate_id=data.id,
        number=data.number,
        student_id=data.student_id,
        course_id=data.subject_id if data.kind is CertificateKind.COURSE else None,
        reason=data.revocation_reason,
        at=at,
    )
