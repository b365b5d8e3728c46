"""A relay that stands by: it waits for the lease, and takes it from a holder that died at work.

A holder with work to do moves: it numbers, hands over, or at least renews its lease. Facts that
wait while nothing moves are its death certificate. To be wrong does no harm: the fence refuses
whatever a holder that was only slow still writes.
"""

import time

from yggdrasil.eventstore import lease
from yggdrasil.eventstore.backends.mongodb import MongoEventStore
from yggdrasil.eventstore.lease import Sight
from yggdrasil.logs import get_logger

# A holder in trouble shows a sign of life every second.
LIFE_SECONDS = 1.0
GRACE_SECONDS = 2.0

log = get_logger(__name__)


class Standby:
    """What a relay without the lease knows of the one that holds it.

    Attributes:
        is_suspicious: whether facts wait and the holder has not been seen to move since.
        pause_seconds: how long to wait before the next look.
    """

    def __init__(self, store: MongoEventStore, *, owner: str, lease_seconds: float) -> None:
        """Choose the home.

        Args:
            store: its facts.
            owner: name of this process, unique among all relays.
            lease_seconds: how long a lease holds.
        """
        self.store = store
        self.owner = owner
        self.lease_seconds = lease_seconds
        self.is_suspicious = False
        self.pause_seconds = LIFE_SECONDS
        self._seen: Sight | None = None
        self._seen_at = 0.0

    def take_over(self) -> int | None:
        """Look at the holder, and take the lease if it has not moved for too long.

        Returns:
            The fence to write with; None as long as the holder is given time.
        """
        seen = lease.look(self.store.relay)
        if seen is None or not self._waits(seen):
            self._trust(seen)
            return None
        if seen != self._seen:
            self._suspect(seen)
            return None
        self.pause_seconds = max(self._seen_at + GRACE_SECONDS - time.monotonic(), 0.0)
        if self.pause_seconds:
            return None
        log.warning("Relay is taken over: its holder does not move.", home=self.store.alias)
        self._trust(None)
        return lease.seize(
            self.store.relay, owner=self.owner, seconds=self.lease_seconds, seen=seen
        )

    def _waits(self, seen: Sight) -> bool:
        return seen.sent < seen.position or self.store.has_unnumbered()

    def _trust(self, seen: Sight | None) -> None:
        self.is_suspicious, self._seen = False, None
        remaining = seen.remaining_seconds if seen is not None else 0.0
        self.pause_seconds = min(max(remaining, LIFE_SECONDS), self.lease_seconds)

    def _suspect(self, seen: Sight) -> None:
        self.is_suspicious, self.pause_seconds = True, GRACE_SECONDS
        self._seen, self._seen_at = seen, time.monotonic()
