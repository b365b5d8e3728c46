"""Single documents by id, or an error that says which one there is not."""

from typing import TypeVar

from bson import ObjectId
from django.db.models import Model

from apps.planning.models import Event, Location, Resource, Schedule
from yggdrasil.errors import NotFoundError
from yggdrasil.ids import to_object_id

D = TypeVar("D", bound=Model)


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
    return _load(Event, event_id, missing=EventNotFoundError)


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
    return _load(Location, location_id, missing=LocationNotFoundError)


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
    return _load(Resource, resource_id, missing=ResourceNotFoundError)


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
    return _load(Schedule, schedule_id, missing=ScheduleNotFoundError)


def _load(model: type[D], document_id: str, *, missing: type[NotFoundError]) -> D:
    document = model._default_manager.filter(pk=to_object_id(document_id)).first()
    if document is None:
        raise missing(f"There is no {model._meta.verbose_name} {document_id}.")
    return document
