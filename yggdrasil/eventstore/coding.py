"""How facts that are told together become documents, each part once."""

from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile
from operator import attrgetter

from bson import ObjectId, encode
from bson.raw_bson import RawBSONDocument

from yggdrasil.events.envelope import Envelope
from yggdrasil.eventstore.documents import (
    LONGEST,
    MOST_BYTES,
    MOST_FACTS,
    SHARED,
    UNNUMBERED,
    Document,
)

_shared_of = attrgetter(*SHARED)
_moment_of = attrgetter("occurred_at")


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
    last = max(map(_moment_of, facts))
    different = [
        dict(zip(SHARED, one, strict=True)) for one in dict.fromkeys(map(_shared_of, facts))
    ]
    told = [_told(fact) for fact in facts]
    _say_moments(told, facts, last)
    if len(different) > 1:
        _say_own(told, facts, different[0])
    return {
        "_id": ObjectId(facts[0].id),
        **UNNUMBERED,
        "occurred_at": last,
        "names": list(dict.fromkeys(one["name"] for one in different)),
        "correlation_ids": list(dict.fromkeys(one["correlation_id"] for one in different)),
        **different[0],
        "facts": told,
    }


def _told(fact: Envelope) -> Document:
    aggregate = fact.aggregate
    return {
        "id": fact.id,
        "aggregate_kind": aggregate.kind,
        "aggregate_id": aggregate.id,
        "aggregate_version": aggregate.version,
        "payload": fact.payload,
    }


def _say_moments(told: list[Document], facts: Sequence[Envelope], said: datetime) -> None:
    for part, moment in zip(told, map(_moment_of, facts), strict=True):
        if moment != said:
            part["occurred_at"] = said = moment


def _say_own(told: list[Document], facts: Sequence[Envelope], shared: Document) -> None:
    for part, fact in zip(told, facts, strict=True):
        own = zip(SHARED, _shared_of(fact), strict=True)
        part.update((name, value) for name, value in own if value != shared[name])
