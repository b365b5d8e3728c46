"""Retention: what every hearer has, and nobody needs any more, may go."""

from datetime import datetime

from yggdrasil.eventstore.backends.mongodb import MongoEventStore
from yggdrasil.eventstore.documents import Document, facts_of


def prune(store: MongoEventStore, *, delivered: int, before: datetime, batch: int = 100) -> int:
    """Remove old facts that were delivered, in small steps; safe to stop and to run again.

    Facts that were told together go together, when all of them may.

    Args:
        store: the home's facts.
        delivered: last position that every hearer has applied; nothing above it is touched.
        before: facts that became true at this moment or later stay.
        batch: most commits removed by one command.

    Returns:
        How many were removed.
    """
    removed = seen = 0
    while commits := _next(store, seen, delivered, before, batch):
        store.commits.delete_many({"_id": {"$in": [commit["_id"] for commit in commits]}})
        removed += sum(len(facts_of(commit)) for commit in commits)
        # Neither what stays nor what is gone is looked at again: there may be a million of each.
        seen = commits[-1]["position"]
    return removed


def _next(
    store: MongoEventStore, seen: int, delivered: int, before: datetime, batch: int
) -> list[Document]:
    wanted = {"position": {"$gt": seen, "$lte": delivered}, "occurred_at": {"$lt": before}}
    shown = {"position": 1, "facts.id": 1}
    return list(store.commits.find(wanted, shown).sort("position").limit(batch))
