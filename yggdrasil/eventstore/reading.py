"""Reading facts by position: what is in place from the index, then what is only planned."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pymongo import ASCENDING, CursorType
from pymongo.collection import Collection
from pymongo.read_concern import ReadConcern

from yggdrasil.eventstore import finding
from yggdrasil.eventstore.documents import Document, positions_of
from yggdrasil.eventstore.plans import Plan, planned
from yggdrasil.eventstore.store import Recorded

Documents = Collection[Document]

READ_BATCH = 500

# What a commit is found by and its facts say themselves; the wire and we are spared it.
FOR_SEARCH = {"names": 0, "correlation_ids": 0}
FOR_COUNT = {"position": 1, "name": 1, "facts.name": 1}

FINAL = ReadConcern("majority")


def final(relay: Documents) -> Plan:
    """Return what is planned and nothing can take back any more.

    Args:
        relay: `event_relay` of the home.
    """
    return planned(relay.with_options(read_concern=FINAL))


@dataclass(frozen=True, kw_only=True)
class Window:
    """Some positions of one home.

    Attributes:
        after: last position not wanted.
        until: last position wanted.
        names: only facts of these names; empty for all.
        plan: of the home; its commits may not have their positions in place.
    """

    after: int
    until: int
    names: Sequence[str]
    plan: Plan

    def read(self, stored: Documents, *, limit: int | None) -> Iterator[Recorded]:
        """Read the facts of the window.

        Args:
            stored: `events` of the home.
            limit: most facts; None for no bound.

        Yields:
            Facts by position, none left out.
        """
        commits = self._commits(
            stored,
            FOR_SEARCH,
            sort={"position": ASCENDING},
            # Only the first of them may hold none of what is wanted.
            limit=limit + 1 if limit else 0,
            batch_size=READ_BATCH,
            cursor_type=_way_of_reading(stored, limit),
        )
        facts = finding.within(commits, after=self.after, until=self.until, names=self.names)
        yield from islice(facts, limit)

    def count(self, stored: Documents, *, most: int) -> int:
        """Count the facts of the window.

        Args:
            stored: `events` of the home.
            most: where to stop counting.
        """
        wanted = (
            position
            for commit in self._commits(stored, FOR_COUNT)
            for position, fact in positions_of(commit)
            if self.after < position <= self.until and fact.get("name") in self.names
        )
        return sum(1 for _ in islice(wanted, most))

    def _commits(self, stored: Documents, fields: Document, **how: Any) -> Iterator[Document]:
        """Yield the commits that hold some position of the window, and maybe their neighbours."""
        placed = min(self.until, self.plan.start) if self.plan.keys else self.until
        with stored.find(finding.between(self.after, placed, self.names), fields, **how) as found:
            # What was put in place just now is read as planned.
            yield from (one for one in found if not self.plan.holds(one["position"]))
        yield from self.plan.read(
            stored, after=self.after, until=self.until, names=self.names, fields=fields
        )


def window(
    relay: Documents, *, after: int = 0, until: int | None = None, names: Sequence[str] = ()
) -> Window:
    """Return some positions of a home as it stands now.

    Whoever names the end was told of it, so that it is final; else the end is what nothing can take
    back any more.

    Args:
        relay: `event_relay` of the home.
        after: last position not wanted; 0 for all.
        until: last position wanted; None for all there are.
        names: only facts of these names; empty for all.
    """
    plan = final(relay) if until is None else planned(relay)
    end = plan.position if until is None else until
    return Window(after=after, until=end, names=names, plan=plan)


def _way_of_reading(stored: Documents, limit: int | None) -> int:
    """Let the server send on while we decode, unless only some are wanted or it cannot."""
    is_bounded = limit is not None or stored.database.client.is_mongos
    return CursorType.NON_TAILABLE if is_bounded else CursorType.EXHAUST
