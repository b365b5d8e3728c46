"""How the facts of each home are getting on: what waits, how long, and who is behind."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from yggdrasil import clock
from yggdrasil.bus.hearers import Hearers
from yggdrasil.bus.hearing.inbox import Inbox
from yggdrasil.bus.models import FailureState
from yggdrasil.eventstore.backends.mongodb import MongoEventStore
from yggdrasil.eventstore.documents import UNNUMBERED
from yggdrasil.eventstore.lease import RELAY
from yggdrasil.mongodb.homes import collection_of

# Counting further would cost more than the figure is worth.
MOST_COUNTED = 10_000


@dataclass(frozen=True, kw_only=True)
class Backlog:
    """What a home has not handed to the broker yet.

    Attributes:
        pending: facts, counted up to 10,000 before they are numbered.
        oldest_seconds: age of the oldest of them; 0 if there is none.
        published: facts handed over since the home was made.
        has_relay: whether some relay holds the lease now.
    """

    pending: int
    oldest_seconds: float
    published: int
    has_relay: bool


@dataclass(frozen=True, kw_only=True)
class Lag:
    """How far a hearer is behind a home.

    Attributes:
        app: label of the hearing app.
        home: alias of the home that tells.
        facts: handed over and not taken yet.
        oldest_seconds: age of the oldest of them; 0 if there is none.
    """

    app: str
    home: str
    facts: int
    oldest_seconds: float


def backlog(home: str) -> Backlog:
    """Return what a home has not handed over; measured outside of its relay, which may be dead.

    Args:
        home: alias of the home.

    Returns:
        The figures of this moment.
    """
    store = MongoEventStore(home)
    state = store.relay.find_one({"_id": RELAY}) or {"position": 0, "published": 0}
    planned = state.get("plan") or ()
    unnumbered = store.count_unnumbered(most=MOST_COUNTED, planned=planned)
    pending = unnumbered + state["position"] - state["published"]
    expires_at = state.get("expires_at")
    return Backlog(
        pending=pending,
        oldest_seconds=_age(_oldest_pending(store, state["published"]) if pending else None),
        published=state["published"],
        has_relay=expires_at is not None and expires_at.replace(tzinfo=UTC) > clock.now(),
    )


def lags(hearers: Hearers) -> Iterator[Lag]:
    """Return how far every hearer is behind every home that it hears.

    Args:
        hearers: who hears what.

    Yields:
        One row for each pair.
    """
    for app, table in hearers.tables.items():
        if table:
            inbox = Inbox(app, hearers)
            yield from (_lag(inbox, home) for home in inbox.homes)


def failures(hearers: Hearers) -> Iterator[tuple[str, str, int]]:
    """Return how many facts each hearer could not take.

    Args:
        hearers: who hears what.

    Yields:
        Label of the app, state of the failures, their number.
    """
    for app, table in hearers.tables.items():
        if table:
            found = collection_of(Inbox(app, hearers).alias, "inbox_failures")
            for state in FailureState.values:
                yield app, state, found.count_documents({"state": state}, limit=MOST_COUNTED)


def _lag(inbox: Inbox, home: str) -> Lag:
    waiting = inbox.waiting(home)
    oldest = inbox.oldest_waiting(home) if waiting else None
    return Lag(app=inbox.app, home=home, facts=waiting, oldest_seconds=_age(oldest))


def _oldest_pending(store: MongoEventStore, published: int) -> datetime | None:
    for wanted, order in (({"position": {"$gt": published}}, "position"), (UNNUMBERED, "_id")):
        found: Any = store.commits.find_one(wanted, {"occurred_at": 1}, sort=[(order, 1)])
        if found is not None:
            return found["occurred_at"].replace(tzinfo=UTC)  # type: ignore[no-any-return]
    return None


def _age(moment: datetime | None) -> float:
    return max((clock.now() - moment).total_seconds(), 0.0) if moment else 0.0
