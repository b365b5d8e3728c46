"""An envelope as a document of MongoDB, and back."""

from datetime import UTC, datetime
from typing import Any

from bson import ObjectId

from yggdrasil.events.envelope import Aggregate, Envelope
from yggdrasil.eventstore.store import Recorded
from yggdrasil.logs import get_logger

log = get_logger(__name__)

Document = dict[str, Any]

# What a fact has until it gets its position.
UNNUMBERED = {"position": 0}


def to_document(fact: Envelope) -> Document:
    """Return the document of a fact that has no position yet.

    Args:
        fact: the fact.

    Returns:
        What `StoredFact` describes.
    """
    return {
        "_id": ObjectId(fact.id),
        "name": fact.name,
        "version": fact.version,
        "source": fact.source,
        "occurred_at": fact.occurred_at,
        "aggregate_kind": fact.aggregate.kind,
        "aggregate_id": fact.aggregate.id,
        "aggregate_version": fact.aggregate.version,
        "correlation_id": fact.correlation_id,
        "causation_id": fact.causation_id,
        "actor_id": fact.actor_id,
        "payload": fact.payload,
        **UNNUMBERED,
    }


def to_envelope(document: Document) -> Envelope:
    """Return the fact of a document.

    Args:
        document: what `to_document` made, as read back.

    Returns:
        An equal fact.
    """
    return Envelope(
        id=str(document["_id"]),
        name=document["name"],
        version=document["version"],
        source=document["source"],
        occurred_at=document["occurred_at"].replace(tzinfo=UTC),
        aggregate=Aggregate(
            kind=document["aggregate_kind"],
            id=document["aggregate_id"],
            version=document["aggregate_version"],
        ),
        correlation_id=document["correlation_id"],
        causation_id=document["causation_id"],
        actor_id=document["actor_id"],
        payload=document["payload"],
    )


def to_recorded(document: Document) -> Recorded:
    """Return the fact of a numbered document with its position.

    Nobody may wait for a document that a hand has written and that is no fact: it is logged, and
    keeps its position under a name that nobody hears.

    Args:
        document: a document with a position.

    Returns:
        Position and fact.
    """
    try:
        fact = to_envelope(document)
    except (KeyError, TypeError, AttributeError) as error:
        # The line says it all; where it was read does not matter.
        log.error(  # noqa: TRY400
            "Fact cannot be read.", fact=str(document["_id"]), error=repr(error)
        )
        fact = _unreadable(document)
    return Recorded(position=document["position"], envelope=fact)


def _unreadable(document: Document) -> Envelope:
    return Envelope(
        id=str(document["_id"]),
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
