"""What is looked for in the commits of a home: by stream, by name and time, by position."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from yggdrasil.events.envelope import Envelope
from yggdrasil.eventstore.documents import (
    LONGEST,
    MOST_FACTS,
    Document,
    in_full,
    positions_of,
    to_envelope,
    to_recorded,
)
from yggdrasil.eventstore.store import Recorded
from yggdrasil.eventstore.streams import Stream


def telling_of(
    kinds: Collection[str], ids: Collection[str], versions: Any = None
) -> dict[str, Any]:
    """Return the query for commits that tell of aggregates, from the index of streams.

    Args:
        kinds: of the aggregates.
        ids: of the aggregates.
        versions: condition on the version; None for any.
    """
    place: dict[str, Any] = {
        "aggregate_id": {"$in": list(ids)},
        "aggregate_kind": {"$in": list(kinds)},
    }
    if versions is not None:
        place["aggregate_version"] = versions
    return {"facts": {"$elemMatch": place}}


def history(
    commits: Iterable[Document], stream: Stream, *, after: int, until: int | None
) -> list[Envelope]:
    """Return the facts of one aggregate, by version.

    Args:
        commits: all that tell of it between the versions.
        stream: the aggregate.
        after: last version not wanted.
        until: last version wanted; None for all.
    """
    facts = [
        to_envelope(fact)
        for commit in commits
        for fact in in_full(commit)
        if (fact.get("aggregate_kind"), fact.get("aggregate_id")) == stream
        and after < fact["aggregate_version"]
        and (until is None or fact["aggregate_version"] <= until)
    ]
    # No index of what is in arrays gives an order.
    return sorted(facts, key=lambda fact: fact.aggregate.version)


def with_names(
    names: Sequence[str], since: datetime | None, until: datetime | None
) -> dict[str, Any]:
    """Return the query for commits that tell facts of some kinds at some time.

    Args:
        names: full names of the kinds.
        since: earliest moment wanted, inclusive.
        until: moment from which none is wanted any more.
    """
    wanted: dict[str, Any] = {"names": {"$in": list(names)}}
    if since is not None:
        wanted.setdefault("occurred_at", {})["$gte"] = since
    if until is not None:
        # A commit has the moment of its last fact; the first may be earlier by so much.
        wanted.setdefault("occurred_at", {})["$lt"] = until + LONGEST
    return wanted


def newest_first(commits: Iterable[Document], names: Sequence[str]) -> Iterator[Envelope]:
    """Yield facts of some kinds, newest first.

    Args:
        commits: those that `with_names` finds, newest first by their last facts: whatever became
            true after the last fact of one stands in no later one.
        names: full names of the kinds.
    """
    waiting: list[Envelope] = []
    for commit in commits:
        last = commit["occurred_at"].replace(tzinfo=UTC)
        yield from _sorted(fact for fact in waiting if fact.occurred_at > last)
        waiting = [fact for fact in waiting if fact.occurred_at <= last]
        waiting += [to_envelope(fact) for fact in in_full(commit) if fact.get("name") in names]
    yield from _sorted(waiting)


def _sorted(facts: Iterable[Envelope]) -> list[Envelope]:
    return sorted(facts, key=lambda fact: (fact.occurred_at, fact.id), reverse=True)


def between(after: int, until: int, names: Sequence[str] = ()) -> dict[str, Any]:
    """Return the query for commits that hold positions of a window.

    Args:
        after: last position not wanted.
        until: last position wanted.
        names: only commits with facts of these names; empty for all.
    """
    wanted: dict[str, Any] = {"position": {"$gt": after, "$lt": until + MOST_FACTS}}
    if names:
        wanted["names"] = {"$in": list(names)}
    return wanted


def within(
    commits: Iterable[Document], *, after: int, until: int, names: Sequence[str] = ()
) -> Iterator[Recorded]:
    """Yield the facts of a window, in order.

    Args:
        commits: what `between` finds, by position.
        after: last position not wanted.
        until: last position wanted.
        names: only facts of these names; empty for all.
    """
    for commit in commits:
        for position, fact in positions_of(commit):
            if after < position <= until and (not names or fact.get("name") in names):
                yield to_recorded(commit, fact, position)
