"""How facts get their positions: after their commit, by the one relay that holds the lease.

The relay's document plans the next positions for a list of commits and proves the fence, in one
command: with that they are given, and may be handed over. They are put in place later, many by
one command; whoever takes over puts what its predecessor had planned in place first.
No transaction: one that a killed relay leaves open would hold its locks for a minute and more.
"""

import time
from collections.abc import Mapping, Sequence
from typing import Any

from pymongo import WriteConcern
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
from yggdrasil.eventstore.plans import Plan
from yggdrasil.eventstore.scanning import scan
from yggdrasil.eventstore.store import Recorded
from yggdrasil.mongodb.homes import collection_of

Documents = Collection[Document]

# A primary that falls must not forget its plan: its successor would give the same positions again.
KEPT = WriteConcern("majority", j=True)

# When so many are given, or some for so long and nothing waits, positions are put in place even
# while more is told: every further plan has to name them again.
MOST_UNPLACED = 100
PLACE_SECONDS = 0.1


class Numbering:
    """The positions of one home, in the hands of the relay that holds its lease."""

    def __init__(self, alias: str) -> None:
        """Choose the home.

        Args:
            alias: database alias of the home.
        """
        self.alias = alias
        # The fence under which the plan is known; None if it is unknown what was kept of it.
        self._fence: int | None = None
        # What is given and not in place.
        self._plan = Plan()
        self._since = 0.0

    @property
    def commits(self) -> Documents:
        """Return the collection of facts, those told together in one document."""
        return collection_of(self.alias, "events")

    @property
    def relay(self) -> Documents:
        """Return the collection with the relay's one document."""
        return collection_of(self.alias, "event_relay")

    @property
    def position(self) -> int:
        """Return the last position given, as it was known when some were given last."""
        return self._plan.position

    def is_due(self, *, is_calm: bool) -> bool:
        """Return whether positions should be put in place before more are given.

        Args:
            is_calm: whether nothing is known to wait for its position.
        """
        count = len(self._plan.keys)
        is_old = time.monotonic() >= self._since + PLACE_SECONDS
        return count >= MOST_UNPLACED or (count > 0 and is_calm and is_old)

    def give(
        self, *, most: int, fence: int, note: Mapping[str, Any], hints: Hints
    ) -> tuple[Recorded, ...]:
        """Give the next positions to what waits; `place` puts them in place.

        Args:
            most: about how many facts at once.
            fence: the one the lease was taken with.
            note: what else the relay's document is to hold, if any fact gets a position.
            hints: what a change stream has shown.

        Returns:
            The facts that got one, in order; from now on they keep it, whatever happens.

        Raises:
            LeaseLostError: if the lease has a newer fence; no position was given.
        """
        if self._fence != fence:
            # Somebody else numbered meanwhile, or it is unknown how far we came.
            hints.forget()
            self._finish(fence)
        self._fence = None
        batch = self._waiting(hints, most)
        numbered = self._give(batch, fence, note) if batch else ()
        self._fence = fence
        return numbered

    def place(self) -> None:
        """Put the positions that were given in place.

        Whoever took over has put them in the same places, or will: this needs no fence.
        """
        if self._plan.keys:
            _place(self.commits, self._plan.keys, self._plan.ends)
            self._plan = Plan(position=self._plan.position)

    def note(self, changes: Mapping[str, Any], *, fence: int) -> None:
        """Put everything in place, and let the relay's document hold something else as well.

        Args:
            changes: fields of the document.
            fence: the one the lease was taken with.

        Raises:
            LeaseLostError: if another relay has the lease, or more was planned meanwhile.
        """
        self.place()
        mine: dict[str, Any] = {"_id": RELAY, "fence": fence}
        if self._fence == fence:
            # One that reaches the server late must not forget what was planned since.
            mine["position"] = self.position
            changes = {**changes, "plan": [], "sizes": []}
        noted = self.relay.update_one(mine, {"$set": changes})
        if noted.matched_count == 0:
            raise LeaseLostError(f"The relay of {self.alias!r} lost its lease.")

    def _finish(self, fence: int) -> None:
        """Put in place what was planned last, by whomever."""
        kept = self.relay.find_one({"_id": RELAY, "fence": fence})
        if kept is None:
            raise LeaseLostError(f"The relay of {self.alias!r} lost its lease.")
        self._plan = Plan.of(kept)
        self.place()

    def _waiting(self, hints: Hints, most: int) -> list[Document]:
        """Return commits without positions, each after all that its facts follow.

        What the stream has shown, where that is all there is; else what a scan finds.
        """
        batch = hints.take(most)
        if batch is None:
            # It would find again what has a position and not yet in place.
            self.place()
            found = scan(self.commits, most=most, after=hints.begin())
            if found.is_all:
                hints.settle(found.moment)
            batch = found.commits
        return batch

    def _give(
        self, batch: Sequence[Document], fence: int, note: Mapping[str, Any]
    ) -> tuple[Recorded, ...]:
        keys, sizes = [commit["_id"] for commit in batch], [len(facts_of(one)) for one in batch]
        plan = self._plan.with_more(keys, sizes)
        kept = self.relay.with_options(write_concern=KEPT).update_one(
            {"_id": RELAY, "fence": fence, "position": self._plan.position},
            {"$set": {**note, **plan.to_plain()}},
        )
        if kept.matched_count == 0:
            raise LeaseLostError(f"The relay of {self.alias!r} lost its lease.")
        self._since = self._since if self._plan.keys else time.monotonic()
        self._plan = plan
        return tuple(
            to_recorded(commit, fact, position)
            for commit, end in zip(batch, plan.ends[-len(batch) :], strict=True)
            for position, fact in positions_of({**commit, "position": end})
        )


def _place(commits: Documents, keys: Sequence[Any], ends: Sequence[int]) -> None:
    if len(keys) == 1:
        commits.update_one({"_id": keys[0], **UNNUMBERED}, {"$set": {"position": ends[0]}})
        return
    # One command: the server hashes the literal list once, so each commit costs one look-up.
    number = {"$indexOfArray": [{"$literal": keys}, "$_id"]}
    commits.update_many(
        {"_id": {"$in": keys}, **UNNUMBERED},
        [{"$set": {"position": {"$arrayElemAt": [{"$literal": ends}, number]}}}],
    )
