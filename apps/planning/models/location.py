"""Locations, and the resources that events book."""

from django.core.validators import MinValueValidator
from django.db import models
from django_mongodb_backend.fields import ObjectIdField

from apps.planning.data import LocationData, LocationKind, ResourceData, ResourceKind
from apps.planning.models.choices import choices_of
from yggdrasil.mongodb.aggregate import Aggregate


class Location(Aggregate):
    """A place in which events are held; one event at a time.

    Indexes: name (unique), building with name. Bound: the rooms of a school, some hundreds.
    """

    name = models.CharField(max_length=100, unique=True)
    building = models.CharField(max_length=100, blank=True)
    kind = models.CharField(
        max_length=12, choices=choices_of(LocationKind), default=LocationKind.CLASSROOM.value
    )
    capacity = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1)]
    )
    is_open = models.BooleanField(default=True)

    class Meta:
        db_table = "locations"
        indexes = [
            models.Index(fields=["building", "name"], name="locations_building"),
        ]

    def __str__(self) -> str:
        return self.name

    def to_data(self) -> LocationData:
        """Return the location as others may hold it."""
        return LocationData(
            id=str(self.pk),
            name=self.name,
            building=self.building,
            kind=LocationKind(self.kind),
            capacity=self.capacity,
            is_open=self.is_open,
            version=self.version,
        )


class Resource(Aggregate):
    """A thing, or several alike, that events book for their time.

    Indexes: name (unique), kind with name, location. Bound: some hundreds.
    """

    name = models.CharField(max_length=100, unique=True)
    kind = models.CharField(
        max_length=12, choices=choices_of(ResourceKind), default=ResourceKind.OTHER.value
    )
    location_id = ObjectIdField(null=True, blank=True)
    location_name = models.CharField(max_length=100, blank=True)
    quantity = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1)])
    is_open = models.BooleanField(default=True)

    class Meta:
        db_table = "resources"
        indexes = [
            models.Index(fields=["kind", "name"], name="resources_kind"),
            models.Index(fields=["location_id"], name="resources_location"),
        ]

    def __str__(self) -> str:
        return self.name

    def to_data(self) -> ResourceData:
        """Return the resource as others may hold it."""
        return ResourceData(
            id=str(self.pk),
            name=self.name,
            kind=ResourceKind(self.kind),
            location_id=None if self.location_id is None else str(self.location_id),
            location_name=self.location_name,
            quantity=self.quantity,
            is_open=self.is_open,
            version=self.version,
        )
