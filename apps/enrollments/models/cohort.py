"""The cohort: a group of students who take one semester together."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django_mongodb_backend.fields import ArrayField, EmbeddedModelField, ObjectIdField
from django_mongodb_backend.models import EmbeddedModel

from apps.enrollments.data import CohortStatus, Intake
from apps.enrollments.models.bounds import PERCENT, SEMESTER
from apps.enrollments.models.choices import choices_of
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
            models.Index(fields=["status", "-starts_at"], name="cohorts_status"),
            models.Index(fields=["intake", "academic_year"], name="cohorts_intake"),
            models.Index(fields=["semester", "academic_year"], name="cohorts_semester"),
            models.Index(fields=["-starts_at"], name="cohorts_start"),
            models.Index(fields=["name"], name="cohorts_name"),
            models.Index(fields=["course_ids"], name="cohorts_course"),
        ]

    def __str__(self) -> str:
        """Return the cohort's name."""
        return self.name
