"""The lease of a home's relay: one holder at a time, and a fence against those who overslept."""

from dataclasses import dataclass, field
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


@dataclass(frozen=True, kw_only=True)
class Sight:
    """What can be seen of a relay from outside; a living one with work to do changes it.

    Attributes:
        fence: of the holder.
        position: last position given.
        sent: last position handed over.
        remaining_seconds: how long the lease still holds; above 0 unless it is over.
        expires_at: when it ends, by the server's clock.
    """

    fence: int
    position: int
    sent: int
    expires_at: datetime
    remaining_seconds: float = field(compare=False)


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
        {"_id": RELAY, **free},
        [{"$set": taken}],
        {"fence": 1},
        return_document=ReturnDocument.AFTER,
    )
    if state is not None:
        return int(state["fence"])
    return acquire(collection, owner=owner, seconds=seconds) if _begin(collection) else None


def look(collection: "Collection[dict[str, Any]]") -> Sight | None:
    """Look at the relay without asking for anything.

    Args:
        collection: `event_relay` of the home.

    Returns:
        What can be seen; None if the home never had a relay.
    """
    shown = dict.fromkeys(("fence", "position", "sent", "expires_at"), 1)
    remaining = {"$subtract": ["$expires_at", NOW]}
    found = next(
        collection.aggregate(
            [{"$match": {"_id": RELAY}}, {"$project": {"_id": 0, **shown, "remaining": remaining}}]
        ),
        None,
    )
    if found is None:
        return None
    return Sight(remaining_seconds=found.pop("remaining") / 1000, **found)


def seize(
    collection: "Collection[dict[str, Any]]", *, owner: str, seconds: float, seen: Sight
) -> int | None:
    """Take the lease from a holder that seems dead; its fence stops it if it is not.

    Args:
        collection: `event_relay` of the home.
        owner: name of the process that asks, unique among all relays.
        seconds: how long it holds without being renewed.
        seen: the holder as it was seen; if anything has moved since, it lives.

    Returns:
        The fence to write with; None if the holder lives, or somebody else was faster.
    """
    unmoved = {
        "fence": seen.fence,
        "position": seen.position,
        "sent": seen.sent,
        "expires_at": seen.expires_at,
    }
    taken = {
        "fence": {"$add": ["$fence", 1]},
        "owner": owner,
        "expires_at": {"$add": [NOW, int(seconds * 1000)]},
    }
    state = collection.find_one_and_update(
        {"_id": RELAY, **unmoved},
        [{"$set": taken}],
        {"fence": 1},
        return_document=ReturnDocument.AFTER,
    )
    return int(state["fence"]) if state is not None else None


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
        "plan": [],
        "sizes": [],
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
