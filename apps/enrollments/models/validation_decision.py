"""The validation decision: what was decided about one student's semester, and on what figures."""

from dataclasses import asdict, fields

from django.db import models
from django_mongodb_backend.fields import EmbeddedModelField, ObjectIdField
from django_mongodb_backend.models import EmbeddedModel

from apps.enrollments.data import BasisData, DecisionData, ValidationOutcome
from apps.enrollments.models.bounds import SEMESTER
from apps.enrollments.models.choices import choices_of
from apps.enrollments.models.keys import text_of
from yggdrasil.mongodb.aggregate import Aggregate


class DecisionBasis(EmbeddedModel):
    """What was asked and what was reached, as it stood when the decision was taken."""

    min_grade_percent = models.FloatField()
    min_attendance_percent = models.FloatField()
    courses_required = models.PositiveSmallIntegerField()
    actual_grade_percent = models.FloatField(null=True, blank=True)
    actual_attendance_percent = models.FloatField()
    courses_completed = models.PositiveSmallIntegerField()

    @classmethod
    def of(cls, data: BasisData) -> "DecisionBasis":
        """Return a basis as the document keeps it."""
        return cls(**asdict(data))

    def to_data(self) -> BasisData:
        """Return the basis as data."""
        return BasisData(**{field.name: getattr(self, field.name) for field in fields(BasisData)})


class ValidationDecision(Aggregate):
    """One decision on one student's semester. Never changed: a new view is a new decision.

    Grows by one or two documents a student and semester; kept for ever.

    Indexes: by student, by cohort, by outcome, each newest first.
    """

    cohort_id = ObjectIdField()
    student_id = ObjectIdField()
    student_name = models.CharField(max_length=120, blank=True, default="")
    semester = models.PositiveSmallIntegerField(validators=SEMESTER)
    outcome = models.CharField(max_length=15, choices=choices_of(ValidationOutcome))
    basis = EmbeddedModelField(DecisionBasis)
    # Absent for the system: an automatic validation, or the predecessor's id of 24 zeros.
    decided_by_id = ObjectIdField(null=True, blank=True)
    decided_at = models.DateTimeField()
    reason = models.CharField(max_length=1000, blank=True, default="")
    notes = models.CharField(max_length=500, blank=True, default="")
    next_semester = models.PositiveSmallIntegerField(null=True, blank=True, validators=SEMESTER)
    is_retake_required = models.BooleanField(default=False)

    class Meta:
        db_table = "validation_decisions"
        indexes = [
            models.Index(
                fields=["student_id", "-decided_at", "-id"], name="validation_decisions_student"
            ),
            models.Index(
                fields=["cohort_id", "-decided_at", "-id"], name="validation_decisions_cohort"
            ),
            models.Index(fields=["outcome", "-decided_at", "-id"], name="validation_decisions_out"),
            models.Index(fields=["-decided_at", "-id"], name="validation_decisions_decided"),
        ]

    def __str__(self) -> str:
        """Return what was decided about whom."""
        return f"{self.student_name or self.student_id}, S{self.semester}: {self.outcome}"

    def to_data(self) -> DecisionData:
        """Return the decision as data."""
        return DecisionData(
            id=str(self.pk),
            cohort_id=str(self.cohort_id),
            student_id=str(self.student_id),
            student_name=self.student_name,
            semester=self.semester,
            outcome=ValidationOutcome(self.outcome),
            basis=self.basis.to_data(),
            decided_by_id=text_of(self.decided_by_id),
            decided_at=self.decided_at,
            reason=self.reason,
            notes=self.notes,
            next_semester=self.next_semester,
            is_retake_required=self.is_retake_required,
        )
