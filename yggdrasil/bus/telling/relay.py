"""The relay of one home: numbers what was committed and hands it to the broker, in order.

What is planned is handed over at once, and put in place when nothing waits. One relay a home is
active, by a fenced lease. No transaction is open while it talks to the broker.
A crash at any point repeats a hand-over, never skips one; hearers take each fact once.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from yggdrasil.bus.carrying.carrier import Carrier, CarrierDownError
from yggdrasil.bus.hearers import Hearers
from yggdrasil.bus.telling.offering import Offering
from yggdrasil.bus.telling.refusals import pause_after
from yggdrasil.bus.telling.state import State
from yggdrasil.bus.telling.tenure import Tenure
from yggdrasil.eventstore.backends.mongodb import MongoEventStore
from yggdrasil.eventstore.hints import Hints
from yggdrasil.eventstore.lease import LeaseLostError
from yggdrasil.eventstore.store import Recorded
from yggdrasil.logs import get_logger

WINDOW = 2_000
# What was handed over is noted when nothing follows, at the latest after so long.
NOTE_SECONDS = 1.0

log = get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class Step:
    """What one step of a relay did.

    Attributes:
        is_active: whether this relay holds the lease.
        numbered: facts that got their position.
        published: facts offered to the broker.
        is_full: whether more is probably waiting.
        pause_seconds: how long to wait before the next step because the broker is away, because it
            refused a name, or because another relay holds the lease.
        is_broker_away: whether nothing can be handed over until then.
        is_suspicious: whether that other relay is being watched: facts wait, it does not move.
    """

    is_active: bool
    numbered: int = 0
    published: int = 0
    is_full: bool = False
    pause_seconds: float = 0.0
    is_broker_away: bool = False
    is_suspicious: bool = False


class Relay:
    """The relay of one home; `step` it until told to stop."""

    def __init__(
        self,
        *,
        home: str,
        owner: str,
        carrier: Carrier,
        hearers: Hearers,
        hints: Hints | None = None,
    ) -> None:
        """Choose the home.

        Args:
            home: alias of the home whose facts are handed over.
            owner: name of this process, unique among all relays.
            carrier: the broker.
            hearers: who hears what.
            hints: what a change stream shows of new commits, if somebody watches one.
        """
        self.home = home
        self.carrier = carrier
        self.hearers = hearers
        self.hints = hints or Hints()
        self.store = MongoEventStore(home)
        self._tenure = Tenure(self.store, owner=owner)
        self._refused_in_a_row = 0

    def step(self) -> Step:
        """Do what there is to do now: hold the lease, number, hand over, note how far.

        Returns:
            What was done; inactive while another relay holds the lease.
        """
        step = self.hand_over()
        return step if self.note() or not step.is_active else self._stands_by()

    def hand_over(self) -> Step:
        """Do the same, but leave the note for a moment in which nothing waits.

        A relay that dies before it notes repeats what it handed over; hearers take it once.

        Returns:
            What was done; inactive while another relay holds the lease.
        """
        try:
            state = self._tenure.hold()
            return self._stands_by() if state is None else self._act(state)
        except LeaseLostError:
            self._tenure.doubt()
            return self._stands_by()
        except CarrierDownError as error:
            return self._carrier_is_down(error)
        except BaseException:
            # How much of it was kept is unknown.
            self._tenure.doubt()
            raise

    def note(self) -> bool:
        """Note how far facts were handed over, if that is not noted yet.

        Returns:
            Whether this relay still holds the lease, or never did.
        """
        state = self._tenure.state
        if state is None:
            return True
        try:
            self.store.numbering.place()
            if not state.is_noted:
                self._note(state)
        except LeaseLostError:
            self._tenure.doubt()
            return False
        except BaseException:
            self._tenure.doubt()
            raise
        return True

    @property
    def seconds_to_renewal(self) -> float:
        """Return how long the lease needs no renewal."""
        return self._tenure.seconds_to_renewal

    def live(self) -> None:
        """Show those who stand by that this relay lives, though its facts have to wait."""
        self._tenure.renew()

    def stop(self) -> None:
        """Give the lease up, so that another relay takes over at once."""
        self.note()
        self._tenure.end()

    def _act(self, state: State) -> Step:
        numbered = self._number(state)
        offered = self._offering.again(state)
        published = self._publish(state, numbered)
        state.is_noted = state.is_noted and not (offered or published)
        if not state.is_noted and time.monotonic() >= state.noted_at + NOTE_SECONDS:
            self._note(state)
        elif self.store.numbering.is_due(is_calm=self.hints.is_empty):
            self.store.numbering.place()
        self._refused_in_a_row = 0
        return Step(
            is_active=True,
            numbered=len(numbered),
            published=published,
            is_full=max(len(numbered), published) >= WINDOW,
            pause_seconds=state.refusals.pause_seconds(),
        )

    def _number(self, state: State) -> Sequence[Recorded]:
        """Number what waits; the same command notes how far the facts before were handed over."""
        note = {} if state.is_noted else state.to_plain(self.hearers.tables_of(self.home))
        numbered = self.store.numbering.give(
            most=WINDOW, fence=state.fence, note=note, hints=self.hints
        )
        state.position = self.store.numbering.position
        if numbered:
            state.noted()
        return numbered

    def _stands_by(self) -> Step:
        # Whoever stands by would keep for nothing what the other one numbers.
        self.hints.forget()
        standby = self._tenure.standby
        return Step(
            is_active=False,
            pause_seconds=standby.pause_seconds,
            is_suspicious=standby.is_suspicious,
        )

    def _publish(self, state: State, numbered: Sequence[Recorded]) -> int:
        start, end = state.sent, min(state.position, state.sent + WINDOW)
        if start == end:
            return 0
        facts = [fact for fact in numbered if start < fact.position <= end]
        if len(facts) < end - start:
            # Numbered earlier, perhaps by another relay; else there is no need to read it back.
            facts = list(self.store.read_all(after=start, until=end))
        self._offering.window(state, facts, end=end)
        return end - start

    @property
    def _offering(self) -> Offering:
        return Offering(home=self.home, carrier=self.carrier, hearers=self.hearers)

    def _note(self, state: State) -> None:
        changes = state.to_plain(self.hearers.tables_of(self.home))
        self.store.numbering.note(changes, fence=state.fence)
        state.noted()

    def _carrier_is_down(self, error: Exception) -> Step:
        # Whatever went out of the window is repeated under another id.
        self._tenure.doubt()
        self.store.numbering.place()
        self._refused_in_a_row += 1
        pause = pause_after(self._refused_in_a_row)
        log.warning("Broker is away.", home=self.home, error=str(error), pause_seconds=pause)
        return Step(is_active=True, pause_seconds=pause, is_broker_away=True)
