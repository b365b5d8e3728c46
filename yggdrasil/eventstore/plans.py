"""Which positions are given: those that the relay's document plans, and all before them.

A plan is kept before anybody learns of it; the commits get their positions in place a little later.
Until then whoever reads by position finds these commits by the keys in the plan.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Self

from pymongo.collection import Collection

from yggdrasil.eventstore.documents import Document
from yggdrasil.eventstore.lease import RELAY

Documents = Collection[Document]

# Keys asked for at once.
CHUNK = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """The last positions given, to commits that may not have them in place.

    Attributes:
        position: the last one; 0 if none was given.
        keys: of the commits, in order; every other commit up to the position has its own in place.
        sizes: how many facts each of them tells.
    """

    position: int = 0
    keys: Sequence[Any] = ()
    sizes: Sequence[int] = ()

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        """Return what a home keeps.

        Args:
            kept: the relay's document.
        """
        return cls(
            position=int(kept["position"]),
            keys=kept.get("plan") or (),
            sizes=kept.get("sizes") or (),
        )

    @property
    def start(self) -> int:
        """Return the position up to which every commit has its own in place."""
        return self.position - sum(self.sizes)

    @property
    def ends(self) -> list[int]:
        """Return the position of the last fact of each commit."""
        return [self.start + end for end in accumulate(self.sizes)]

    def holds(self, position: int) -> bool:
        """Return whether a position is one of those that are planned.

        Args:
            position: any that is given.
        """
        return bool(self.keys) and self.start < position <= self.position

    def with_more(self, keys: Sequence[Any], sizes: Sequence[int]) -> "Plan":
        """Return a plan that gives the next positions as well.

        Args:
            keys: of further commits, in order.
            sizes: how many facts each of them tells.
        """
        return Plan(
            position=self.position + sum(sizes),
            keys=[*self.keys, *keys],
            sizes=[*self.sizes, *sizes],
        )

    def to_plain(self) -> dict[str, Any]:
        """Return what a home keeps of it."""
        return {"position": self.position, "plan": list(self.keys), "sizes": list(self.sizes)}

    def read(
        self, commits: Documents, *, after: int, until: int, names: Sequence[str], fields: Document
    ) -> Iterator[Document]:
        """Read what is planned, each commit as if its position were in place.

        Args:
            commits: `events` of the home.
            after: last position not wanted.
            until: last position wanted.
            names: only commits with facts of these names; empty for all.
            fields: what to leave out, as a projection.

        Yields:
            Commits in order, at least those that hold some position of the window.
        """
        placed = zip(self.keys, self.sizes, self.ends, strict=True)
        wanted = [(key, end) for key, size, end in placed if after < end and end - size < until]
        of_names = {"names": {"$in": list(names)}} if names else {}
        for first in range(0, len(wanted), CHUNK):
            chunk = dict(wanted[first : first + CHUNK])
            found = commits.find({"_id": {"$in": list(chunk)}, **of_names}, fields)
            by_key = {commit["_id"]: commit for commit in found}
            yield from (
                {**by_key[key], "position": end} for key, end in chunk.items() if key in by_key
            )


def planned(relay: Documents) -> Plan:
    """Return what a home has planned.

    Args:
        relay: `event_relay` of the home; with read concern `majority` the answer is final, else
            positions in it that nobody has been told of yet may still be given to others.
    """
    kept = relay.find_one({"_id": RELAY}, dict.fromkeys(("position", "plan", "sizes"), 1))
    return Plan() if kept is None else Plan.of(kept)
