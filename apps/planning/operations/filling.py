"""A draft becomes a document: rooms and resources are looked up, names copied."""

from apps.planning import rules
from apps.planning.data import EventDraft, EventNames
from apps.planning.models import Booking, Event, Location, Resource
from apps.planning.queries.lookups import ResourceNotFoundError, load_location
from yggdrasil.errors import ConflictError
from yggdrasil.ids import to_object_id
from yggdrasil.mongodb.hold import hold


class LocationIsClosedError(ConflictError):
    """No events are planned in a closed location."""


class ResourceIsClosedError(ConflictError):
    """A closed resource cannot be booked."""


def fill(event: Event, draft: EventDraft, *, names: EventNames) -> tuple[str, ...]:
    """Make an event say what a draft says, except how it comes round.

    Args:
        event: new, or about to be changed.
        draft: what is wanted, already checked by itself.
        names: of its course and teacher.

    Returns:
        Accounts that were not invited before.

    Raises:
        LocationNotFoundError: if there is no such location.
        LocationIsClosedError: if the event was elsewhere and the location is closed.
        ResourceNotFoundError: if there is no such resource.
        ResourceIsClosedError: if a resource was not booked before and is closed.
        InvalidEventError: if the room is too small, or more of a resource is booked than there are
            and were booked before.
    """
    location_name = _enter_location(event, draft)
    bookings = _bookings(event, draft)
    event.describe(draft, names=names, location_name=location_name)
    event.book(bookings)
    return event.invite(draft.attendee_ids)


def _enter_location(event: Event, draft: EventDraft) -> str:
    if draft.location_id is None:
        return ""
    location = load_location(draft.location_id)
    if event.location_id != location.pk:
        _check_can_enter(location)
        # Whoever removes, closes or renames it meanwhile is to see the event.
        hold(location)
    rules.check_room_is_large_enough(capacity=draft.capacity, room_capacity=location.capacity)
    return location.name


def _check_can_enter(location: Location) -> None:
    if not location.is_open:
        raise LocationIsClosedError(f"{location.name} is closed: choose another location.")


def _bookings(event: Event, draft: EventDraft) -> list[Booking]:
    keys = [to_object_id(booking.resource_id) for booking in draft.bookings]
    if not keys:
        return []
    known = {str(resource.pk): resource for resource in Resource.objects.filter(pk__in=keys)}
    had = {str(booking.resource_id): booking.quantity for booking in event.bookings or ()}
    for booking in draft.bookings:
        resource = known.get(booking.resource_id)
        if resource is None:
            raise ResourceNotFoundError(f"There is no resource {booking.resource_id}.")
        _check_can_book(resource, booking.quantity, had=had.get(booking.resource_id, 0))
        if booking.resource_id not in had:
            hold(resource)
    return [Booking.of(booking) for booking in draft.bookings]


def _check_can_book(resource: Resource, quantity: int, *, had: int) -> None:
    if not resource.is_open and not had:
        raise ResourceIsClosedError(f"{resource.name} is closed: choose another resource.")
    if quantity > max(resource.quantity, had):
        raise rules.too_many_booked(resource.name, there_are=resource.quantity)
