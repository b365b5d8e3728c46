"""Progress: how far one student is in one course."""

from dataclasses import fields

from django.db import models
from django_mongodb_backend.fields import ObjectIdField

from apps.enrollments.data import ProgressData, StandingData
from apps.enrollments.models.bounds import PERCENT
from yggdrasil.mongodb.aggregate import Aggregate

# What a standing says, besides which course it is about.
STANDING_FIELDS = tuple(field.name for field in fields(StandingData) if field.name != "course_id")


class Progress(Aggregate):
    """How far one student is in one course, whatever cohorts or enrolments led there.

    Of its own and not embedded in the enrolment: it is written at every step a student takes, and
    would make each of these a conflict with a change of the enrolment.

    One document a student and course. Indexes: student and course (unique), course with progress
    (rankings and who is behind), last activity.
    """

    student_id = ObjectIdField()
    course_id = ObjectIdField()
    progress_percent = models.PositiveSmallIntegerField(default=0, validators=PERCENT)
    chapters_completed = models.PositiveSmallIntegerField(default=0)
    chapters_total = models.PositiveSmallIntegerField(default=0)
    exercises_completed = models.PositiveSmallIntegerField(default=0)
    exercises_total = models.PositiveSmallIntegerField(default=0)
    # Absent until something is graded.
    average_score_percent = models.FloatField(null=True, blank=True, validators=PERCENT)
    started_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True, blank=True)
    last_activity_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "progress"
        verbose_name_plural = "progress"
        constraints = [
            models.UniqueConstraint(fields=["student_id", "course_id"], name="progress_one"),
        ]
        indexes = [
            models.Index(fields=["course_id", "-progress_percent", "-id"], name="progress_course"),
            models.Index(fields=["-last_activity_at", "-id"], name="progress_activity"),
        ]

    def __str__(self) -> str:
        """Return how far it is."""
        return f"{self.progress_percent} %"

    def stand_at(self, standing: StandingData) -> None:
        """Take over a standing."""
        for name in STANDING_FIELDS:
            setattr(self, name, getattr(standing, name))

    def to_standing(self) -> StandingData:
        """Return how far it is."""
        return StandingData(
            course_id=str(self.course_id),
            **{name: getattr(self, name) for name in STANDING_FIELDS},
        )

    def to_data(self) -> ProgressData:
        """Return the progress as data."""
        return ProgressData(
            course_id=str(self.course_id),
            student_id=str(self.student_id),
            version=self.version,
            **{name: getattr(self, name) for name in STANDING_FIELDS},
        )
