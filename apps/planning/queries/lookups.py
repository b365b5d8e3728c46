"""Single documents by id, or an error that says which one there is not."""

from bson import ObjectId

from apps.planning.models import Event, Location, Resource, Schedule
from yggdrasil.errors import NotFoundError
from yggdrasil.ids import to_object_id


class EventNotFoundError(NotFoundError):
    """There is no such event, or none that this actor sees."""


class LocationNotFoundError(NotFoundError):
    """There is no such location."""


class ResourceNotFoundError(NotFoundError):
    """There is no such resource."""


class ScheduleNotFoundError(NotFoundError):
    """There is no such schedule, or it is somebody else's."""


def load_event(event_id: str) -> Event:
    """Return the document of an event.

    Args:
        event_id: id of the event.

    Returns:
        The document.

    Raises:
        EventNotFoundError: if there is none.
        InvalidIdError: if the id is none.
    """
    event = Event.objects.filter(pk=to_object_id(event_id)).first()
    if event is None:
        raise EventNotFoundError(f"There is no event {event_id}.")
    return event


def load_location(location_id: str) -> Location:
    """Return the document of a location.

    Args:
        location_id: id of the location.

    Returns:
        The document.

    Raises:
        LocationNotFoundError: if there is none.
        InvalidIdError: if the id is none.
    """
    location = Location.objects.filter(pk=to_object_id(location_id)).first()
    if location is None:
        raise LocationNotFoundError(f"There is no location {location_id}.")
    return location


def find_location_key(text: str) -> ObjectId:
    """Return the key of the location of an id or a name.

    Args:
        text: 24 hexadecimal digits, or the name as people write it.

    Returns:
        The key; for an unknown name one that no location has.
    """
    if ObjectId.is_valid(text):
        return ObjectId(text)
    key = Location.objects.filter(name=text).values_list("pk", flat=True).first()
    return key or ObjectId("0" * 24)


def load_resource(resource_id: str) -> Resource:
    """Return the document of a resource.

    Args:
        resource_id: id of the resource.

    Returns:
        The document.

    Raises:
        ResourceNotFoundError: if there is none.
        InvalidIdError: if the id is none.
    """
    resource = Resource.objects.filter(pk=to_object_id(resource_id)).first()
    if resource is None:
        raise ResourceNotFoundError(f"There is no resource {resource_id}.")
    return resource


def load_schedule(schedule_id: str) -> Schedule:
    """Return the document of a schedule.

    Args:
        schedule_id: id of the schedule.

    Returns:
        The document.

    Raises:
        ScheduleNotFoundError: if there is none.
        InvalidIdError: if the id is none.
    """
    schedule = Schedule.objects.filter(pk=to_object_id(schedule_id)).first()
    if schedule is None:
        raise ScheduleNotFoundError(f"There is no schedule {schedule_id}.")
    return schedule
