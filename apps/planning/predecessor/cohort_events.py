"""The predecessor's lists of a cohort's events: a mirror of what the events say themselves."""

from bson import ObjectId

from apps.planning.data import EventStatus
from apps.planning.models import Event
from yggdrasil.cutover.mapping import (
    CollectionMapping,
    Document,
    Find,
    Finding,
    Found,
    Known,
    Lookup,
    Parts,
    Sort,
)


def split_promotion(promotion: Document, known: Known) -> Parts:
    """Return nothing to write: events name their cohorts; compare the mirror with them.

    Args:
        promotion: the predecessor's document.
        known: events that name it, under `events`.
    """
    found = known["events"].get(promotion["_id"]) or ()
    named = sorted(key for key in found if isinstance(key, ObjectId))
    listed = promotion.get("eventIds")
    keys = [key for key in listed if isinstance(key, ObjectId)] if isinstance(listed, list) else []
    parts = Parts(foreseen=[(Event, {"_id": key}) for key in named])
    if set(keys) != set(named):
        lacking, strange = len(set(named) - set(keys)), len(set(keys) - set(named))
        words = f"{lacking} lacking, {strange} that do not name it"
        parts.findings.append(
            Finding(Sort.CONFLICT, "event_links_differ", "eventIds", words, len(named))
        )
    return parts


def merge_events(found: Found) -> Document | None:
    """Return the list of a cohort's events.

    Args:
        found: events that name it.
    """
    return {"eventIds": sorted(event["_id"] for event in found.all(Event) if _takes_place(event))}


def _takes_place(event: Document) -> bool:
    return event.get("status") != EventStatus.CANCELLED


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
