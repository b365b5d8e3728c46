"""An envelope as a document of MongoDB, and back."""

from datetime import UTC
from typing import Any

from bson import ObjectId

from yggdrasil.events.envelope import Aggregate, Envelope
from yggdrasil.eventstore.store import Recorded

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

    Args:
        document: a document with a position.

    Returns:
        Position and fact.
    """
    return Recorded(position=document["position"], envelope=to_envelope(document))
