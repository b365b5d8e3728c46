"""The envelope: what every fact says about itself, whatever it tells."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Aggregate:
    """Which thing a fact is about, and its place in that thing's history.

    Attributes:
        kind: `<app>.<model>`, lower case, for example `courses.course`.
        id: id of the aggregate.
        version: 1 for the first fact of the aggregate; then one more each, without holes.
    """

    kind: str
    id: str
    version: int


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """One fact as it is stored and carried.

    Attributes:
        id: id of the fact; the same at every delivery.
        name: `<app>.<subject>.<participle>.v<n>`.
        version: the n of the name.
        source: service that told it.
        occurred_at: when it became true, UTC.
        aggregate: which thing it is about.
        correlation_id: the outside request that led to it.
        causation_id: the fact or command that led to it; empty at the door.
        actor_id: account on whose behalf; empty for the system.
        payload: the fact itself, as JSON would show it.
    """

    id: str
    name: str
    version: int
    source: str
    occurred_at: datetime
    aggregate: Aggregate
    correlation_id: str
    causation_id: str
    actor_id: str
    payload: dict[str, Any]
