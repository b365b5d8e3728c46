"""The seats of a course: one guarded document."""

from django.core.validators import MinValueValidator
from django.db import models
from django_mongodb_backend.fields import ObjectIdField

from apps.enrollments.data import SeatsData
from yggdrasil.mongodb.aggregate import Aggregate


class Seats(Aggregate):
    """How many seats a course has and how many are taken.

    `taken` is only ever changed by a conditional update that names the bound, in the unit of work
    of the enrolment that takes or frees the seat, so that no number of enrolments at the same time
    can pass the capacity. A count of enrolments before an insert could not promise that.

    One document a course. Indexes: course (unique); fullest first.
    """

    course_id = ObjectIdField(unique=True)
    course_title = models.CharField(max_length=200, blank=True, default="")
    # Absent means no bound.
    capacity = models.PositiveIntegerField(null=True, blank=True, validators=[MinValueValidator(1)])
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "seats"
        verbose_name_plural = "seats"
        indexes = [models.Index(fields=["-taken", "-id"], name="seats_taken")]

    def __str__(self) -> str:
        """Return how full the course is."""
        return f"{self.course_title or self.course_id}: {self.taken} of {self.capacity or 'any'}"

    def to_data(self) -> SeatsData:
        """Return how full the course is, as data."""
        free = None if self.capacity is None else max(self.capacity - self.taken, 0)
        return SeatsData(
            course_id=str(self.course_id), capacity=self.capacity, taken=self.taken, free=free
        )
