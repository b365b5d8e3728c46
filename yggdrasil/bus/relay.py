"""The relay of one home: numbers what was committed and hands it to the broker, in order.

One relay a home is active, by a fenced lease. No transaction is open while it talks to the broker.
A crash at any point repeats a hand-over, never skips one; hearers take each fact once.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from yggdrasil.bus import windows
from yggdrasil.bus.batch import Batch
from yggdrasil.bus.carrier import Carrier, CarrierDownError, UnroutableError
from yggdrasil.bus.hearers import Hearers
from yggdrasil.bus.refusals import Refusal, Refusals, pause_after
from yggdrasil.eventstore import lease
from yggdrasil.eventstore.backends.mongodb import MongoEventStore
from yggdrasil.eventstore.lease import RELAY, LeaseLostError
from yggdrasil.eventstore.store import Recorded
from yggdrasil.ids import new_id
from yggdrasil.logs import get_logger

WINDOW = 2_000
LEASE_SECONDS = 15.0
RENEW_SECONDS = 9.0

log = get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class Step:
    """What one step of a relay did.

    Attributes:
        is_active: whether this relay holds the lease.
        numbered: facts that got their position.
        published: facts offered to the broker.
        is_full: whether more is probably waiting.
        pause_seconds: how long to wait before the next step because the broker refused.
    """

    is_active: bool
    numbered: int = 0
    published: int = 0
    is_full: bool = False
    pause_seconds: float = 0.0


@dataclass
class _State:
    """What the holder of the lease knows; nobody else changes it while the fence holds."""

    fence: int
    position: int
    sent: int
    heard: dict[str, int]
    refusals: Refusals = field(default_factory=Refusals)


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
        self._state: _State | None = None
        self._renew_at = 0.0
        self._refused_in_a_row = 0

    def step(self) -> Step:
        """Do what there is to do now: hold the lease, number, hand over, note how far.

        Returns:
            What was done; inactive while another relay holds the lease.
        """
        try:
            state = self._hold()
            return Step(is_active=False) if state is None else self._act(state)
        except LeaseLostError:
            self._state = None
            return Step(is_active=False)
        except CarrierDownError as error:
            return self._carrier_is_down(error)
        except BaseException:
            # How much of it was kept is unknown: read the state again.
            self._state = None
            raise

    def stop(self) -> None:
        """Give the lease up, so that another relay takes over at once."""
        if self._state is not None:
            lease.release(self.store.relay, owner=self.owner)
            self._state = None

    def _act(self, state: _State) -> Step:
        numbered = self.store.number(most=WINDOW, fence=state.fence)
        state.position += len(numbered)
        offered = self._offer_again(state)
        published = self._publish(state, numbered)
        if offered or published:
            self._note(state)
        self._refused_in_a_row = 0
        return Step(
            is_active=True,
            numbered=len(numbered),
            published=published,
            is_full=max(len(numbered), published) >= WINDOW,
            pause_seconds=state.refusals.pause_seconds(),
        )

    def _hold(self) -> _State | None:
        """Return the state, with the lease renewed well before it ends."""
        if self._state is None or time.monotonic() >= self._renew_at:
            begun = time.monotonic()
            fence = lease.acquire(self.store.relay, owner=self.owner, seconds=LEASE_SECONDS)
            self._renew_at = begun + RENEW_SECONDS
            if fence is None:
                self._state = None
            elif self._state is None or self._state.fence != fence:
                self._state = self._read(fence)
        return self._state

    def _read(self, fence: int) -> _State:
        kept: dict[str, Any] | None = self.store.relay.find_one({"_id": RELAY, "fence": fence})
        if kept is None:
            raise LeaseLostError(f"The relay of {self.home!r} lost its lease.")
        return _State(
            fence=fence,
            position=kept["position"],
            sent=kept["sent"],
            heard=kept["heard"],
            refusals=Refusals(kept["refused"] or None),
        )

    def _publish(self, state: _State, numbered: Sequence[Recorded]) -> int:
        start, end = state.sent, min(state.position, state.sent + WINDOW)
        if start == end:
            return 0
        facts = _window(numbered, after=start, until=end)
        if len(facts) < end - start:
            facts = list(self.store.read_all(after=start, until=end))
        made = windows.batches(
            facts,
            home=self.home,
            end=end,
            hearers=self.hearers.of_name,
            tables=self.hearers.tables_of(self.home),
            heard=state.heard,
        )
        for batch in made:
            self._hand_over(batch, state.refusals, facts)
        state.heard = windows.heard_after(facts, hearers=self.hearers.of_name, heard=state.heard)
        state.sent = end
        return end - start

    def _hand_over(self, batch: Batch, refusals: Refusals, facts: list[Recorded]) -> None:
        if batch.name in refusals:
            refusals.extend(batch.name, until=batch.end)
            return
        try:
            self.carrier.publish(batch)
        except UnroutableError as error:
            log.warning("No queue takes facts.", home=self.home, name=batch.name, error=str(error))
            first = next(fact for fact in facts if fact.envelope.name == batch.name)
            refusals.add(batch.name, after=first.position - 1, until=batch.end)

    def _offer_again(self, state: _State) -> int:
        """Offer refused names whose time has come; hearers then read the store for them."""
        due = state.refusals.due()
        for refusal in due:
            try:
                self.carrier.publish(self._notice(refusal))
            except UnroutableError:
                state.refusals.add(refusal.name, after=refusal.after, until=refusal.until)
            else:
                state.refusals.remove(refusal.name)
        return len(due)

    def _notice(self, refusal: Refusal) -> Batch:
        return Batch(
            home=self.home,
            name=refusal.name,
            window=new_id(),
            end=refusal.until,
            places={},
            facts=(),
        )

    def _note(self, state: _State) -> None:
        changes = {
            "sent": state.sent,
            "published": state.refusals.published(state.sent),
            "heard": state.heard,
            "tables": self.hearers.tables_of(self.home),
            "refused": state.refusals.to_plain(),
        }
        noted = self.store.relay.update_one({"_id": RELAY, "fence": state.fence}, {"$set": changes})
        if noted.matched_count == 0:
            raise LeaseLostError(f"The relay of {self.home!r} lost its lease.")

    def _carrier_is_down(self, error: Exception) -> Step:
        # Whatever went out of the window is repeated under another id.
        self._state = None
        self._refused_in_a_row += 1
        pause = pause_after(self._refused_in_a_row)
        log.warning("Broker is away.", home=self.home, error=str(error), pause_seconds=pause)
        return Step(is_active=True, pause_seconds=pause)


def _window(numbered: Sequence[Recorded], *, after: int, until: int) -> list[Recorded]:
    """Return what of a window was numbered just now and need not be read back."""
    return [fact for fact in numbered if after < fact.position <= until]
