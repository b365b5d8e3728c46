"""Shapes of the planning app's answers."""

from apps.planning.data import (
    AttendanceData,
    ConflictData,
    EventData,
    EventSummary,
    LocationData,
    OccurrenceData,
    ResourceData,
)
from yggdrasil.rest.serializers import DataSerializer


class EventSummarySerializer(DataSerializer[EventSummary]):
    """An event in a list."""


class EventSerializer(DataSerializer[EventData]):
    """An event."""


class OccurrenceSerializer(DataSerializer[OccurrenceData]):
    """A date of a series."""


class AttendanceSerializer(DataSerializer[AttendanceData]):
    """A row of a register."""


class ConflictSerializer(DataSerializer[ConflictData]):
    """Two events that want one thing at one time."""


class LocationSerializer(DataSerializer[LocationData]):
    """A location."""


class ResourceSerializer(DataSerializer[ResourceData]):
    """A resource."""
