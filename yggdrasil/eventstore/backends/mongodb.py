"""The event store of one home, in its database, in the transactions of its changes."""

from collections.abc import Collection as Some, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from pymongo import DESCENDING
from pymongo.collection import Collection

from yggdrasil.events.envelope import Envelope
from yggdrasil.eventstore import appending, finding, reading
from yggdrasil.eventstore.coding import to_commits
from yggdrasil.eventstore.documents import (
    UNNUMBERED,
    Document,
    facts_of,
)
from yggdrasil.eventstore.hints import Hints
from yggdrasil.eventstore.numbering import Numbering
from yggdrasil.eventstore.store import Appended, Recorded
from yggdrasil.eventstore.streams import expected_versions
from yggdrasil.mongodb.homes import collection_of
from yggdrasil.mongodb.unit_of_work import current_session


class MongoEventStore:
    """Commits in `events` of one home; positions in order of numbering, from `event_relay`.

    Attributes:
        alias: database alias of the home.
        numbering: how its relay gives positions.
    """

    def __init__(self, alias: str) -> None:
        self.alias = alias
        self.numbering = Numbering(alias)

    @property
    def commits(self) -> "Collection[Document]":
        """Return the collection of facts, those told together in one document."""
        return collection_of(self.alias, "events")

    @property
    def relay(self) -> "Collection[Document]":
        """Return the collection with the relay's one document."""
        return collection_of(self.alias, "event_relay")

    def append(self, facts: Sequence[Envelope]) -> Appended:
        """Keep facts, all or none; see the promise. Joins the unit of work that is open."""
        return appending.append(self.commits, self.alias, facts) if facts else Appended.APPENDED

    def insert(self, facts: Sequence[Envelope]) -> None:
        """Keep facts whose versions the saves of their aggregates have claimed already.

        Args:
            facts: the facts of the open unit of work.

        Raises:
            BrokenBatchError: if two facts of one aggregate do not follow each other.
        """
        if len(facts) > 1:
            # Within one document the index of streams sees no double.
            expected_versions(facts)
        appending.insert(self.commits, to_commits(facts))

    def read_stream(
        self, *, kind: str, aggregate_id: str, after: int = 0, until: int | None = None
    ) -> Iterator[Envelope]:
        """Read the history of one aggregate, oldest first; see the promise."""
        versions = {"$gt": after} if until is None else {"$gt": after, "$lte": until}
        wanted = finding.telling_of([kind], [aggregate_id], versions)
        found = self.commits.find(wanted, session=current_session())
        yield from finding.history(found, (kind, aggregate_id), after=after, until=until)

    def read_names(
        self,
        names: Sequence[str],
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int = 100,
    ) -> Iterator[Envelope]:
        """Read facts of some kinds, newest first; see the promise."""
        order = [("occurred_at", DESCENDING), ("_id", DESCENDING)]
        with self.commits.find(finding.with_names(names, since, until)).sort(order) as found:
            facts = (
                fact
                for fact in finding.newest_first(found, names)
                if (since is None or since <= fact.occurred_at)
                and (until is None or fact.occurred_at < until)
            )
            yield from islice(facts, limit)

    def read_all(
        self,
        *,
        after: int = 0,
        until: int | None = None,
        names: Sequence[str] = (),
        limit: int | None = None,
    ) -> Iterator[Recorded]:
        """Read all numbered facts in order; see the promise."""
        window = reading.window(self.relay, after=after, until=until, names=names)
        yield from window.read(self.commits, limit=limit)

    def count(self, *, names: Sequence[str], after: int, until: int, most: int) -> int:
        """Count numbered facts of some kinds.

        Args:
            names: full names of the kinds.
            after: last position not wanted.
            until: last position wanted.
            most: where to stop counting.
        """
        window = reading.window(self.relay, after=after, until=until, names=names)
        return window.count(self.commits, most=most)

    def known(self, kind: str, ids: Some[str]) -> set[str]:
        """Return of which aggregates any fact was ever told and is still kept.

        Args:
            kind: `<app>.<model>`.
            ids: ids of aggregates.
        """
        found = self.commits.find(
            finding.telling_of([kind], ids), {"facts.aggregate_kind": 1, "facts.aggregate_id": 1}
        )
        told = [fact for commit in found for fact in facts_of(commit)]
        return set(ids) & {one["aggregate_id"] for one in told if one["aggregate_kind"] == kind}

    def number(
        self,
        *,
        most: int,
        fence: int = 0,
        note: Mapping[str, Any] | None = None,
        hints: Hints | None = None,
    ) -> tuple[Recorded, ...]:
        """Give the next positions; see the promise.

        Args:
            most: about how many facts at once.
            fence: the one the lease was taken with.
            note: what else the relay's document is to hold, if any fact gets a position.
            hints: what a change stream has shown; without it, all that waits is looked for.

        Returns:
            The facts that got one, in order.

        Raises:
            LeaseLostError: if the lease has a newer fence; no position was given.
        """
        numbered = self.numbering.give(
            most=most, fence=fence, note=note or {}, hints=hints or Hints()
        )
        self.numbering.place()
        return numbered

    def has_unnumbered(self) -> bool:
        """Return whether a committed fact has no position in place."""
        return self.commits.find_one(UNNUMBERED, {"_id": 1}) is not None

    def count_unnumbered(self, *, most: int, planned: Sequence[Any] = ()) -> int:
        """Count the facts that wait for their positions.

        Args:
            most: where to stop counting.
            planned: keys of commits that have theirs, though not in place.
        """
        wanted = {**UNNUMBERED, "_id": {"$nin": list(planned)}}
        with self.commits.find(wanted, {"facts.id": 1}) as found:
            return sum(1 for _ in islice((f for commit in found for f in facts_of(commit)), most))

    def head(self) -> int:
        """Return the last position given; 0 if none was."""
        return reading.final(self.relay).position
