"""The submission: one attempt at one exercise or quiz."""

from typing import Any

from django.db import models
from django_mongodb_backend.fields import EmbeddedModelArrayField, ObjectIdField
from django_mongodb_backend.models import EmbeddedModel

from apps.enrollments.data import (
    SubmissionData,
    SubmissionKind,
    SubmissionStatus,
    SubmissionSummary,
    SubmittedAnswerData,
)
from apps.enrollments.models.choices import choices_of
from yggdrasil.mongodb.aggregate import Aggregate


class Answer(EmbeddedModel):
    """What a student answered to one question of a quiz."""

    question_id = models.CharField(max_length=64)
    # Words as typed, or the choices made, one a line.
    text = models.TextField(blank=True, default="")


class Submission(Aggregate):
    """One attempt of one student at one exercise; a further attempt is a further document.

    Shape: answers embedded, at most 200, since an attempt is read and graded as a whole.
    Grows by the attempts of all students; retention is the school's decision.

    Indexes: student, exercise and attempt (unique); by student; by course with status, which is the
    teacher's list of what waits; by status.
    """

    course_id = ObjectIdField()
    exercise_id = ObjectIdField()
    exercise_title = models.CharField(max_length=200, blank=True, default="")
    student_id = ObjectIdField()
    student_name = models.CharField(max_length=120, blank=True, default="")
    kind = models.CharField(max_length=10, choices=choices_of(SubmissionKind))
    attempt = models.PositiveSmallIntegerField(default=1)
    content = models.TextField(blank=True, default="", max_length=50_000)
    answers = EmbeddedModelArrayField(Answer, default=list, blank=True, max_size=200)
    submitted_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    is_late = models.BooleanField(default=False)
    status = models.CharField(
        max_length=10,
        choices=choices_of(SubmissionStatus),
        default=SubmissionStatus.SUBMITTED.value,
    )

    class Meta:
        db_table = "submissions"
        constraints = [
            models.UniqueConstraint(
                fields=["student_id", "exercise_id", "attempt"], name="submissions_attempt"
            ),
        ]
        indexes = [
            models.Index(fields=["student_id", "-submitted_at", "-id"], name="submissions_student"),
            models.Index(
                fields=["course_id", "status", "-submitted_at", "-id"], name="submissions_course"
            ),
            models.Index(
                fields=["course_id", "-submitted_at", "-id"], name="submissions_of_course"
            ),
            models.Index(fields=["status", "-submitted_at", "-id"], name="submissions_status"),
            models.Index(fields=["-submitted_at", "-id"], name="submissions_submitted"),
        ]

    def __str__(self) -> str:
        """Return which attempt at what."""
        return f"{self.exercise_title or self.exercise_id}, attempt {self.attempt}"

    def to_summary(self) -> SubmissionSummary:
        """Return the submission as lists show it."""
        return SubmissionSummary(**self._summary())

    def to_data(self) -> SubmissionData:
        """Return the submission with what was handed in."""
        return SubmissionData(
            **self._summary(),
            content=self.content,
            answers=tuple(
                SubmittedAnswerData(question_id=answer.question_id, text=answer.text)
                for answer in self.answers
            ),
        )

    def _summary(self) -> dict[str, Any]:
        return {
            "id": str(self.pk),
            "course_id": str(self.course_id),
            "exercise_id": str(self.exercise_id),
            "exercise_title": self.exercise_title,
            "student_id": str(self.student_id),
            "student_name": self.student_name,
            "kind": SubmissionKind(self.kind),
            "attempt": self.attempt,
            "submitted_at": self.submitted_at,
            "due_at": self.due_at,
            "is_late": self.is_late,
            "status": SubmissionStatus(self.status),
        }
