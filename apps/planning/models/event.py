"""The event: what takes place when, where, for whom and with what."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django_mongodb_backend.fields import (
    ArrayField,
    EmbeddedModelArrayField,
    EmbeddedModelField,
    ObjectIdField,
)
from django_mongodb_backend.models import EmbeddedModel

from apps.planning.data import EventStatus, EventType, InvitationStatus, RecurrencePattern
from apps.planning.models.choices import choices_of
from yggdrasil.mongodb.aggregate import Aggregate

DEFAULT_COLOR = "#3b82f6"


class Recurrence(EmbeddedModel):
    """How the series that an event heads comes round. Bound: 365 exceptions."""

    pattern = models.CharField(max_length=10, choices=choices_of(RecurrencePattern))
    interval = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1)])
    until = models.DateTimeField(null=True, blank=True)
    count = models.PositiveSmallIntegerField(null=True, blank=True)
    # ISO weekdays: 1 is Monday, 7 is Sunday.
    weekdays = ArrayField(
        models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(7)]),
        default=list,
        blank=True,
    )
    exceptions = ArrayField(models.DateField(), default=list, blank=True)

    def __str__(self) -> str:
        return f"every {self.interval} {self.pattern}"


class Booking(EmbeddedModel):
    """So many of one resource, taken for the time of the event."""

    resource_id = ObjectIdField()
    resource_name = models.CharField(max_length=100)
    quantity = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1)])

    def __str__(self) -> str:
        return f"{self.quantity} {self.resource_name}"


class Attendee(EmbeddedModel):
    """An invited person and the answer."""

    account_id = ObjectIdField()
    status = models.CharField(
        max_length=10, choices=choices_of(InvitationStatus), default=InvitationStatus.PENDING.value
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.account_id} {self.status}"


class Event(Aggregate):
    """Something that takes place at a time.

    It takes the half-open time from `starts_at` to `ends_at`. An event with a recurrence heads a
    series and is its first occurrence; each further occurrence is an event of its own that names
    the head in `series_id` and the begin the series gave it in `occurs_at`, which stays when the
    occurrence is moved.

    Names of the room, course and teacher are copies for lists; `resource_ids` repeats the ids of
    `bookings`, because only a plain array can be indexed together with a time.

    Indexes: begin with end; the same for each room, teacher, cohort, course, resource, type and
    creator; series with `occurs_at` (unique, so that making occurrences twice makes nothing).
    Bounds: 500 attendees, 20 bookings, 50 cohorts.
    """

    title = models.CharField(max_length=200)
    description = models.TextField(max_length=1000, blank=True)
    type = models.CharField(max_length=10, choices=choices_of(EventType))
    status = models.CharField(
        max_length=10, choices=choices_of(EventStatus), default=EventStatus.SCHEDULED.value
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    location_id = ObjectIdField(null=True, blank=True)
    location_name = models.CharField(max_length=100, blank=True)
    course_id = ObjectIdField(null=True, blank=True)
    course_title = models.CharField(max_length=200, blank=True)
    cohort_ids = ArrayField(ObjectIdField(), default=list, blank=True)
    teacher_id = ObjectIdField(null=True, blank=True)
    teacher_name = models.CharField(max_length=200, blank=True)
    recurrence = EmbeddedModelField(Recurrence, null=True, blank=True)
    series_id = ObjectIdField(null=True, blank=True)
    occurs_at = models.DateTimeField(null=True, blank=True)
    bookings = EmbeddedModelArrayField(Booking, default=list, blank=True)
    resource_ids = ArrayField(ObjectIdField(), default=list, blank=True, editable=False)
    attendees = EmbeddedModelArrayField(Attendee, default=list, blank=True)
    capacity = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1)]
    )
    is_public = models.BooleanField(default=True)
    color = models.CharField(
        max_length=7,
        default=DEFAULT_COLOR,
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", "A colour is # and six digits.")],
    )
    created_by = ObjectIdField()

    class Meta:
        db_table = "planning_events"
        indexes = [
            models.Index(fields=["starts_at", "ends_at"], name="planning_events_time"),
            models.Index(
                fields=["location_id", "starts_at", "ends_at"], name="planning_events_room"
            ),
            models.Index(
                fields=["teacher_id", "starts_at", "ends_at"], name="planning_events_teacher"
            ),
            models.Index(
                fields=["cohort_ids", "starts_at", "ends_at"], name="planning_events_cohort"
            ),
            models.Index(
                fields=["course_id", "starts_at", "ends_at"], name="planning_events_course"
            ),
            models.Index(
                fields=["resource_ids", "starts_at", "ends_at"], name="planning_events_resource"
            ),
            models.Index(fields=["type", "starts_at", "ends_at"], name="planning_events_type"),
            models.Index(fields=["created_by", "starts_at"], name="planning_events_creator"),
            # The unique index below is partial, and MongoDB does not read through a partial one.
            models.Index(fields=["series_id", "occurs_at"], name="planning_events_series"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["series_id", "occurs_at"], name="planning_events_occurrence"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_recurring(self) -> bool:
        """Return whether it heads a series."""
        return self.recurrence is not None

    @property
    def is_cancelled(self) -> bool:
        """Return whether it does not take place."""
        return self.status == EventStatus.CANCELLED
