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
    told_of = MongoEventStore(alias_of("planning")).known(kind._meta.label_lower, ids)
    return [text for text in ids if text not in there | told_of]
