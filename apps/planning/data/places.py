"""Locations, resources and schedules."""

from dataclasses import dataclass

from apps.planning.data.words import LocationKind, ResourceKind


@dataclass(frozen=True, kw_only=True)
class LocationData:
    """A place in which events are held."""

    id: str
    name: str
    building: str
    kind: LocationKind
    capacity: int | None
    is_open: bool
    version: int


@dataclass(frozen=True, kw_only=True)
class ResourceData:
    """A thing that events book."""

    id: str
    name: str
    kind: ResourceKind
    location_id: str | None
    location_name: str
    quantity: int
    is_open: bool
    version: int


@dataclass(frozen=True, kw_only=True)
class ScheduleData:
    """A named timetable that a calendar program can subscribe to."""

    id: str
    name: str
    owner_id: str
    cohort_ids: tuple[str, ...]
    course_id: str | None
    teacher_id: str | None
    location_id: str | None
    is_open: bool
    version: int
