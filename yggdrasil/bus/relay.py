"""The relay of one home: numbers what was committed and hands it to the broker, in order.

One relay a home is active, by a fenced lease. No transaction is open while it talks to the broker.
A crash at any point repeats a hand-over, never skips one; hearers take each fact once.
"""

import time
from dataclasses import dataclass

from yggdrasil.bus import windows
from yggdrasil.bus.carrier import Carrier, CarrierDownError, UnroutableError
from yggdrasil.bus.hearers import Hearers
from yggdrasil.eventstore import lease
from yggdrasil.eventstore.backends.mongodb import MongoEventStore
from yggdrasil.eventstore.lease import RELAY, LeaseLostError
from yggdrasil.logs import get_logger

WINDOW = 2_000
LEASE_SECONDS = 10.0
FIRST_PAUSE_SECONDS = 0.2
LONGEST_PAUSE_SECONDS = 15.0

log = get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class Step:
    """What one step of a relay did.

    Attributes:
        is_active: whether this relay holds the lease.
        numbered: facts that got their position.
        published: facts handed to the broker.
        is_full: whether more is probably waiting.
        pause_seconds: how long to wait before the next step because the broker refused.
    """

    is_active: bool
    numbered: int = 0
    published: int = 0
    is_full: bool = False
    pause_seconds: float = 0.0


class Relay:
    """The relay of one home; `step` it until told to stop."""

    def __init__(self, *, home: str, owner: str, carrier: Carrier, hearers: Hearers) -> None:
        """Choose the home.

        Args:
            home: alias of the home whose facts are handed over.
            owner: name of this process, unique among all relays.
            carrier: the broker.
            hearers: who hears what.
        """
        self.home = home
        self.owner = owner
        self.carrier = carrier
        self.hearers = hearers
        self.store = MongoEventStore(home)
        self._fence: int | None = None
        self._renew_at = 0.0
        self._refusals = 0

    def step(self) -> Step:
        """Do what there is to do now: hold the lease, number, hand over, note how far.

        Returns:
            What was done; inactive while another relay holds the lease.
        """
        fence = self._hold()
        if fence is None:
            return Step(is_active=False)
        try:
            numbered = self.store.number(most=WINDOW, fence=fence)
            published = self._publish(fence)
        except LeaseLostError:
            self._fence = None
            return Step(is_active=False)
        except (UnroutableError, CarrierDownError) as error:
            return self._refused(error)
        self._refusals = 0
        full = max(numbered, published) >= WINDOW
        return Step(is_active=True, numbered=numbered, published=published, is_full=full)

    def stop(self) -> None:
        """Give the lease up, so that another relay takes over at once."""
        if self._fence is not None:
            lease.release(self.store.relay, owner=self.owner)
            self._fence = None

    def _hold(self) -> int | None:
        """Return the fence, renewed well before the lease ends."""
        if self._fence is None or time.monotonic() >= self._renew_at:
            self._fence = lease.acquire(self.store.relay, owner=self.owner, seconds=LEASE_SECONDS)
            self._renew_at = time.monotonic() + LEASE_SECONDS / 2
        return self._fence

    def _publish(self, fence: int) -> int:
        state = self.store.relay.find_one({"_id": RELAY, "fence": fence})
        if state is None:
            raise LeaseLostError(f"The relay of {self.home!r} lost its lease.")
        start, end = state["published"], min(state["position"], state["published"] + WINDOW)
        if start == end:
            return 0
        facts = list(self.store.read_all(after=start, until=end))
        made = windows.batches(
            facts,
            home=self.home,
            start=start,
            end=end,
            hearers=self.hearers.of_name,
            counts=state["counts"],
        )
        for batch in made:
            self.carrier.publish(batch)
        self._note(fence, published=end, counts=windows.counted_after(made, state["counts"]))
        return int(end - start)

    def _note(self, fence: int, *, published: int, counts: dict[str, int]) -> None:
        noted = self.store.relay.update_one(
            {"_id": RELAY, "fence": fence}, {"$set": {"published": published, "counts": counts}}
        )
        if noted.matched_count == 0:
            raise LeaseLostError(f"The relay of {self.home!r} lost its lease.")

    def _refused(self, error: Exception) -> Step:
        self._refusals += 1
        pause = min(FIRST_PAUSE_SECONDS * 2 ** (self._refusals - 1), LONGEST_PAUSE_SECONDS)
        log.warning("Broker refused facts.", home=self.home, error=str(error), pause_seconds=pause)
        return Step(is_active=True, pause_seconds=pause)
