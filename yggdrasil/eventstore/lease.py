"""The lease of a home's relay: one holder at a time, and a fence against those who overslept."""

from typing import Any

from pymongo import ReturnDocument
from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError

from yggdrasil.errors import ConflictError

RELAY = "relay"


class LeaseLostError(ConflictError):
    """Another relay took over; what this one was about to write was refused."""


def acquire(collection: "Collection[dict[str, Any]]", *, owner: str, seconds: float) -> int | None:
    """Take or renew the lease, by the server's clock.

    Args:
        collection: `event_relay` of the home.
        owner: name of the process that asks, unique among all relays.
        seconds: how long it holds without being renewed.

    Returns:
        The fence to write with; None while somebody else holds the lease.
    """
    is_free = {"$or": [{"owner": owner}, {"$expr": {"$lte": ["$expires_at", "$$NOW"]}}]}
    taken = {
        "fence": {
            "$cond": [
                {"$eq": ["$owner", owner]},
                "$fence",
                {"$add": [{"$ifNull": ["$fence", 0]}, 1]},
            ]
        },
        "owner": owner,
        "expires_at": {"$add": ["$$NOW", int(seconds * 1000)]},
        "position": {"$ifNull": ["$position", 0]},
        "published": {"$ifNull": ["$published", 0]},
    }
    try:
        state = collection.find_one_and_update(
            {"_id": RELAY, **is_free},
            [{"$set": taken}],
            upsert=True,
            return_document=ReturnDocument.AFTER,
        )
    except DuplicateKeyError:
        # The document is there and its lease is not free.
        return None
    return int(state["fence"])


def release(collection: "Collection[dict[str, Any]]", *, owner: str) -> None:
    """Give the lease up, so that another relay need not wait for its end.

    Args:
        collection: `event_relay` of the home.
        owner: the holder; nobody else's lease is touched.
    """
    collection.update_one(
        {"_id": RELAY, "owner": owner}, [{"$set": {"expires_at": "$$NOW", "owner": ""}}]
    )
