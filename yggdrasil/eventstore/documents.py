"""Facts as documents of MongoDB, and back: those told together are one document, a commit.

What all facts of a commit share is said once, by the commit: who told them, in answer to what.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from operator import attrgetter
from typing import Any

from bson import ObjectId, encode
from bson.raw_bson import RawBSONDocument

from yggdrasil.events.envelope import Aggregate, Envelope
from yggdrasil.eventstore.store import Recorded
from yggdrasil.logs import get_logger

log = get_logger(__name__)

Document = dict[str, Any]

# What a commit has until its facts get their positions.
UNNUMBERED = {"position": 0}

# Whoever wants one fact reads its whole commit: no commit is larger than this, or a search by
# time would have to look far around each moment.
MOST_FACTS = 500
MOST_BYTES = 4 * 1024 * 1024
LONGEST = timedelta(hours=1)

# What a fact says about where it comes from; its own only where it is not that of its commit.
ORIGIN = ("source", "correlation_id", "causation_id", "actor_id")
_origin_of = attrgetter(*ORIGIN)
_moment_of, _name_of = attrgetter("occurred_at"), attrgetter("name")
_correlation_of = attrgetter("correlation_id")


def to_commits(facts: Sequence[Envelope]) -> list[RawBSONDocument]:
    """Return facts that were told together as documents without positions, mostly one.

    Args:
        facts: in the order they were told.

    Returns:
        What `Commit` describes, coded; more than one where one would be too large.
    """
    coded: list[RawBSONDocument] = []
    while facts:
        count = _fitting(facts)
        coded += _coded(facts[:count])
        facts = facts[count:]
    return coded


def _fitting(facts: Sequence[Envelope]) -> int:
    """Return how many facts, from the first on, are few and near enough for one commit."""
    moments = list(map(_moment_of, facts[:MOST_FACTS]))
    if max(moments) - min(moments) > LONGEST:
        near = takewhile(lambda moment: abs(moment - moments[0]) <= LONGEST / 2, moments)
        return sum(1 for _ in near)
    return len(moments)


def _coded(facts: Sequence[Envelope]) -> list[RawBSONDocument]:
    commit = encode(_commit(facts))
    if len(commit) <= MOST_BYTES or len(facts) == 1:
        return [RawBSONDocument(commit)]
    half = len(facts) // 2
    return [*_coded(facts[:half]), *_coded(facts[half:])]


def _commit(facts: Sequence[Envelope]) -> Document:
    first, last = facts[0], max(map(_moment_of, facts))
    origin = _origin_of(first)
    return {
        "_id": ObjectId(first.id),
        **UNNUMBERED,
        "occurred_at": last,
        "names": list(dict.fromkeys(map(_name_of, facts))),
        "correlation_ids": list(dict.fromkeys(map(_correlation_of, facts))),
        **dict(zip(ORIGIN, origin, strict=True)),
        "facts": [_told(fact, origin, last) for fact in facts],
    }


def _told(fact: Envelope, origin: tuple[str, ...], last: datetime) -> Document:
    aggregate = fact.aggregate
    told = {
        "id": fact.id,
        "name": fact.name,
        "version": fact.version,
        "aggregate_kind": aggregate.kind,
        "aggregate_id": aggregate.id,
        "aggregate_version": aggregate.version,
        "payload": fact.payload,
    }
    own = _origin_of(fact)
    if fact.occurred_at != last:
        told["occurred_at"] = fact.occurred_at
    if own != origin:
        told.update(
            (name, value)
            for name, value, shared in zip(ORIGIN, own, origin, strict=True)
            if value != shared
        )
    return told


def facts_of(commit: Document) -> list[Document]:
    """Return what a commit tells, each part as it is kept.

    Args:
        commit: a document of `events`. What a hand wrote may lack anything; it counts as one fact.
    """
    facts = commit.get("facts")
    if not facts or not isinstance(facts, list):
        return [{}]
    if set(map(type, facts)) != {dict}:
        return [fact if isinstance(fact, dict) else {} for fact in facts]
    return facts


def positions_of(commit: Document) -> Iterator[tuple[int, Document]]:
    """Return what a numbered commit tells, with the position of each part.

    Args:
        commit: a document with its position, which is that of its last fact.
    """
    facts = facts_of(commit)
    return enumerate(facts, start=commit["position"] - len(facts) + 1)


def to_envelope(commit: Document, fact: Document) -> Envelope:
    """Return a fact of a commit.

    Args:
        commit: a document that `to_commits` made, as read back.
        fact: one of its facts.

    Returns:
        A fact equal to the one that was told.
    """
    own: Any = fact.get
    return Envelope(
        id=fact["id"],
        name=fact["name"],
        version=fact["version"],
        source=own("source", commit["source"]),
        occurred_at=own("occurred_at", commit["occurred_at"]).replace(tzinfo=UTC),
        aggregate=Aggregate(
            kind=fact["aggregate_kind"],
            id=fact["aggregate_id"],
            version=fact["aggregate_version"],
        ),
        correlation_id=own("correlation_id", commit["correlation_id"]),
        causation_id=own("causation_id", commit["causation_id"]),
        actor_id=own("actor_id", commit["actor_id"]),
        payload=fact["payload"],
    )


def to_recorded(commit: Document, fact: Document, position: int) -> Recorded:
    """Return a fact of a numbered commit with its position.

    Nobody may wait for a document that a hand has written and that is no fact: it is logged, and
    keeps its position under a name that nobody hears.

    Args:
        commit: the document.
        fact: one of its facts.
        position: of the fact.
    """
    try:
        told = to_envelope(commit, fact)
    except (KeyError, TypeError, AttributeError) as error:
        # The line says it all; where it was read does not matter.
        log.error(  # noqa: TRY400
            "Fact cannot be read.", commit=str(commit["_id"]), position=position, error=repr(error)
        )
        told = _unreadable(commit)
    return Recorded(position=position, envelope=told)


def _unreadable(commit: Document) -> Envelope:
    return Envelope(
        id=str(commit["_id"]),
        name="",
        version=0,
        source="",
        occurred_at=datetime.fromtimestamp(0, UTC),
        aggregate=Aggregate(kind="", id="", version=0),
        correlation_id="",
        causation_id="",
        actor_id="",
        payload={},
    )
