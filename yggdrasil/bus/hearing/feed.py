"""What a hearer may ask of a teller's store: how far it is, and what it told since.

Today this reads the teller's home in this process. It is the one place that becomes a remote call
when the teller is lifted out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from yggdrasil.eventstore.backends.mongodb import MongoEventStore
from yggdrasil.eventstore.lease import RELAY
from yggdrasil.eventstore.store import Recorded


@dataclass(frozen=True, kw_only=True)
class Published:
    """How far a home's relay has handed facts to the broker.

    Attributes:
        position: every fact up to it was handed over, or is known to the relay as refused.
        heard: position of the last of these that the asking app hears, as the relay sees it.
        table: digest of what the relay believes the app hears.
    """

    position: int
    heard: int
    table: str


@dataclass(frozen=True, kw_only=True)
class HandedOver:
    """The same, for every app that hears the home.

    Attributes:
        position: see `Published`.
        heard: see `Published`, by app.
        tables: see `Published`, by app.
    """

    position: int
    heard: Mapping[str, int]
    tables: Mapping[str, str]

    def to(self, app: str) -> Published:
        """Return it as one app sees it.

        Args:
            app: label of the app that hears.
        """
        return Published(
            position=self.position, heard=self.heard.get(app, 0), table=self.tables.get(app, "")
        )


def handed_over(home: str) -> HandedOver:
    """Return how far a home's facts were handed over.

    Args:
        home: alias of the home that tells.
    """
    fields = {"sent": 1, "heard": 1, "tables": 1}
    state = MongoEventStore(home).relay.find_one({"_id": RELAY}, fields) or {}
    return HandedOver(
        position=state.get("sent", 0),
        heard=state.get("heard") or {},
        tables=state.get("tables") or {},
    )


def published(home: str, *, to: str) -> Published:
    """Return how far a home's facts were handed over, as one app sees it.

    Args:
        home: alias of the home that tells.
        to: label of the app that hears.
    """
    return handed_over(home).to(to)


def count(home: str, *, names: Sequence[str], after: int, until: int, most: int) -> int:
    """Count what a home told.

    Args:
        home: alias of the home that tells.
        names: names of the facts wanted.
        after: last position not wanted.
        until: last position wanted.
        most: where to stop counting.

    Returns:
        Facts of these names, not above `most`.
    """
    return MongoEventStore(home).count(names=names, after=after, until=until, most=most)


def told(
    home: str, *, names: Sequence[str], after: int, until: int, limit: int | None = None
) -> Iterator[Recorded]:
    """Read what a home told, by position.

    Args:
        home: alias of the home that tells.
        names: names of the facts wanted.
        after: last position not wanted.
        until: last position wanted.
        limit: most facts; None for no bound. Who stops reading earlier costs a connection.

    Yields:
        Facts of these names.
    """
    return MongoEventStore(home).read_all(after=after, until=until, names=names, limit=limit)
