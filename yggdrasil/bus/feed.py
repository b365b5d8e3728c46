"""What a hearer may ask of a teller's store: how far it is, and what it told since.

Today this reads the teller's home in this process. It is the one place that becomes a remote call
when the teller is lifted out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yggdrasil.eventstore.backends.mongodb import MongoEventStore
from yggdrasil.eventstore.lease import RELAY
from yggdrasil.eventstore.store import Recorded


@dataclass(frozen=True, kw_only=True)
class Published:
    """How far a home's relay has handed facts to the broker.

    Attributes:
        position: last position handed over.
        count: how many of the facts up to it the asking app hears.
    """

    position: int
    count: int


def published(home: str, *, to: str) -> Published:
    """Return how far a home's facts were handed over.

    Args:
        home: alias of the home that tells.
        to: label of the app that hears.

    Returns:
        Position and count, read together.
    """
    state = MongoEventStore(home).relay.find_one({"_id": RELAY}, {"published": 1, "counts": 1})
    if state is None:
        return Published(position=0, count=0)
    counts = state.get("counts") or {}
    return Published(position=state.get("published", 0), count=counts.get(to, 0))


def told(home: str, *, names: Sequence[str], after: int, until: int) -> Iterator[Recorded]:
    """Read what a home told, by position.

    Args:
        home: alias of the home that tells.
        names: names of the facts wanted.
        after: last position not wanted.
        until: last position wanted.

    Yields:
        Facts of these names.
    """
    return MongoEventStore(home).read_all(after=after, until=until, names=names)
