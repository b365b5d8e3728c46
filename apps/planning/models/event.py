"""The event: what takes place when, where, for whom and with what."""

from datetime import datetime
from typing import Self

from bson import ObjectId
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django_mongodb_backend.fields import (
    ArrayField,
    EmbeddedModelArrayField,
    EmbeddedModelField,
    ObjectIdField,
)

from apps.planning.data import DEFAULT_COLOR, EventDraft, EventNames, EventStatus, EventType
from apps.planning.models.choices import choices_of
from apps.planning.models.parts import Attendee, Booking, Recurrence
from yggdrasil.ids import to_object_id
from yggdrasil.mongodb.aggregate import Aggregate

# As a condition of an index: those that have a key at all.
LOWEST_ID = "0" * 24


class Event(Aggregate):
    """Something that takes place at a time.

    It takes the half-open time from `starts_at` to `ends_at`. An event with a recurrence heads a
    series and is its first occurrence; each further occurrence is an event of its own that names
    the head in `series_id` and the begin the series gave it in `occurs_at`, which stays when the
    occurrence is moved.

    Names of the room, course and teacher are copies for lists; `resource_ids` repeats the ids of
    `bookings`, because only a plain array can be indexed together with a time.

    Indexes: begin with id, the order of lists, and end, so that a range is read from the index
    alone; the same for each room, teacher, cohort, course, resource and type; title;
    series with `occurs_at` (unique, so that making occurrences twice makes nothing).
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
    # When it was told that nobody filled the register; told once.
    register_missed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        db_table = "planning_events"
        indexes = [
            *(
                models.Index(
                    fields=[*first, "starts_at", "id", "ends_at"], name=f"planning_events_{name}"
                )
                for name, first in (
                    ("time", ()),
                    ("room", ("location_id",)),
                    ("teacher", ("teacher_id",)),
                    ("cohort", ("cohort_ids",)),
                    ("course", ("course_id",)),
                    ("resource", ("resource_ids",)),
                    ("type", ("type",)),
                )
            ),
            models.Index(fields=["title", "id"], name="planning_events_title"),
            # The unique one below serves a look-up of one occurrence, not of a whole series.
            models.Index(
                fields=["series_id", "occurs_at"],
                name="planning_events_series",
                condition=models.Q(series_id__gte=LOWEST_ID),
            ),
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

    def describe(self, draft: EventDraft, *, names: EventNames, location_name: str) -> None:
        """Take over what a draft says, except its recurrence, bookings and attendees."""
        self.title, self.description = draft.title.strip(), draft.description.strip()
        self.type, self.color, self.is_public = draft.type.value, draft.color, draft.is_public
        self.starts_at, self.ends_at = draft.starts_at, draft.ends_at
        self.location_id, self.location_name = _key(draft.location_id), location_name
        self.course_id, self.course_title = _key(draft.course_id), names.course_title
        self.teacher_id, self.teacher_name = _key(draft.teacher_id), names.teacher_name
        self.cohort_ids = [to_object_id(cohort_id) for cohort_id in draft.cohort_ids]
        self.capacity = draft.capacity

    def book(self, bookings: list[Booking]) -> None:
        """Take resources, instead of those taken before."""
        self.bookings = bookings
        self.resource_ids = [booking.resource_id for booking in bookings]

    def invite(self, account_ids: tuple[str, ...]) -> tuple[str, ...]:
        """Make these the invited people, keep answers given, and return who is new."""
        known = {str(attendee.account_id): attendee for attendee in self.attendees or ()}
        self.attendees = [
            known.get(account_id) or Attendee(account_id=to_object_id(account_id))
            for account_id in account_ids
        ]
        return tuple(account_id for account_id in account_ids if account_id not in known)

    def attendee(self, account_id: str) -> Attendee | None:
        """Return the invitation of a person; None for somebody who was not invited."""
        return next((a for a in self.attendees or () if str(a.account_id) == account_id), None)

    def occurrence(self, *, starts_at: datetime) -> Self:
        """Return a new occurrence of the series that this event heads."""
        copied = {
            field.attname: getattr(self, field.attname)
            for field in self._meta.concrete_fields
            if field.attname not in _NOT_REPEATED
        }
        ends_at = starts_at + (self.ends_at - self.starts_at)
        new = type(self)(
            **copied, series_id=self.pk, occurs_at=starts_at, starts_at=starts_at, ends_at=ends_at
        )
        new.invite(tuple(str(attendee.account_id) for attendee in self.attendees or ()))
        return new

    @property
    def series_begins_at(self) -> datetime:
        """Return the begin from which its series is counted, also when the head was moved."""
        return self.occurs_at or self.starts_at

    @property
    def head_id(self) -> ObjectId | None:
        """Return the id of the head of its series; its own if it is the head."""
        return self.id if self.is_recurring else self.series_id


# An occurrence has these for itself; the rest it takes from its head.
_NOT_REPEATED = {
    *(field.attname for field in Aggregate._meta.concrete_fields),
    *("starts_at", "ends_at", "recurrence", "series_id", "occurs_at"),
    *("attendees", "register_missed_at"),
}


def _key(text: str | None) -> ObjectId | None:
    return to_object_id(text) if text else None
