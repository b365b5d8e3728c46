"""The parts of an event, embedded in it."""

from datetime import date, datetime
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django_mongodb_backend.fields import ArrayField, ObjectIdField
from django_mongodb_backend.models import EmbeddedModel

from apps.planning.data import (
    AttendeeData,
    BookingData,
    InvitationStatus,
    RecurrenceData,
    RecurrencePattern,
)
from apps.planning.models.choices import choices_of
from yggdrasil.ids import to_object_id


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

    @classmethod
    def of(cls, data: RecurrenceData) -> Self:
        """Return the document's part for a recurrence."""
        return cls(
            pattern=data.pattern.value,
            interval=data.interval,
            until=data.until,
            count=data.count,
            weekdays=list(data.weekdays),
            exceptions=list(data.exceptions),
        )

    def to_data(self) -> RecurrenceData:
        """Return the recurrence as others may hold it."""
        return RecurrenceData(
            pattern=RecurrencePattern(self.pattern),
            interval=self.interval,
            until=self.until,
            count=self.count,
            weekdays=tuple(self.weekdays or ()),
            exceptions=tuple(_as_day(day) for day in self.exceptions or ()),
        )


class Booking(EmbeddedModel):
    """So many of one resource, taken for the time of the event."""

    resource_id = ObjectIdField()
    quantity = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1)])

    def __str__(self) -> str:
        return f"{self.quantity} of {self.resource_id}"

    @classmethod
    def of(cls, data: BookingData) -> Self:
        """Return the document's part for a booking."""
        return cls(resource_id=to_object_id(data.resource_id), quantity=data.quantity)

    def to_data(self) -> BookingData:
        """Return the booking as others may hold it."""
        return BookingData(resource_id=str(self.resource_id), quantity=self.quantity)


class Attendee(EmbeddedModel):
    """An invited person and the answer."""

    account_id = ObjectIdField()
    status = models.CharField(
        max_length=10, choices=choices_of(InvitationStatus), default=InvitationStatus.PENDING.value
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.account_id} {self.status}"

    def answer(self, status: InvitationStatus, *, at: datetime) -> None:
        """Take the invited person's answer."""
        self.status = status.value
        self.answered_at = at

    def to_data(self) -> AttendeeData:
        """Return the invitation as others may hold it."""
        return AttendeeData(
            account_id=str(self.account_id),
            status=InvitationStatus(self.status),
            answered_at=self.answered_at,
        )


def _as_day(value: date) -> date:
    # MongoDB has no days, only moments; within an array the backend hands the moment out.
    return value.date() if isinstance(value, datetime) else value
