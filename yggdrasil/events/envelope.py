"""The envelope: what every fact says about itself, whatever it tells.

Coded as lists, not by name: the order of the fields is part of the wire. A new field goes last and
has a default. Nothing in an envelope refers back to it, so the garbage collector leaves it alone.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from yggdrasil import codec


class Aggregate(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """Which thing a fact is about, and its place in that thing's history.

    Attributes:
        kind: `<app>.<model>`, lower case, for example `courses.course`.
        id: id of the aggregate.
        version: 1 for the first fact of the aggregate; then one more each, without holes.
    """

    kind: str
    id: str
    version: int


class Envelope(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
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


def spelled_out(fact: Envelope) -> dict[str, Any]:
    """Return a fact with every field by its name, for people who read or mend it.

    Args:
        fact: the fact.

    Returns:
        Plain values, as JSON would show them.
    """
    plain: dict[str, Any] = codec.to_plain(asdict(fact) | {"aggregate": asdict(fact.aggregate)})
    return plain


def from_spelled_out(kept: Mapping[str, Any]) -> Envelope:
    """Return the fact that was spelled out.

    Args:
        kept: what `spelled_out` returned.

    Returns:
        An equal fact.

    Raises:
        MalformedDataError: if a field is missing or has another type.
    """
    aggregate = kept.get("aggregate", {})
    places = [kept.get(name) for name in Envelope.__struct_fields__]
    places[_AGGREGATE] = [aggregate.get(name) for name in Aggregate.__struct_fields__]
    return codec.from_builtins(places, Envelope)


_AGGREGATE = Envelope.__struct_fields__.index("aggregate")
