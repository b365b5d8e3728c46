"""The grade: what one piece of work, or a whole course, was judged worth."""

from django.core.validators import MinValueValidator
from django.db import models
from django_mongodb_backend.fields import ObjectIdField

from apps.enrollments.data import GradeData, GradeKind
from apps.enrollments.models.bounds import PERCENT
from apps.enrollments.models.choices import choices_of
from apps.enrollments.models.keys import text_of
from yggdrasil.mongodb.aggregate import Aggregate


class Grade(Aggregate):
    """What one submission, or one course as a whole, was judged worth.

    Of its own and not part of the submission: it can be given without one, is released on its
    own, and a student's list of grades is read far more often than the work itself. A changed
    grade keeps its document; the facts told keep every earlier score.

    One document a graded piece of work. Indexes: submission (unique where there is one), the one
    course grade of a student (unique), by student, by course, newest first.
    """

    course_id = ObjectIdField()
    course_title = models.CharField(max_length=200, blank=True, default="")
    student_id = ObjectIdField()
    student_name = models.CharField(max_length=120, blank=True, default="")
    submission_id = ObjectIdField(null=True, blank=True, unique=True)
    kind = models.CharField(max_length=10, choices=choices_of(GradeKind))
    title = models.CharField(max_length=200, blank=True, default="")
    score_percent = models.FloatField(validators=PERCENT)
    weight = models.FloatField(default=1.0, validators=[MinValueValidator(0)])
    feedback = models.TextField(blank=True, default="", max_length=5_000)
    # Absent for a score that a quiz computed by itself.
    graded_by_id = ObjectIdField(null=True, blank=True)
    graded_at = models.DateTimeField()
    # The student sees it from then on.
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "grades"
        constraints = [
            models.UniqueConstraint(
                fields=["student_id", "course_id"],
                condition=models.Q(kind=GradeKind.COURSE.value),
                name="grades_one_course_grade",
            ),
        ]
        indexes = [
            models.Index(fields=["student_id", "-graded_at", "-id"], name="grades_student"),
            models.Index(fields=["course_id", "-graded_at", "-id"], name="grades_course"),
            models.Index(fields=["-graded_at", "-id"], name="grades_graded"),
        ]

    def __str__(self) -> str:
        """Return what got how much."""
        return f"{self.title or self.kind}: {self.score_percent:g} %"

    def to_data(self) -> GradeData:
        """Return the grade as data."""
        return GradeData(
            id=str(self.pk),
            course_id=str(self.course_id),
            course_title=self.course_title,
            student_id=str(self.student_id),
            student_name=self.student_name,
            submission_id=text_of(self.submission_id),
            kind=GradeKind(self.kind),
            title=self.title,
            score_percent=self.score_percent,
            weight=self.weight,
            feedback=self.feedback,
            graded_by_id=text_of(self.graded_by_id),
            graded_at=self.graded_at,
            released_at=self.released_at,
            version=self.version,
        )
