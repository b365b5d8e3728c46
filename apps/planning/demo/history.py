"""What was made once, even if somebody has removed it since: that stays removed."""

from apps.planning.models import Event, Location, Resource
from yggdrasil.eventstore.backends.mongodb import MongoEventStore
from yggdrasil.ids import to_object_id
from yggdrasil.mongodb.homes import alias_of


def missing(kind: type[Event | Location | Resource], ids: list[str]) -> list[str]:
    """Return the ids of documents that were never made.

    Args:
        kind: their model.
        ids: of the documents wanted.

    Returns:
        Those that are not there and of which no fact was ever told, in the same order.
    """
    keys = [to_object_id(text) for text in ids]
    there = set(map(str, kind._default_manager.filter(pk__in=keys).values_list("pk", flat=True)))
    return [text for text in ids if text not in there and not _was_told_of(kind, text)]


def _was_told_of(kind: type[Event | Location | Resource], text: str) -> bool:
    store = MongoEventStore(alias_of("planning"))
    name = kind._meta.label_lower
    return any(store.read_stream(kind=name, aggregate_id=text, until=1))
