"""A relay's time in office: it takes the lease, renews it, and knows how far things are."""

import time
from typing import Any

from yggdrasil.bus.telling.standby import Standby
from yggdrasil.bus.telling.state import State
from yggdrasil.eventstore import lease
from yggdrasil.eventstore.backends.mongodb import MongoEventStore
from yggdrasil.eventstore.lease import RELAY, LeaseLostError

LEASE_SECONDS = 30.0
RENEW_SECONDS = 20.0


class Tenure:
    """The lease of one home, as one relay holds it or waits for it.

    Attributes:
        standby: what it knows of another holder.
    """

    def __init__(self, store: MongoEventStore, *, owner: str) -> None:
        """Choose the home.

        Args:
            store: its facts.
            owner: name of this process, unique among all relays.
        """
        self.store = store
        self.owner = owner
        self.standby = Standby(store, owner=owner, lease_seconds=LEASE_SECONDS)
        self.state: State | None = None
        self._renew_at = 0.0

    def hold(self) -> State | None:
        """Return the state, with the lease renewed well before it ends; None without the lease.

        Raises:
            LeaseLostError: if another relay has just taken it.
        """
        if self.state is None or time.monotonic() >= self._renew_at:
            begun = time.monotonic()
            fence = lease.acquire(self.store.relay, owner=self.owner, seconds=LEASE_SECONDS)
            if fence is None:
                fence = self.standby.take_over()
            self._renew_at = begun + RENEW_SECONDS
            if fence is None:
                self.state = None
            elif self.state is None or self.state.fence != fence:
                self.state = self._read(fence)
        return self.state

    def renew(self) -> None:
        """Renew the lease now."""
        self._renew_at = 0.0
        self.hold()

    def doubt(self) -> None:
        """Forget the state: how much of the last change was kept is to be read again."""
        self.state = None

    def end(self) -> None:
        """Give the lease up, so that another relay takes over at once."""
        if self.state is not None:
            lease.release(self.store.relay, owner=self.owner)
            self.state = None

    @property
    def seconds_to_renewal(self) -> float:
        """Return how long the lease needs no renewal."""
        return max(self._renew_at - time.monotonic(), 0.0)

    def _read(self, fence: int) -> State:
        kept: dict[str, Any] | None = self.store.relay.find_one({"_id": RELAY, "fence": fence})
        if kept is None:
            raise LeaseLostError(f"The relay of {self.store.alias!r} lost its lease.")
        return State.of(kept)
