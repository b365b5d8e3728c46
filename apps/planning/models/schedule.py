"""Schedules: named timetables with a secret address."""

from django.db import models
from django_mongodb_backend.fields import ArrayField, ObjectIdField

from apps.planning.data import ScheduleData
from yggdrasil.mongodb.aggregate import Aggregate


class Schedule(Aggregate):
    """A named choice of events that a calendar program can subscribe to.

    Whoever has the token can read it, so only the token's SHA-256 digest is kept: the token is
    shown once, and a new one can be made at any time.

    Indexes: digest (unique), owner with name. Bounds: 20 a person, 50 cohorts each.
    """

    name = models.CharField(max_length=100)
    owner_id = ObjectIdField()
    cohort_ids = ArrayField(ObjectIdField(), default=list, blank=True)
    course_id = ObjectIdField(null=True, blank=True)
    teacher_id = ObjectIdField(null=True, blank=True)
    location_id = ObjectIdField(null=True, blank=True)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    is_open = models.BooleanField(default=True)

    class Meta:
        db_table = "schedules"
        indexes = [
            models.Index(fields=["owner_id", "name"], name="schedules_owner"),
        ]

    def __str__(self) -> str:
        return self.name

    def to_data(self) -> ScheduleData:
        """Return the schedule as its owner may hold it; never its token."""
        return ScheduleData(
            id=str(self.pk),
            name=self.name,
            owner_id=str(self.owner_id),
            cohort_ids=tuple(map(str, self.cohort_ids or ())),
            course_id=None if self.course_id is None else str(self.course_id),
            teacher_id=None if self.teacher_id is None else str(self.teacher_id),
            location_id=None if self.location_id is None else str(self.location_id),
            is_open=self.is_open,
            version=self.version,
        )
