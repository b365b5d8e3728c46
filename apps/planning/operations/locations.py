"""Locations: adding, changing, removing."""

from django.db.models import F

from apps.planning import events, rules
from apps.planning.data import LocationKind
from apps.planning.models import Event, Location, Resource
from apps.planning.queries.lookups import load_location
from yggdrasil.context import Actor
from yggdrasil.cqrs.command import command
from yggdrasil.errors import ConflictError
from yggdrasil.ids import to_object_id


class LocationNameTakenError(ConflictError):
    """Another location has this name."""


class LocationInUseError(ConflictError):
    """Events were planned in the location, or resources stand in it: close it instead."""


@command
def add_location(
    *,
    name: str,
    actor: Actor,
    building: str = "",
    kind: LocationKind = LocationKind.CLASSROOM,
    capacity: int | None = None,
    location_id: str | None = None,
) -> str:
    """Add a place in which events can be held.

    Args:
        name: what people call it, 1 to 100 characters, unique.
        actor: who adds it; staff.
        building: where it is, at most 100 characters.
        kind: what it is for.
        capacity: how many it holds, 1 to 10,000; None where nobody counted.
        location_id: an id that must be kept; a new one if left out.

    Returns:
        Id of the location.

    Raises:
        StaffOnlyError: if the actor is not staff.
        InvalidPlaceError: if a text is too long or the capacity impossible.
        LocationNameTakenError: if another location has this name.
    """
    rules.check_is_office(actor)
    location = Location(building=building.strip(), kind=kind.value, capacity=capacity)
    if location_id is not None:
        location.pk = to_object_id(location_id)
    _rename(location, name)
    fact = events.LocationAdded(location_id=str(location.pk), name=location.name)
    events.location_added.send(location, payload=fact)
    location.save(force_insert=True)
    return str(location.pk)


@command
def change_location(
    *,
    location_id: str,
    actor: Actor,
    name: str | None = None,
    building: str | None = None,
    kind: LocationKind | None = None,
    capacity: int | None = None,
    is_open: bool | None = None,
) -> None:
    """Change a location; what is left out stays. Events take over a new name at once.

    Args:
        location_id: id of the location.
        actor: who changes it; staff.
        name: what people call it, unique.
        building: where it is.
        kind: what it is for.
        capacity: how many it holds, 1 to 10,000; 0 where nobody counted.
        is_open: whether events may be planned in it; those planned stay.

    Raises:
        LocationNotFoundError: if there is no such location.
        StaffOnlyError: if the actor is not staff.
        InvalidPlaceError: if a text is too long or the capacity impossible.
        LocationNameTakenError: if another location has this name.
    """
    rules.check_is_office(actor)
    location = load_location(location_id)
    location.building = location.building if building is None else building.strip()
    location.kind = location.kind if kind is None else kind.value
    location.capacity = location.capacity if capacity is None else capacity or None
    location.is_open = location.is_open if is_open is None else is_open
    was_name = location.name
    _rename(location, was_name if name is None else name)
    if location.name != was_name:
        _copy_name(location)
    fact = events.LocationChanged(
        location_id=location_id, name=location.name, is_open=location.is_open
    )
    events.location_changed.send(location, payload=fact)
    location.save()


@command
def remove_location(*, location_id: str, actor: Actor) -> None:
    """Remove a location in which no event was ever planned.

    Args:
        location_id: id of the location.
        actor: who removes it; staff.

    Raises:
        LocationNotFoundError: if there is no such location.
        LocationInUseError: if events were planned in it, or resources stand in it.
        StaffOnlyError: if the actor is not staff.
    """
    rules.check_is_office(actor)
    location = load_location(location_id)
    is_used = Event.objects.filter(location_id=location.pk).exists()
    if is_used or Resource.objects.filter(location_id=location.pk).exists():
        raise LocationInUseError(f"{location.name} is in use: close it instead.")
    fact = events.LocationRemoved(location_id=location_id)
    events.location_removed.send(location, payload=fact)
    location.delete()


def _rename(location: Location, name: str) -> None:
    location.name = name.strip()
    rules.check_place(name=location.name, building=location.building, capacity=location.capacity)
    if Location.objects.filter(name=location.name).exclude(pk=location.pk).exists():
        raise LocationNameTakenError(f"There is another location named {location.name}.")


def _copy_name(location: Location) -> None:
    # The version is raised too, so that nobody writes the old name back from an old copy.
    for model in (Event, Resource):
        model.objects.filter(location_id=location.pk).exclude(location_name=location.name).update(
            location_name=location.name, version=F("version") + 1
        )
