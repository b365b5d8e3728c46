"""How facts get their positions: after their commit, by the one relay that holds the lease.

The relay's document gives the next positions and proves the fence in one command; facts and
document change in one transaction, so a position is given once and none is left out.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from pymongo.collection import Collection

from yggdrasil.eventstore.documents import UNNUMBERED, Document, to_envelope
from yggdrasil.eventstore.lease import RELAY, LeaseLostError
from yggdrasil.eventstore.store import Recorded
from yggdrasil.eventstore.streams import Stream
from yggdrasil.mongodb.unit_of_work import current_session

Facts = Collection[Document]


def number(facts: Facts, relay: Facts, *, most: int, fence: int) -> tuple[Recorded, ...]:
    """Give the next positions, within the open unit of work.

    Args:
        facts: `events` of the home.
        relay: `event_relay` of the home.
        most: about how many facts at once.
        fence: the one the lease was taken with.

    Returns:
        The facts that got one, in order.

    Raises:
        LeaseLostError: if the lease has a newer fence; no position is given.
    """
    batch = _next_unnumbered(facts, most)
    if not batch:
        return ()
    first = _claim(relay, len(batch), fence)
    _place(facts, [document["_id"] for document in batch], first)
    return tuple(
        Recorded(position=position, envelope=to_envelope(document))
        for position, document in enumerate(batch, start=first)
    )


def _claim(relay: Facts, count: int, fence: int) -> int:
    """Return the first of the next positions, now taken."""
    state = relay.find_one_and_update(
        {"_id": RELAY, "fence": fence},
        {"$inc": {"position": count}},
        {"position": 1},
        session=current_session(),
    )
    if state is None:
        raise LeaseLostError(f"The relay of {relay.database.name} lost its lease.")
    return int(state["position"]) + 1


def _place(facts: Facts, keys: list[Any], first: int) -> None:
    # One command: the server hashes the literal list once, so each fact costs one look-up.
    place = {"$indexOfArray": [{"$literal": keys}, "$_id"]}
    facts.update_many(
        {"_id": {"$in": keys}},
        [{"$set": {"position": {"$add": [first, place]}}}],
        session=current_session(),
    )


def _next_unnumbered(facts: Facts, most: int) -> list[Document]:
    """Return the oldest facts without a position, each aggregate's in order.

    Ids grow with each machine's own clock: where not everything that waits is taken, an
    aggregate's earlier fact may have the later id. So it is fetched as well.
    """
    session = current_session()
    batch = list(facts.find(UNNUMBERED, session=session).sort("_id").limit(most))
    if len(batch) == most:
        while earlier := _predecessors(facts, batch):
            batch += earlier
    return in_version_order(batch)


def _predecessors(facts: Facts, batch: list[Document]) -> list[Document]:
    """Return the waiting facts that come right before one of a batch and are not in it."""
    places = {(*_stream(document), document["aggregate_version"]) for document in batch}
    before = {(kind, key, version - 1) for kind, key, version in places if version > 1} - places
    if not before:
        return []
    kinds, keys, versions = (list(set(part)) for part in zip(*before, strict=True))
    found = facts.find(
        {
            "aggregate_kind": {"$in": kinds},
            "aggregate_id": {"$in": keys},
            "aggregate_version": {"$in": versions},
            **UNNUMBERED,
        },
        session=current_session(),
    )
    return [one for one in found if (*_stream(one), one["aggregate_version"]) in before]


def in_version_order(batch: Sequence[Document]) -> list[Document]:
    """Return facts by age, with the versions of each aggregate ascending.

    Args:
        batch: documents of facts.

    Returns:
        The same documents; whose turn it is goes by id, which one of the aggregate by version.
    """
    ordered = sorted(batch, key=lambda document: document["_id"])
    following = {stream: iter(documents) for stream, documents in _by_stream(batch).items()}
    return [next(following[_stream(document)]) for document in ordered]


def _by_stream(batch: Sequence[Document]) -> dict[Stream, list[Document]]:
    """Return the facts of each aggregate, by version."""
    streams: defaultdict[Stream, list[Document]] = defaultdict(list)
    for document in batch:
        streams[_stream(document)].append(document)
    for documents in streams.values():
        if len(documents) > 1:
            documents.sort(key=lambda document: document["aggregate_version"])
    return streams


def _stream(document: Document) -> Stream:
    return document["aggregate_kind"], document["aggregate_id"]
