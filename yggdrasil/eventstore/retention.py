"""Retention: what every hearer has, and nobody needs any more, may go."""

from datetime import datetime

from yggdrasil.eventstore.backends.mongodb import MongoEventStore


def prune(store: MongoEventStore, *, delivered: int, before: datetime, batch: int = 1_000) -> int:
    """Remove old facts that were delivered, in small steps; safe to stop and to run again.

    Args:
        store: the home's facts.
        delivered: last position that every hearer has applied; nothing above it is touched.
        before: facts that became true at this moment or later stay.
        batch: most facts removed by one command.

    Returns:
        How many were removed.
    """
    removed = 0
    wanted = {"position": {"$gt": 0, "$lte": delivered}, "occurred_at": {"$lt": before}}
    while True:
        keys = [fact["_id"] for fact in store.facts.find(wanted, {"_id": 1}).limit(batch)]
        if not keys:
            return removed
        removed += store.facts.delete_many({"_id": {"$in": keys}}).deleted_count
