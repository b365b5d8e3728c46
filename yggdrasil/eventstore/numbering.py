"""How facts get their positions: after their commit, by the one relay that holds the lease.

The relay's document takes the next positions for a list of facts and proves the fence, in one
command; then the facts get them. Whoever takes over gives what its predecessor had planned first.
No transaction: one that a killed relay leaves open would hold its locks for a minute and more.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from pymongo import WriteConcern
from pymongo.client_session import ClientSession
from pymongo.collection import Collection

from yggdrasil.eventstore.documents import UNNUMBERED, Document, to_recorded
from yggdrasil.eventstore.lease import RELAY, LeaseLostError
from yggdrasil.eventstore.store import Recorded
from yggdrasil.eventstore.streams import Stream

Facts = Collection[Document]

# A primary that falls must not forget its plan: its successor would give the same positions again.
KEPT = WriteConcern("majority", j=True)


def number(
    facts: Facts, relay: Facts, *, most: int, fence: int, note: Mapping[str, Any]
) -> tuple[Recorded, ...]:
    """Give the next positions; what was planned before must be finished.

    Args:
        facts: `events` of the home.
        relay: `event_relay` of the home.
        most: about how many facts at once.
        fence: the one the lease was taken with.
        note: what else the relay's document is to hold from now on.

    Returns:
        The facts that got one, in order.

    Raises:
        LeaseLostError: if the lease has a newer fence; no position is given.
    """
    batch = _next_unnumbered(facts, most)
    if not batch:
        return ()
    keys = [document["_id"] for document in batch]
    first = _plan(relay, keys, fence, note)
    _place(facts, keys, first)
    return tuple(
        to_recorded({**document, "position": position})
        for position, document in enumerate(batch, start=first)
    )


def finish(facts: Facts, relay: Facts, *, fence: int) -> None:
    """Give the positions that were planned last, if whoever planned them did not come to it.

    Args:
        facts: `events` of the home.
        relay: `event_relay` of the home.
        fence: the one the lease was taken with.
    """
    state = relay.find_one({"_id": RELAY, "fence": fence}, {"position": 1, "plan": 1})
    if state is not None and state.get("plan"):
        _place(facts, state["plan"], state["position"] - len(state["plan"]) + 1)


def head(facts: Facts, relay: Facts) -> int:
    """Return the last position up to which every fact has its own; 0 if none has.

    Args:
        facts: `events` of the home.
        relay: `event_relay` of the home.
    """
    state = relay.find_one({"_id": RELAY}, {"position": 1, "plan": 1})
    if state is None:
        return 0
    plan = state.get("plan") or []
    is_given = not plan or facts.find_one({"_id": {"$in": plan}, **UNNUMBERED}) is None
    return int(state["position"]) - (0 if is_given else len(plan))


def _plan(relay: Facts, keys: list[Any], fence: int, note: Mapping[str, Any]) -> int:
    """Return the first of the next positions, now taken for these facts."""
    state = relay.with_options(write_concern=KEPT).find_one_and_update(
        {"_id": RELAY, "fence": fence},
        {"$inc": {"position": len(keys)}, "$set": {**note, "plan": keys}},
        {"position": 1},
    )
    if state is None:
        raise LeaseLostError(f"The relay of {relay.database.name} lost its lease.")
    return int(state["position"]) + 1


def _place(facts: Facts, keys: list[Any], first: int) -> None:
    # One command: the server hashes the literal list once, so each fact costs one look-up.
    place = {"$indexOfArray": [{"$literal": keys}, "$_id"]}
    facts.update_many(
        {"_id": {"$in": keys}, **UNNUMBERED},
        [{"$set": {"position": {"$add": [first, place]}}}],
    )


def _next_unnumbered(facts: Facts, most: int) -> list[Document]:
    """Return the oldest facts without a position, each aggregate's in order.

    Ids grow with each machine's own clock: where not everything that waits is taken, an
    aggregate's earlier fact may have the later id. So it is fetched as well.
    """
    # All as of one moment: else a later fact could be seen that came after an earlier was missed.
    with facts.database.client.start_session(snapshot=True) as moment:
        batch = list(facts.find(UNNUMBERED, session=moment).sort("_id").limit(most))
        if len(batch) == most:
            while earlier := _predecessors(facts, batch, moment):
                batch += earlier
    return in_version_order(batch)


def _predecessors(facts: Facts, batch: list[Document], moment: ClientSession) -> list[Document]:
    """Return the waiting facts that come right before one of a batch and are not in it."""
    places = {(*_stream(document), _version(document)) for document in batch}
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
        session=moment,
    )
    return [one for one in found if (*_stream(one), _version(one)) in before]


def in_version_order(batch: Sequence[Document]) -> list[Document]:
    """Return facts by age, with the versions of each aggregate ascending.

    Args:
        batch: documents of facts.

    Returns:
        The same documents; whose turn it is goes by id, which one of the aggregate by version.
    """
    ordered = sorted(batch, key=lambda document: str(document["_id"]))
    following = {stream: iter(documents) for stream, documents in _by_stream(batch).items()}
    return [next(following[_stream(document)]) for document in ordered]


def _by_stream(batch: Sequence[Document]) -> dict[Stream, list[Document]]:
    """Return the facts of each aggregate, by version."""
    streams: defaultdict[Stream, list[Document]] = defaultdict(list)
    for document in batch:
        streams[_stream(document)].append(document)
    for documents in streams.values():
        if len(documents) > 1:
            documents.sort(key=_version)
    return streams


def _stream(document: Document) -> Stream:
    # What a hand wrote may lack anything, and must not keep the facts of others waiting.
    return str(document.get("aggregate_kind")), str(document.get("aggregate_id"))


def _version(document: Document) -> int:
    version = document.get("aggregate_version")
    return version if isinstance(version, int) else 0
