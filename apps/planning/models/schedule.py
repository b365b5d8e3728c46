"""Schedules: named timetables with a secret address."""

from django.db import models
from django_mongodb_backend.fields import ArrayField, ObjectIdField

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
            models.Index(fields=["token_digest"], name="schedules_token"),
            models.Index(fields=["owner_id", "name"], name="schedules_owner"),
        ]

    def __str__(self) -> str:
        return self.name
