"""The lease of a home's relay: one holder at a time, and a fence against those who overslept."""

from datetime import UTC, datetime
from typing import Any

from pymongo import ReturnDocument
from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError

from yggdrasil.errors import ConflictError

RELAY = "relay"
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
# The server's clock, so that relays on machines with different clocks agree.
NOW: Any = "$$NOW"


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
    # A lease that seems to last longer than any can was written before a clock was set back.
    longest = {"$add": [NOW, int(2 * seconds * 1000)]}
    is_over = {"$or": [{"$lte": ["$expires_at", NOW]}, {"$gt": ["$expires_at", longest]}]}
    free = {"$or": [{"owner": owner}, {"$expr": is_over}]}
    is_mine = {"$eq": ["$owner", owner]}
    taken = {
        "fence": {"$cond": [is_mine, "$fence", {"$add": ["$fence", 1]}]},
        "owner": owner,
        "expires_at": {"$add": [NOW, int(seconds * 1000)]},
    }
    state = collection.find_one_and_update(
        {"_id": RELAY, **free}, [{"$set": taken}], return_document=ReturnDocument.AFTER
    )
    if state is not None:
        return int(state["fence"])
    return acquire(collection, owner=owner, seconds=seconds) if _begin(collection) else None


def _begin(collection: "Collection[dict[str, Any]]") -> bool:
    """Make the document of a home that never had a relay; False where there is one.

    Where it was lost, numbering goes on after the last position of the facts; hearers are offered
    all of them again and take none twice.
    """
    last = collection.database["events"].find_one({}, {"position": 1}, sort=[("position", -1)])
    unheld: dict[str, Any] = {
        "owner": "",
        "fence": 0,
        "expires_at": LONG_AGO,
        "position": last["position"] if last else 0,
        "published": 0,
        "sent": 0,
        "heard": {},
        "tables": {},
        "refused": [],
    }
    try:
        collection.insert_one({"_id": RELAY, **unheld})
    except DuplicateKeyError:
        return False
    return True


def release(collection: "Collection[dict[str, Any]]", *, owner: str) -> None:
    """Give the lease up, so that another relay need not wait for its end.

    Args:
        collection: `event_relay` of the home.
        owner: the holder; nobody else's lease is touched.
    """
    collection.update_one(
        {"_id": RELAY, "owner": owner}, [{"$set": {"expires_at": NOW, "owner": ""}}]
    )
