"""Retention: old facts may go once everybody who hears them has them. Off unless asked for."""

from datetime import timedelta

from yggdrasil import clock
from yggdrasil.bus.hearers import Hearers
from yggdrasil.bus.hearing.inbox import Inbox
from yggdrasil.errors import InvalidError
from yggdrasil.eventstore import retention
from yggdrasil.eventstore.backends.mongodb import MongoEventStore
from yggdrasil.eventstore.lease import RELAY

SHORTEST_AGE = timedelta(days=1)


class TooYoungError(InvalidError):
    """Facts of the last day stay, whoever has them."""


def delivered(home: str, hearers: Hearers) -> int:
    """Return the last position up to which every hearer has what it hears of a home.

    Args:
        home: alias of the home that tells.
        hearers: who hears what.

    Returns:
        0 as long as some hearer has not begun, or has a line in its table that has not caught up.
    """
    state = MongoEventStore(home).relay.find_one({"_id": RELAY}, {"published": 1}) or {}
    inboxes = (Inbox(app, hearers) for app, table in hearers.tables.items() if table)
    reached = [inbox.reached(home) for inbox in inboxes if home in inbox.homes]
    return min([int(state.get("published", 0)), *reached])


def prune(home: str, hearers: Hearers, *, older_than: timedelta) -> int:
    """Remove facts that are old and delivered; what has not arrived stays, however old.

    Args:
        home: alias of the home.
        hearers: who hears what.
        older_than: at least a day.

    Returns:
        How many were removed.

    Raises:
        TooYoungError: if younger facts were to go as well.
    """
    if older_than < SHORTEST_AGE:
        raise TooYoungError(
            f"Facts are kept for at least {SHORTEST_AGE.days} day, not {older_than.days}."
        )
    return retention.prune(
        MongoEventStore(home), delivered=delivered(home, hearers), before=clock.now() - older_than
    )
