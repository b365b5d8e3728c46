"""Facts in documents of MongoDB: those told together are one document, a commit.

What the facts of a commit share is said once, by the commit: their name, who told them, in answer
to what. When one became true it says where that differs from the one before.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

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

# Where facts come from; with their name, that of the first stands for all of a commit, and each
# says its own only where it differs.
ORIGIN = ("source", "correlation_id", "causation_id", "actor_id")
SHARED = ("name", "version", *ORIGIN)


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


def in_full(commit: Document) -> Iterator[Document]:
    """Return what a commit tells, each part with what it leaves to the commit or those before.

    Args:
        commit: a document of `events`.
    """
    for fact in facts_of(commit):
        yield commit | fact
        if isinstance(fact.get("occurred_at"), datetime):
            commit = commit | {"occurred_at": fact["occurred_at"]}


def positions_of(commit: Document) -> Iterator[tuple[int, Document]]:
    """Return what a numbered commit tells, in full, with the position of each part.

    Args:
        commit: a document with its position, which is that of its last fact.
    """
    return enumerate(in_full(commit), start=commit["position"] - len(facts_of(commit)) + 1)


def to_envelope(told: Document) -> Envelope:
    """Return a fact of a commit.

    Args:
        told: one part of it, in full.

    Returns:
        A fact equal to the one that was told.
    """
    return Envelope(
        id=told["id"],
        name=told["name"],
        version=told["version"],
        source=told["source"],
        occurred_at=told["occurred_at"].replace(tzinfo=UTC),
        aggregate=Aggregate(
            kind=told["aggregate_kind"],
            id=told["aggregate_id"],
            version=told["aggregate_version"],
        ),
        correlation_id=told["correlation_id"],
        causation_id=told["causation_id"],
        actor_id=told["actor_id"],
        payload=told["payload"],
    )


def to_recorded(commit: Document, told: Document, position: int) -> Recorded:
    """Return a fact of a numbered commit with its position.

    Nobody may wait for a document that a hand has written and that is no fact: it is logged, and
    keeps its position under a name that nobody hears.

    Args:
        commit: the document.
        told: one part of it, in full.
        position: of the fact.
    """
    try:
        envelope = to_envelope(told)
    except (KeyError, TypeError, AttributeError) as error:
        # The line says it all; where it was read does not matter.
        log.error(  # noqa: TRY400
            "Fact cannot be read.", commit=str(commit["_id"]), position=position, error=repr(error)
        )
        envelope = _unreadable(commit)
    return Recorded(position=position, envelope=envelope)


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
