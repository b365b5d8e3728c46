"""The payment for an enrolment."""

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django_mongodb_backend.fields import ObjectIdField

from apps.enrollments.data import PaymentData, PaymentStatus
from apps.enrollments.models.choices import choices_of
from yggdrasil.mongodb.aggregate import Aggregate


class Payment(Aggregate):
    """What was asked and paid for one enrolment; the provider keeps the rest.

    Of its own, since it outlives a cancelled enrolment and a failed one may be tried again.

    One document an attempt to pay. Indexes: provider's reference (unique where there is one),
    enrolment, student, status, each newest first.
    """

    enrollment_id = ObjectIdField()
    student_id = ObjectIdField()
    course_id = ObjectIdField()
    amount = models.DecimalField(max_digits=10, decimal_places=2, validators=[MinValueValidator(0)])
    # ISO 4217.
    currency = models.CharField(max_length=3, validators=[RegexValidator(r"^[A-Z]{3}$")])
    status = models.CharField(
        max_length=10, choices=choices_of(PaymentStatus), default=PaymentStatus.PENDING.value
    )
    provider = models.CharField(max_length=30, blank=True, default="")
    provider_reference = models.CharField(max_length=100, null=True, blank=True, unique=True)
    captured_at = models.DateTimeField(null=True, blank=True)
    refunded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "payments"
        indexes = [
            models.Index(
                fields=["enrollment_id", "-created_at", "-id"], name="payments_enrollment"
            ),
            models.Index(fields=["student_id", "-created_at", "-id"], name="payments_student"),
            models.Index(fields=["status", "-created_at", "-id"], name="payments_status"),
            models.Index(fields=["-created_at", "-id"], name="payments_created"),
        ]

    def __str__(self) -> str:
        """Return how much, and where it stands."""
        return f"{self.amount} {self.currency} ({self.status})"

    def to_data(self) -> PaymentData:
        """Return the payment as data."""
        return PaymentData(
            id=str(self.pk),
            enrollment_id=str(self.enrollment_id),
            student_id=str(self.student_id),
            course_id=str(self.course_id),
            amount=self.amount,
            currency=self.currency,
            status=PaymentStatus(self.status),
            provider=self.provider,
            provider_reference=self.provider_reference,
            captured_at=self.captured_at,
            refunded_at=self.refunded_at,
        )
