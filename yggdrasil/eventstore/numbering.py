"""How facts get their positions: after their commit, by the one relay that holds the lease.

The relay's document takes the next positions for a list of commits and proves the fence, in one
command; then the commits get them. Whoever takes over gives what its predecessor had planned first.
No transaction: one that a killed relay leaves open would hold its locks for a minute and more.
"""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

from pymongo import ReturnDocument, WriteConcern
from pymongo.collection import Collection

from yggdrasil.eventstore.documents import (
    UNNUMBERED,
    Document,
    facts_of,
    positions_of,
    to_recorded,
)
from yggdrasil.eventstore.hints import Hints
from yggdrasil.eventstore.lease import RELAY, LeaseLostError
from yggdrasil.eventstore.scanning import scan
from yggdrasil.eventstore.store import Recorded

Documents = Collection[Document]

# A primary that falls must not forget its plan: its successor would give the same positions again.
KEPT = WriteConcern("majority", j=True)


def waiting(commits: Documents, hints: Hints, *, most: int) -> list[Document]:
    """Return commits without positions, each after all that its facts follow.

    Args:
        commits: `events` of the home.
        hints: what a change stream has shown.
        most: about how many facts at once.

    Returns:
        What the stream has shown, where that is all there is; else what a scan finds.
    """
    batch = hints.take(most)
    if batch is None:
        hints.begin()
        found = scan(commits, most=most)
        if found.is_all:
            hints.settle(found.moment)
        batch = found.commits
    return batch


def number(
    commits: Documents,
    relay: Documents,
    batch: Sequence[Document],
    *,
    fence: int,
    note: Mapping[str, Any],
) -> tuple[Recorded, ...]:
    """Give the next positions; what was planned before must be finished.

    Args:
        commits: `events` of the home.
        relay: `event_relay` of the home.
        batch: what waits.
        fence: the one the lease was taken with.
        note: what else the relay's document is to hold from now on.

    Returns:
        The facts that got one, in order.

    Raises:
        LeaseLostError: if the lease has a newer fence; no position is given.
    """
    if not batch:
        return ()
    keys, sizes = [commit["_id"] for commit in batch], [len(facts_of(commit)) for commit in batch]
    last = _plan(relay, keys, sizes, fence, note)
    ends = _ends(sizes, last)
    _place(commits, keys, ends)
    return tuple(
        to_recorded(commit, fact, position)
        for commit, end in zip(batch, ends, strict=True)
        for position, fact in positions_of({**commit, "position": end})
    )


def finish(commits: Documents, relay: Documents, *, fence: int) -> None:
    """Give the positions that were planned last, if whoever planned them did not come to it.

    Args:
        commits: `events` of the home.
        relay: `event_relay` of the home.
        fence: the one the lease was taken with.
    """
    wanted = dict.fromkeys(("position", "plan", "sizes"), 1)
    state = relay.find_one({"_id": RELAY, "fence": fence}, wanted)
    if state is not None and state.get("plan"):
        _place(commits, state["plan"], _ends(state["sizes"], state["position"]))


def head(commits: Documents, relay: Documents) -> int:
    """Return the last position up to which every fact has its own; 0 if none has.

    Args:
        commits: `events` of the home.
        relay: `event_relay` of the home.
    """
    state = relay.find_one({"_id": RELAY}, {"position": 1, "plan": 1, "sizes": 1})
    if state is None:
        return 0
    plan = state.get("plan")
    is_given = not plan or commits.find_one({"_id": {"$in": plan}, **UNNUMBERED}) is None
    return int(state["position"]) - (0 if is_given else sum(state["sizes"]))


def _plan(
    relay: Documents, keys: list[Any], sizes: list[int], fence: int, note: Mapping[str, Any]
) -> int:
    """Return the last of the next positions, now taken for the facts of these commits."""
    state = relay.with_options(write_concern=KEPT).find_one_and_update(
        {"_id": RELAY, "fence": fence},
        {"$inc": {"position": sum(sizes)}, "$set": {**note, "plan": keys, "sizes": sizes}},
        {"position": 1},
        return_document=ReturnDocument.AFTER,
    )
    if state is None:
        raise LeaseLostError(f"The relay of {relay.database.name} lost its lease.")
    return int(state["position"])


def _ends(sizes: Sequence[int], last: int) -> list[int]:
    """Return the position of the last fact of each commit, given that of the last of all."""
    return [last - sum(sizes) + end for end in accumulate(sizes)]


def _place(commits: Documents, keys: list[Any], ends: list[int]) -> None:
    if len(keys) == 1:
        commits.update_one({"_id": keys[0], **UNNUMBERED}, {"$set": {"position": ends[0]}})
        return
    # One command: the server hashes the literal list once, so each commit costs one look-up.
    number = {"$indexOfArray": [{"$literal": keys}, "$_id"]}
    commits.update_many(
        {"_id": {"$in": keys}, **UNNUMBERED},
        [{"$set": {"position": {"$arrayElemAt": [{"$literal": ends}, number]}}}],
    )
