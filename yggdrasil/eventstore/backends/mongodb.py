"""The event store of one home, in its database, in the transactions of its changes."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any

from pymongo import ASCENDING, DESCENDING, CursorType
from pymongo.collection import Collection
from pymongo.errors import BulkWriteError, DuplicateKeyError

from yggdrasil.events.envelope import Envelope
from yggdrasil.eventstore import numbering
from yggdrasil.eventstore.documents import (
    UNNUMBERED,
    Document,
    to_document,
    to_envelope,
    to_recorded,
)
from yggdrasil.eventstore.store import Appended, Recorded, StreamConflictError
from yggdrasil.eventstore.streams import Stream, expected_versions, stream_of
from yggdrasil.mongodb.homes import collection_of
from yggdrasil.mongodb.unit_of_work import current_session, unit_of_work

READ_BATCH = 500

_PLACE = ("aggregate_kind", "aggregate_id", "aggregate_version")
_PLACE_OF = itemgetter(*_PLACE)


class MongoEventStore:
    """Facts in `events` of one home; positions in order of numbering, from `event_relay`.

    Attributes:
        alias: database alias of the home.
    """

    def __init__(self, alias: str) -> None:
        self.alias = alias
        # The fence under which what was planned before is known to be finished.
        self._finished: int | None = None

    @property
    def facts(self) -> "Collection[Document]":
        """Return the collection of facts."""
        return collection_of(self.alias, "events")

    @property
    def relay(self) -> "Collection[Document]":
        """Return the collection with the relay's one document."""
        return collection_of(self.alias, "event_relay")

    def append(self, facts: Sequence[Envelope]) -> Appended:
        """Keep facts, all or none; see the promise. Joins the unit of work that is open."""
        first = expected_versions(facts)
        if not facts:
            return Appended.APPENDED
        try:
            unit_of_work(self.alias).run(lambda: self._insert(facts, first))
        except (BulkWriteError, DuplicateKeyError):
            if self._holds(facts):
                return Appended.ALREADY_APPLIED
            raise self._conflict(first) from None
        return Appended.APPENDED

    def insert(self, facts: Sequence[Envelope]) -> None:
        """Keep facts whose versions the saves of their aggregates have claimed already.

        Args:
            facts: the facts of the open unit of work.
        """
        session = current_session()
        if len(facts) == 1:
            # Most changes tell one fact, and the driver's way for one is twice as fast.
            self.facts.insert_one(to_document(facts[0]), session=session)
        else:
            self.facts.insert_many([to_document(fact) for fact in facts], session=session)

    def read_stream(
        self, *, kind: str, aggregate_id: str, after: int = 0, until: int | None = None
    ) -> Iterator[Envelope]:
        """Read the history of one aggregate, oldest first; see the promise."""
        versions = {"$gt": after} if until is None else {"$gt": after, "$lte": until}
        wanted = {
            "aggregate_kind": kind,
            "aggregate_id": aggregate_id,
            "aggregate_version": versions,
        }
        found = self.facts.find(wanted, session=current_session())
        yield from map(to_envelope, found.sort("aggregate_version", ASCENDING))

    def read_names(
        self,
        names: Sequence[str],
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int = 100,
    ) -> Iterator[Envelope]:
        """Read facts of some kinds, newest first; see the promise."""
        wanted: Document = {"name": {"$in": list(names)}}
        if since is not None:
            wanted.setdefault("occurred_at", {})["$gte"] = since
        if until is not None:
            wanted.setdefault("occurred_at", {})["$lt"] = until
        order = [("occurred_at", DESCENDING), ("_id", DESCENDING)]
        yield from map(to_envelope, self.facts.find(wanted).sort(order).limit(limit))

    def read_all(
        self,
        *,
        after: int = 0,
        until: int | None = None,
        names: Sequence[str] = (),
        limit: int | None = None,
    ) -> Iterator[Recorded]:
        """Read all numbered facts in order; see the promise."""
        end = self.head() if until is None else until
        wanted: Document = {"position": {"$gt": after, "$lte": end}}
        if names:
            wanted["name"] = {"$in": list(names)}
        found = self.facts.find(
            wanted,
            sort={"position": ASCENDING},
            limit=limit or 0,
            batch_size=READ_BATCH,
            cursor_type=self._way_of_reading(limit),
        )
        with found:
            yield from map(to_recorded, found)

    def number(
        self, *, most: int, fence: int = 0, note: Mapping[str, Any] | None = None
    ) -> tuple[Recorded, ...]:
        """Give the next positions; see the promise.

        Args:
            most: about how many facts at once.
            fence: the one the lease was taken with.
            note: what else the relay's document is to hold, if any fact gets a position.

        Returns:
            The facts that got one, in order.

        Raises:
            LeaseLostError: if the lease has a newer fence; no position was given.
        """
        if self._finished != fence:
            numbering.finish(self.facts, self.relay, fence=fence)
        self._finished = None
        numbered = numbering.number(self.facts, self.relay, most=most, fence=fence, note=note or {})
        self._finished = fence
        return numbered

    def has_unnumbered(self) -> bool:
        """Return whether a committed fact waits for its position."""
        return self.facts.find_one(UNNUMBERED, {"_id": 1}) is not None

    def head(self) -> int:
        """Return the last position given; 0 if none was."""
        return numbering.head(self.facts, self.relay)

    def _insert(self, facts: Sequence[Envelope], first: dict[Stream, Envelope]) -> None:
        followers = [fact for fact in first.values() if fact.aggregate.version > 1]
        if followers and not self._all_preceded(followers):
            raise self._conflict(first)
        self.insert(facts)

    def _all_preceded(self, followers: list[Envelope]) -> bool:
        found = self.facts.find(
            {
                "aggregate_kind": {"$in": list({fact.aggregate.kind for fact in followers})},
                "aggregate_id": {"$in": [fact.aggregate.id for fact in followers]},
                "aggregate_version": {
                    "$in": list({fact.aggregate.version - 1 for fact in followers})
                },
            },
            {**dict.fromkeys(_PLACE, 1), "_id": 0},
            session=current_session(),
        )
        # By name: the index may give them in an order of its own.
        kept = set(map(_PLACE_OF, found))
        return all(
            (*stream_of(fact.aggregate), fact.aggregate.version - 1) in kept for fact in followers
        )

    def _way_of_reading(self, limit: int | None) -> int:
        """Let the server send on while we decode, unless only some are wanted or it cannot."""
        is_bounded = limit is not None or self.facts.database.client.is_mongos
        return CursorType.NON_TAILABLE if is_bounded else CursorType.EXHAUST

    def _holds(self, facts: Sequence[Envelope]) -> bool:
        ids = [to_document(fact)["_id"] for fact in facts]
        return self.facts.count_documents({"_id": {"$in": ids}}) == len(ids)

    def _conflict(self, first: dict[Stream, Envelope]) -> StreamConflictError:
        for stream, fact in first.items():
            actual = self._actual_version(stream)
            if fact.aggregate.version != actual + 1:
                return StreamConflictError(aggregate=fact.aggregate, actual_version=actual)
        # Whoever was in the way is gone again; the first one stands for all.
        fact = next(iter(first.values()))
        return StreamConflictError(
            aggregate=fact.aggregate, actual_version=fact.aggregate.version - 1
        )

    def _actual_version(self, stream: Stream) -> int:
        kind, aggregate_id = stream
        last = self.facts.find_one(
            {"aggregate_kind": kind, "aggregate_id": aggregate_id},
            {"aggregate_version": 1},
            sort=[("aggregate_version", DESCENDING)],
        )
        return int(last["aggregate_version"]) if last else 0
