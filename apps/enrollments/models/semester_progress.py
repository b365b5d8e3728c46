"""Semester progress: how one student does in one cohort, and the decision that waits for it."""

from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from bson import ObjectId
from django.db import models
from django_mongodb_backend.fields import (
    EmbeddedModelArrayField,
    EmbeddedModelField,
    ObjectIdField,
)
from django_mongodb_backend.models import EmbeddedModel

from apps.enrollments.data import (
    CriteriaData,
    FiguresData,
    MilestonesData,
    SemesterProgressData,
    StandingData,
    ValidationStatus,
)
from apps.enrollments.models.bounds import PERCENT, SEMESTER
from apps.enrollments.models.choices import choices_of
from apps.enrollments.rules.figures import COMPLETE_PERCENT, figures_of
from yggdrasil.mongodb.aggregate import Aggregate


class CourseStanding(EmbeddedModel):
    """How far the student was in one course of the cohort when the figures were last computed.

    While the membership is open it is a copy of `Progress`; afterwards it stays as it was, which is
    the history that the predecessor lost.
    """

    course_id = ObjectIdField()
    progress_percent = models.PositiveSmallIntegerField(default=0, validators=PERCENT)
    chapters_completed = models.PositiveSmallIntegerField(default=0)
    chapters_total = models.PositiveSmallIntegerField(default=0)
    exercises_completed = models.PositiveSmallIntegerField(default=0)
    exercises_total = models.PositiveSmallIntegerField(default=0)
    average_score_percent = models.FloatField(null=True, blank=True, validators=PERCENT)
    # Absent for a course not begun.
    started_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    last_activity_at = models.DateTimeField(null=True, blank=True)

    @classmethod
    def of(cls, data: StandingData) -> "CourseStanding":
        """Return a standing as the document keeps it."""
        return cls(**{**asdict(data), "course_id": ObjectId(data.course_id)})

    def to_data(self) -> StandingData:
        """Return the standing as data."""
        return StandingData(**{**_values(self, StandingData), "course_id": str(self.course_id)})


class ValidationCriteria(EmbeddedModel):
    """What a semester asks of a student; the defaults are the school's."""

    min_grade_percent = models.PositiveSmallIntegerField(default=60, validators=PERCENT)
    min_attendance_percent = models.PositiveSmallIntegerField(default=70, validators=PERCENT)
    courses_required = models.PositiveSmallIntegerField(default=1)
    is_auto_validated = models.BooleanField(default=False)

    @classmethod
    def of(cls, data: CriteriaData) -> "ValidationCriteria":
        """Return criteria as the document keeps them."""
        return cls(**asdict(data))

    def to_data(self) -> CriteriaData:
        """Return the criteria as data."""
        return CriteriaData(**_values(self, CriteriaData))


class Milestones(EmbeddedModel):
    """Moments reached for the first time; each is kept once it is set."""

    first_course_started_at = models.DateTimeField(null=True, blank=True)
    first_course_completed_at = models.DateTimeField(null=True, blank=True)
    halfway_completed_at = models.DateTimeField(null=True, blank=True)
    all_courses_completed_at = models.DateTimeField(null=True, blank=True)
    semester_validated_at = models.DateTimeField(null=True, blank=True)
    last_validation_attempt_at = models.DateTimeField(null=True, blank=True)

    @classmethod
    def of(cls, data: MilestonesData) -> "Milestones":
        """Return milestones as the document keeps them."""
        return cls(**asdict(data))

    def to_data(self) -> MilestonesData:
        """Return the milestones as data."""
        return MilestonesData(**_values(self, MilestonesData))


class StoredFigures(EmbeddedModel):
    """What the predecessor had stored where we recompute; for its report and the way back only."""

    overall_progress_percent = models.FloatField(null=True, blank=True)
    attendance_rate_percent = models.FloatField(null=True, blank=True)
    average_grade_percent = models.FloatField(null=True, blank=True)
    events_total = models.PositiveIntegerField(null=True, blank=True)
    events_attended = models.PositiveIntegerField(null=True, blank=True)
    semester = models.PositiveSmallIntegerField(null=True, blank=True)


class SemesterProgress(Aggregate):
    """How one student does in one cohort: figures over its courses, and where validation stands.

    Shape: `courses` embedded, since they are shown and computed together and a cohort has at most
    50 of them; criteria and milestones embedded. Decisions have documents of their own
    (`ValidationDecision`), since they are listed across cohorts and must never be overwritten.

    One document a student and cohort; a student who moves on gets a new one, so that history stays.
    Indexes: cohort and student (unique); ranking of a cohort; at risk; validation status with due
    date; student, newest first.
    """

    cohort_id = ObjectIdField()
    student_id = ObjectIdField()
    student_name = models.CharField(max_length=120, blank=True, default="")
    semester = models.PositiveSmallIntegerField(validators=SEMESTER)
    courses = EmbeddedModelArrayField(CourseStanding, default=list, blank=True, max_size=50)
    # Counted from what planning tells after each marking.
    events_total = models.PositiveIntegerField(default=0)
    events_attended = models.PositiveIntegerField(default=0)
    # Derived from the above by `rules.figures`; kept for ranking and for lists.
    attendance_rate_percent = models.PositiveSmallIntegerField(default=100, validators=PERCENT)
    overall_progress_percent = models.PositiveSmallIntegerField(default=0, validators=PERCENT)
    average_grade_percent = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=PERCENT
    )
    is_at_risk = models.BooleanField(default=False)
    calculated_at = models.DateTimeField(null=True, blank=True)
    calculation_version = models.PositiveIntegerField(default=1)
    # False once the membership ended: the figures stay as they were.
    is_running = models.BooleanField(default=True)
    criteria = EmbeddedModelField(ValidationCriteria, default=ValidationCriteria)
    milestones = EmbeddedModelField(Milestones, default=Milestones)
    validation_status = models.CharField(
        max_length=20,
        choices=choices_of(ValidationStatus),
        default=ValidationStatus.NOT_REQUIRED.value,
    )
    validation_due_at = models.DateTimeField(null=True, blank=True)
    target_semester = models.PositiveSmallIntegerField(null=True, blank=True, validators=SEMESTER)
    notes = models.CharField(max_length=1000, blank=True, default="")
    stored = EmbeddedModelField(StoredFigures, null=True, blank=True)

    class Meta:
        db_table = "semester_progress"
        verbose_name_plural = "semester progress"
        constraints = [
            models.UniqueConstraint(
                fields=["cohort_id", "student_id"], name="semester_progress_one"
            ),
        ]
        indexes = [
            models.Index(
                fields=["cohort_id", "-overall_progress_percent", "-id"],
                name="semester_progress_ranking",
            ),
            models.Index(
                fields=["cohort_id", "is_at_risk", "overall_progress_percent", "id"],
                name="semester_progress_at_risk",
            ),
            models.Index(
                fields=["validation_status", "validation_due_at"], name="semester_progress_due"
            ),
            models.Index(
                fields=["student_id", "-created_at", "-id"], name="semester_progress_student"
            ),
            models.Index(fields=["is_running", "calculated_at"], name="semester_progress_stale"),
        ]

    def __str__(self) -> str:
        """Return who stands where."""
        return f"{self.student_name or self.student_id}: {self.overall_progress_percent} %"

    def take_figures(
        self, figures: FiguresData, *, milestones: MilestonesData, at: datetime
    ) -> bool:
        """Take over derived figures; return whether any of them changed."""
        before = (self.to_figures(), self.milestones.to_data())
        self.attendance_rate_percent = figures.attendance_rate_percent
        self.overall_progress_percent = figures.overall_progress_percent
        self.average_grade_percent = figures.average_grade_percent
        self.is_at_risk = figures.is_at_risk
        self.milestones = Milestones.of(milestones)
        self.calculated_at = at
        self.calculation_version += 1
        return before != (self.to_figures(), milestones)

    def compute_figures(self) -> FiguresData:
        """Return the figures that follow from its courses and marks at this moment."""
        return figures_of(
            courses=[course.to_data() for course in self.courses],
            attended=self.events_attended,
            marked=self.events_total,
        )

    def to_figures(self) -> FiguresData:
        """Return the derived figures as they are kept."""
        return FiguresData(
            attendance_rate_percent=self.attendance_rate_percent,
            overall_progress_percent=self.overall_progress_percent,
            average_grade_percent=self.average_grade_percent,
            courses_completed=sum(
                course.progress_percent >= COMPLETE_PERCENT for course in self.courses
            ),
            is_at_risk=self.is_at_risk,
        )

    def to_data(self) -> SemesterProgressData:
        """Return the record as data."""
        return SemesterProgressData(
            id=str(self.pk),
            cohort_id=str(self.cohort_id),
            student_id=str(self.student_id),
            student_name=self.student_name,
            semester=self.semester,
            courses=tuple(course.to_data() for course in self.courses),
            events_total=self.events_total,
            events_attended=self.events_attended,
            figures=self.to_figures(),
            criteria=self.criteria.to_data(),
            milestones=self.milestones.to_data(),
            validation_status=ValidationStatus(self.validation_status),
            validation_due_at=self.validation_due_at,
            target_semester=self.target_semester,
            is_running=self.is_running,
            calculated_at=self.calculated_at,
        )


def _values(document: EmbeddedModel, shape: type) -> dict[str, Any]:
    return {field.name: getattr(document, field.name) for field in fields(shape)}
