"""The certificate: what the school attests about one student."""

from django.db import models
from django_mongodb_backend.fields import ObjectIdField

from apps.enrollments.data import CertificateData, CertificateKind, CertificateStatus
from apps.enrollments.models.bounds import PERCENT
from apps.enrollments.models.choices import choices_of
from yggdrasil.mongodb.aggregate import Aggregate


class Certificate(Aggregate):
    """What the school attests: that a student completed a course, or a semester.

    Names and titles are as they were on the day of issue and do not follow later changes. A revoked
    certificate stays, so that whoever verifies it learns that it was revoked.

    One document a certificate. Indexes: number and verification code (unique), the one valid
    certificate of a student and course (unique), by student, by course, by status.
    """

    number = models.CharField(max_length=30, unique=True)
    # What a stranger types to verify it; says nothing about the student.
    verification_code = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=10, choices=choices_of(CertificateKind))
    student_id = ObjectIdField()
    student_name = models.CharField(max_length=120, blank=True, default="")
    # The course, or the cohort whose semester it attests.
    subject_id = ObjectIdField()
    subject_title = models.CharField(max_length=200, blank=True, default="")
    final_grade_percent = models.FloatField(null=True, blank=True, validators=PERCENT)
    status = models.CharField(
        max_length=10,
        choices=choices_of(CertificateStatus),
        default=CertificateStatus.ISSUED.value,
    )
    issued_at = models.DateTimeField()
    issued_by_id = ObjectIdField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by_id = ObjectIdField(null=True, blank=True)
    revocation_reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        db_table = "certificates"
        constraints = [
            models.UniqueConstraint(
                fields=["student_id", "subject_id"],
                condition=models.Q(status=CertificateStatus.ISSUED.value),
                name="certificates_one_valid",
            ),
        ]
        indexes = [
            models.Index(fields=["student_id", "-issued_at", "-id"], name="certificates_student"),
            models.Index(fields=["subject_id", "-issued_at", "-id"], name="certificates_subject"),
            models.Index(fields=["status", "-issued_at", "-id"], name="certificates_status"),
            models.Index(fields=["-issued_at", "-id"], name="certificates_issued"),
        ]

    def __str__(self) -> str:
        """Return its number."""
        return self.number

    def to_data(self) -> CertificateData:
        """Return the certificate as data."""
        return CertificateData(
            id=str(self.pk),
            number=self.number,
            verification_code=self.verification_code,
            kind=CertificateKind(self.kind),
            student_id=str(self.student_id),
            student_name=self.student_name,
            subject_id=str(self.subject_id),
            subject_title=self.subject_title,
            final_grade_percent=self.final_grade_percent,
            status=CertificateStatus(self.status),
            issued_at=self.issued_at,
            revoked_at=self.revoked_at,
            revocation_reason=self.revocation_reason,
        )
