"""Resources: adding, changing, removing."""

from apps.planning import events, rules
from apps.planning.data import ResourceKind
from apps.planning.models import Event, Resource
from apps.planning.queries.lookups import load_location, load_resource
from yggdrasil.context import Actor
from yggdrasil.cqrs.command import command
from yggdrasil.errors import ConflictError
from yggdrasil.ids import to_object_id
from yggdrasil.mongodb.hold import hold


class ResourceNameTakenError(ConflictError):
    """Another resource has this name."""


class ResourceInUseError(ConflictError):
    """Events have booked the resource: close it instead."""


@command
def add_resource(
    *,
    name: str,
    actor: Actor,
    kind: ResourceKind = ResourceKind.OTHER,
    location_id: str | None = None,
    quantity: int = 1,
    resource_id: str | None = None,
) -> str:
    """Add a thing that events can book.

    Args:
        name: what people call it, 1 to 100 characters, unique.
        actor: who adds it; staff.
        kind: what it is.
        location_id: where it stands; None for something that is carried about.
        quantity: how many alike there are, 1 to 10,000.
        resource_id: an id that must be kept; a new one if left out.

    Returns:
        Id of the resource.

    Raises:
        StaffOnlyError: if the actor is not staff.
        InvalidPlaceError: if the name is too long or the quantity impossible.
        LocationNotFoundError: if there is no such location.
        ResourceNameTakenError: if another resource has this name.
    """
    rules.check_is_office(actor)
    resource = Resource(kind=kind.value, quantity=quantity)
    if resource_id is not None:
        resource.pk = to_object_id(resource_id)
    _place(resource, location_id)
    _rename(resource, name)
    fact = events.ResourceAdded(resource_id=str(resource.pk), name=resource.name, quantity=quantity)
    events.resource_added.send(resource, payload=fact)
    resource.save(force_insert=True)
    return str(resource.pk)


@command
def change_resource(
    *,
    resource_id: str,
    actor: Actor,
    name: str | None = None,
    kind: ResourceKind | None = None,
    location_id: str | None = None,
    quantity: int | None = None,
    is_open: bool | None = None,
) -> None:
    """Change a resource; what is left out stays. Bookings made stay, also if there are fewer now.

    Args:
        resource_id: id of the resource.
        actor: who changes it; staff.
        name: what people call it, unique.
        kind: what it is.
        location_id: where it stands; empty for something that is carried about.
        quantity: how many alike there are, 1 to 10,000.
        is_open: whether events may book it; those that have stay.

    Raises:
        ResourceNotFoundError: if there is no such resource.
        StaffOnlyError: if the actor is not staff.
        InvalidPlaceError: if the name is too long or the quantity impossible.
        LocationNotFoundError: if there is no such location.
        ResourceNameTakenError: if another resource has this name.
    """
    rules.check_is_office(actor)
    resource = load_resource(resource_id)
    resource.kind = resource.kind if kind is None else kind.value
    resource.quantity = resource.quantity if quantity is None else quantity
    resource.is_open = resource.is_open if is_open is None else is_open
    if location_id is not None:
        _place(resource, location_id or None)
    _rename(resource, resource.name if name is None else name)
    fact = events.ResourceChanged(
        resource_id=resource_id,
        name=resource.name,
        quantity=resource.quantity,
        is_open=resource.is_open,
    )
    events.resource_changed.send(resource, payload=fact)
    resource.save()


@command
def remove_resource(*, resource_id: str, actor: Actor) -> None:
    """Remove a resource that no event has booked.

    Args:
        resource_id: id of the resource.
        actor: who removes it; staff.

    Raises:
        ResourceNotFoundError: if there is no such resource.
        ResourceInUseError: if an event has booked it.
        StaffOnlyError: if the actor is not staff.
    """
    rules.check_is_office(actor)
    resource = load_resource(resource_id)
    if Event.objects.filter(resource_ids__contains=[resource.pk]).exists():
        raise ResourceInUseError(f"{resource.name} is booked: close it instead.")
    fact = events.ResourceRemoved(resource_id=resource_id)
    events.resource_removed.send(resource, payload=fact)
    resource.delete()


def _place(resource: Resource, location_id: str | None) -> None:
    location = load_location(location_id) if location_id else None
    if location is not None:
        # Whoever removes or renames it meanwhile is to see the resource.
        hold(location)
    resource.location_id = location and location.pk
    resource.location_name = location.name if location else ""


def _rename(resource: Resource, name: str) -> None:
    resource.name = name.strip()
    rules.check_resource(name=resource.name, quantity=resource.quantity)
    if Resource.objects.filter(name=resource.name).exclude(pk=resource.pk).exists():
        raise ResourceNameTakenError(f"There is another resource named {resource.name}.")
