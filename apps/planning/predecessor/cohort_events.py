"""The predecessor's lists of a cohort's events: a mirror of what the events say themselves."""

from typing import Any

from bson import ObjectId

from apps.planning.data import EventStatus
from apps.planning.models import Event
from apps.planning.predecessor.event_columns import EVENT_KEY
from yggdrasil.cutover.mapping.collection import (
    CollectionMapping,
    Find,
    Finding,
    Found,
    Known,
    Lookup,
    Parts,
    Sort,
)
from yggdrasil.cutover.mapping.documents import Document
from yggdrasil.cutover.mapping.keys import in_order, is_fit

_CANCELLED = EventStatus.CANCELLED.value


def split_promotion(promotion: Document, known: Known) -> Parts:
    """Return nothing to write: events name their cohorts; compare the mirror with them.

    Args:
        promotion: the predecessor's document.
        known: events that name it, under `events`.
    """
    named = _named(known["events"].get(promotion["_id"]) or [])
    listed = _by_bytes(promotion.get("eventIds"))
    # The mirror's own keys where it has them: comparing them with themselves takes no time.
    foreseen = [listed.get(it, named[it]) for it in sorted(named)]
    parts = Parts(foreseen=[(Event, {"_id": key}) for key in foreseen])
    if named.keys() != listed.keys():
        lacking, strange = len(named.keys() - listed.keys()), len(listed.keys() - named.keys())
        words = f"{lacking} lacking, {strange} that do not name it"
        parts.findings.append(
            Finding(Sort.CONFLICT, "event_links_differ", "eventIds", words, len(named))
        )
    return parts


def _named(keys: list[Any]) -> dict[bytes, ObjectId]:
    named = _by_bytes(keys)
    if len(named) < len(keys):
        # The way back finds events by the keys that stand in for others.
        others = (it for it in keys if not isinstance(it, ObjectId) and is_fit(it))
        named |= _by_bytes([EVENT_KEY.read(it, "", []) for it in others])
    return named


def _by_bytes(keys: Any) -> dict[bytes, ObjectId]:
    """Return the keys of a list by what they are compared by; thousands of them are."""
    listed = keys if isinstance(keys, list) else []
    return {key.binary: key for key in listed if isinstance(key, ObjectId)}


def merge_events(found: Found) -> Document | None:
    """Return the list of a cohort's events.

    Args:
        found: events that name it.
    """
    return {"eventIds": in_order(it["_id"] for it in found.all(Event) if _takes_place(it))}


def _takes_place(event: Document) -> bool:
    return event.get("status") != _CANCELLED


COHORT_EVENTS = CollectionMapping(
    source="promotions",
    names=("promotions",),
    into=(),
    owns=("eventIds",),
    reads=(),
    split=split_promotion,
    merge=merge_events,
    finds=(Find(Event, path="cohort_ids", fields=("cohort_ids", "status")),),
    looks_up=(
        Lookup(
            name="events",
            collection="events",
            path="promotionIds",
            asks=("_id",),
            is_keys=True,
        ),
    ),
)
