"""The cohort: a group of students who take one semester together."""

from dataclasses import asdict, fields
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django_mongodb_backend.fields import ArrayField, EmbeddedModelField, ObjectIdField
from django_mongodb_backend.models import EmbeddedModel

from apps.enrollments.data import (
    CohortData,
    CohortPlan,
    CohortSettingsData,
    CohortStatus,
    CohortSummary,
    Intake,
)
from apps.enrollments.models.bounds import PERCENT, SEMESTER
from apps.enrollments.models.choices import choices_of
from apps.enrollments.models.keys import key_of
from yggdrasil.ids import to_object_id
from yggdrasil.mongodb.aggregate import Aggregate


class CohortSettings(EmbeddedModel):
    """What a cohort lays down for its members; part of the cohort's document.

    An absent minimum means the school's own (see `rules.validation`).
    """

    level = models.CharField(max_length=50, blank=True, default="")
    department = models.CharField(max_length=100, blank=True, default="")
    description = models.CharField(max_length=500, blank=True, default="")
    # No more members than this; absent means no bound.
    capacity = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(500)]
    )
    # One of the ten standing cohorts of the S1 to S10 ladder.
    is_semester_system = models.BooleanField(default=False)
    is_permanent = models.BooleanField(default=False)
    min_grade_percent = models.PositiveSmallIntegerField(null=True, blank=True, validators=PERCENT)
    min_attendance_percent = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=PERCENT
    )
    courses_required = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(20)]
    )
    is_auto_validated = models.BooleanField(default=False)

    @classmethod
    def of(cls, data: CohortSettingsData) -> "CohortSettings":
        """Return the settings as the document keeps them."""
        return cls(**asdict(data))

    def to_data(self) -> CohortSettingsData:
        """Return the settings as data."""
        return CohortSettingsData(
            **{field.name: getattr(self, field.name) for field in fields(CohortSettingsData)}
        )


class Cohort(Aggregate):
    """A cohort; the predecessor called it a promotion.

    Shape: settings embedded, since they are read and changed with the cohort; course_ids is a list
    of at most 50. Members have documents of their own (`Membership`), since they have a history
    and up to 500 of them may come and go; `members_count` is the guarded figure that keeps two
    additions at the same time from passing the capacity.

    Grows by ten documents a school year and department.

    Indexes: status with start, intake with year, semester with year (not unique: several cohorts
    may take the same semester), name, course.
    """

    name = models.CharField(max_length=200)
    semester = models.PositiveSmallIntegerField(validators=SEMESTER)
    intake = models.CharField(max_length=10, choices=choices_of(Intake))
    academic_year = models.CharField(max_length=9, validators=[RegexValidator(r"^\d{4}-\d{4}$")])
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    status = models.CharField(
        max_length=10, choices=choices_of(CohortStatus), default=CohortStatus.DRAFT.value
    )
    course_ids = ArrayField(ObjectIdField(), default=list, blank=True, max_size=50)
    settings = EmbeddedModelField(CohortSettings, default=CohortSettings)
    # Open memberships; changed together with them.
    members_count = models.PositiveIntegerField(default=0)
    # Absent for the system.
    created_by_id = ObjectIdField(null=True, blank=True)

    class Meta:
        db_table = "cohorts"
        indexes = [
            models.Index(fields=["status", "-starts_at", "-id"], name="cohorts_status"),
            models.Index(fields=["intake", "academic_year"], name="cohorts_intake"),
            models.Index(fields=["semester", "academic_year"], name="cohorts_semester"),
            models.Index(fields=["-starts_at", "-id"], name="cohorts_start"),
            models.Index(fields=["name", "id"], name="cohorts_name"),
            models.Index(fields=["course_ids"], name="cohorts_course"),
        ]

    def __str__(self) -> str:
        """Return the cohort's name."""
        return self.name

    @classmethod
    def open(cls, *, cohort_id: str, plan: CohortPlan, created_by_id: str | None) -> "Cohort":
        """Return a new draft, not yet saved."""
        cohort = cls(id=to_object_id(cohort_id), created_by_id=key_of(created_by_id))
        cohort.lay_down(plan)
        return cohort

    def lay_down(self, plan: CohortPlan) -> None:
        """Take over a plan."""
        self.name = plan.name.strip()
        self.semester = plan.semester
        self.intake = plan.intake.value
        self.academic_year = plan.academic_year
        self.starts_at = plan.starts_at
        self.ends_at = plan.ends_at
        self.settings = CohortSettings.of(plan.settings)

    def to_plan(self) -> CohortPlan:
        """Return what was laid down."""
        return CohortPlan(
            name=self.name,
            semester=self.semester,
            intake=Intake(self.intake),
            academic_year=self.academic_year,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            settings=self.settings.to_data(),
        )

    def to_summary(self) -> CohortSummary:
        """Return the cohort as lists show it."""
        return CohortSummary(**self._summary())

    def to_data(self) -> CohortData:
        """Return the cohort with all that it lays down."""
        return CohortData(
            **self._summary(),
            settings=self.settings.to_data(),
            created_at=self.created_at,
            updated_at=self.updated_at,
        )

    def _summary(self) -> dict[str, Any]:
        return {
            "id": str(self.pk),
            "name": self.name,
            "semester": self.semester,
            "intake": Intake(self.intake),
            "academic_year": self.academic_year,
            "starts_at": self.starts_at,
            "ends_at": self.ends_at,
            "status": CohortStatus(self.status),
            "level": self.settings.level,
            "department": self.settings.department,
            "capacity": self.settings.capacity,
            "members_count": self.members_count,
            "course_ids": tuple(map(str, self.course_ids)),
            "version": self.version,
        }
