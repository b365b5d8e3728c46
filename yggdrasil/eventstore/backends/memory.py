"""A complete event store in the memory of one process."""

import threading
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain, islice

from yggdrasil.events.envelope import Envelope
from yggdrasil.eventstore.store import Appended, Recorded, StreamConflictError
from yggdrasil.eventstore.streams import Stream, expected_versions, stream_of


class MemoryEventStore:
    """Facts in lists, behind one lock."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._streams: dict[Stream, list[Envelope]] = {}
        self._ids: set[str] = set()
        # What was told together stays together.
        self._unnumbered: list[Sequence[Envelope]] = []
        self._numbered: list[Envelope] = []

    def append(self, facts: Sequence[Envelope]) -> Appended:
        """Keep facts, all or none; see the promise."""
        first = expected_versions(facts)
        with self._lock:
            if facts and all(fact.id in self._ids for fact in facts):
                return Appended.ALREADY_APPLIED
            for stream, fact in first.items():
                actual = len(self._streams.get(stream, ()))
                if fact.aggregate.version != actual + 1:
                    raise StreamConflictError(aggregate=fact.aggregate, actual_version=actual)
            for fact in facts:
                self._streams.setdefault(stream_of(fact.aggregate), []).append(fact)
            self._ids.update(fact.id for fact in facts)
            if facts:
                self._unnumbered.append(tuple(facts))
        return Appended.APPENDED

    def read_stream(
        self, *, kind: str, aggregate_id: str, after: int = 0, until: int | None = None
    ) -> Iterator[Envelope]:
        """Read the history of one aggregate, oldest first; see the promise."""
        with self._lock:
            found = self._streams.get((kind, aggregate_id), [])[after:until]
        yield from found

    def read_names(
        self,
        names: Sequence[str],
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int = 100,
    ) -> Iterator[Envelope]:
        """Read facts of some kinds, newest first; see the promise."""
        with self._lock:
            everything = list(chain(self._numbered, *self._unnumbered))
        found = [
            fact
            for fact in everything
            if fact.name in names
            and (since is None or fact.occurred_at >= since)
            and (until is None or fact.occurred_at < until)
        ]
        yield from sorted(found, key=lambda fact: (fact.occurred_at, fact.id), reverse=True)[:limit]

    def read_all(
        self,
        *,
        after: int = 0,
        until: int | None = None,
        names: Sequence[str] = (),
        limit: int | None = None,
    ) -> Iterator[Recorded]:
        """Read all numbered facts in order; see the promise."""
        with self._lock:
            found = self._numbered[after:until]
        wanted = (
            Recorded(position=position, envelope=envelope)
            for position, envelope in enumerate(found, start=after + 1)
            if not names or envelope.name in names
        )
        yield from islice(wanted, limit)

    def number(self, *, most: int) -> tuple[Recorded, ...]:
        """Give the next positions; see the promise."""
        with self._lock:
            first, last = len(self._numbered) + 1, len(self._numbered) + most
            while self._unnumbered and len(self._numbered) < last:
                self._numbered.extend(self._unnumbered.pop(0))
            batch = self._numbered[first - 1 :]
        return tuple(
            Recorded(position=position, envelope=envelope)
            for position, envelope in enumerate(batch, start=first)
        )

    def head(self) -> int:
        """Return the last position given."""
        with self._lock:
            return len(self._numbered)
