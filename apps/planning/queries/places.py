"""Locations, resources and schedules."""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from apps.accounts.data import is_office
from apps.planning.data import (
    LocationData,
    LocationKind,
    ResourceData,
    ResourceKind,
    ScheduleData,
)
from apps.planning.models import Location, Resource, Schedule
from apps.planning.queries.lookups import load_location, load_resource
from yggdrasil.context import Actor
from yggdrasil.cqrs.query import query
from yggdrasil.ids import to_object_id
from yggdrasil.mongodb.paging import Page, Window, keyset_page

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, kw_only=True)
class LocationFilters:
    """Which locations a list shall hold.

    Attributes:
        building: only in this building.
        kind: only of this kind.
        is_open: only those in which events may be planned, or only closed ones.
        min_capacity: only those that hold at least so many.
    """

    building: str | None = None
    kind: LocationKind | None = None
    is_open: bool | None = None
    min_capacity: int | None = None


@dataclass(frozen=True, kw_only=True)
class ResourceFilters:
    """Which resources a list shall hold.

    Attributes:
        kind: only of this kind.
        location_id: only those that stand here.
        is_open: only those that may be booked, or only closed ones.
    """

    kind: ResourceKind | None = None
    location_id: str | None = None
    is_open: bool | None = None


@query
def list_locations(
    *, filters: LocationFilters, ordering: tuple[str, ...], window: Window
) -> Page[LocationData]:
    """Return a page of the locations.

    Args:
        filters: which locations.
        ordering: by name, or building and name.
        window: which part.

    Returns:
        The page.

    Raises:
        InvalidCursorError: if the cursor is not one of this list.
    """
    rows = _where(Location.objects.all(), building=filters.building, is_open=filters.is_open)
    rows = _where(rows, kind=filters.kind and filters.kind.value)
    rows = _where(rows, capacity__gte=filters.min_capacity)
    return keyset_page(rows, ordering=ordering, window=window, to_data=Location.to_data)


@query
def get_location(*, location_id: str) -> LocationData:
    """Return a location.

    Args:
        location_id: id of the location.

    Returns:
        The location.

    Raises:
        LocationNotFoundError: if there is none.
        InvalidIdError: if the id is none.
    """
    return load_location(location_id).to_data()


@query
def list_resources(
    *, filters: ResourceFilters, ordering: tuple[str, ...], window: Window
) -> Page[ResourceData]:
    """Return a page of the resources.

    Args:
        filters: which resources.
        ordering: by name, or kind and name.
        window: which part.

    Returns:
        The page.

    Raises:
        InvalidIdError: if an id is none.
        InvalidCursorError: if the cursor is not one of this list.
    """
    rows = _where(Resource.objects.all(), is_open=filters.is_open)
    rows = _where(rows, kind=filters.kind and filters.kind.value)
    rows = _where(rows, location_id=filters.location_id and to_object_id(filters.location_id))
    return keyset_page(rows, ordering=ordering, window=window, to_data=Resource.to_data)


@query
def get_resource(*, resource_id: str) -> ResourceData:
    """Return a resource.

    Args:
        resource_id: id of the resource.

    Returns:
        The resource.

    Raises:
        ResourceNotFoundError: if there is none.
        InvalidIdError: if the id is none.
    """
    return load_resource(resource_id).to_data()


@query
def list_schedules(*, viewer: Actor, window: Window) -> Page[ScheduleData]:
    """Return a page of the schedules: one's own, or all for staff.

    Args:
        viewer: who asks.
        window: which part.

    Returns:
        Schedules by owner and name, without their tokens.

    Raises:
        InvalidCursorError: if the cursor is not one of this list.
    """
    rows = Schedule.objects.all()
    if not is_office(viewer):
        rows = rows.filter(owner_id=to_object_id(viewer.id))
    return keyset_page(rows, ordering=("owner_id", "name"), window=window, to_data=Schedule.to_data)


def _where(rows: "QuerySet[M]", **asked: Any) -> "QuerySet[M]":
    return rows.filter(**{name: value for name, value in asked.items() if value is not None})
