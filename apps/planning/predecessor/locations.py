"""Rooms: the predecessor knows them as free text on events only."""

from functools import lru_cache

from bson import ObjectId

from apps.planning.models import Location
from apps.planning.rules.places import MAX_NAME
from yggdrasil.cutover.mapping.collection import CollectionMapping, Known, Lookup, Parts, Unique
from yggdrasil.cutover.mapping.documents import Document
from yggdrasil.cutover.mapping.moments import LONG_AGO
from yggdrasil.cutover.mapping.table import blank_of
from yggdrasil.ids import derived_id


def folded_name(text: str) -> str:
    """Return the spelling under which two texts are the same room.

    Args:
        text: what stands on an event.
    """
    return " ".join(text.split()).casefold()[:MAX_NAME]


@lru_cache(maxsize=4096)
def location_key(text: str) -> ObjectId | None:
    """Return the key of the room that a text names; None for a text of nothing but space.

    Args:
        text: what stands on an event.
    """
    name = folded_name(text)
    return ObjectId(derived_id("predecessor", "location", name)) if name else None


def split_text(room: Document, known: Known) -> Parts:
    """Return the room for a text; nothing for one that another text names already.

    Args:
        room: the text, under `_id`.
        known: when the first event with it was made; whose room it is, if another's.
    """
    text = room["_id"]
    if not folded_name(text) or text in known["room"]:
        return Parts()
    made = known["first"].get(text) or LONG_AGO
    location = blank_of(Location) | {
        "_id": location_key(text),
        "created_at": made,
        "updated_at": made,
        "name": " ".join(text.split())[:MAX_NAME],
    }
    return Parts(documents=[(Location, location)])


LOCATIONS = CollectionMapping(
    source="events",
    names=("events",),
    into=(Location,),
    distinct="location",
    split=split_text,
    looks_up=(
        Lookup(
            name="first",
            collection="events",
            path="location",
            asks=("_id",),
            earliest="createdAt",
        ),
    ),
    uniques=(
        Unique(
            name="room",
            fields=("_id",),
            value=lambda room: folded_name(room["_id"]) or None,
        ),
    ),
)
