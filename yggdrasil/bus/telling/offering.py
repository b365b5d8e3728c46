"""Offering facts to the broker: window by window, and again what no queue would take."""

from collections.abc import Sequence
from dataclasses import dataclass

from yggdrasil.bus.carrying.batch import Batch
from yggdrasil.bus.carrying.carrier import Carrier, UnroutableError
from yggdrasil.bus.hearers import Hearers
from yggdrasil.bus.telling import windows
from yggdrasil.bus.telling.refusals import Refusal, Refusals
from yggdrasil.bus.telling.state import State
from yggdrasil.eventstore.store import Recorded
from yggdrasil.ids import new_id
from yggdrasil.logs import get_logger

log = get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class Offering:
    """The way from one home to the broker.

    Attributes:
        home: alias of the home.
        carrier: the broker.
        hearers: who hears what.
    """

    home: str
    carrier: Carrier
    hearers: Hearers

    def window(self, state: State, facts: Sequence[Recorded], *, end: int) -> None:
        """Offer the facts of a window, and move the state to its end.

        Args:
            state: of the relay.
            facts: all facts of the window, by position.
            end: its last position.

        Raises:
            CarrierDownError: if the broker is away; the window is repeated as a whole.
        """
        hearing = self.hearers.of_name
        made = windows.batches(
            facts,
            home=self.home,
            end=end,
            hearers=hearing,
            tables=self.hearers.tables_of(self.home),
            heard=state.heard,
        )
        for batch in made:
            self.hand_over(batch, state.refusals, facts)
        state.heard = windows.heard_after(facts, hearers=hearing, heard=state.heard)
        state.sent = end

    def hand_over(self, batch: Batch, refusals: Refusals, facts: Sequence[Recorded]) -> None:
        """Offer one batch; what no queue takes is kept back by its name.

        Args:
            batch: a part of the window.
            refusals: names kept back.
            facts: all facts of the window.

        Raises:
            CarrierDownError: if the broker is away.
        """
        if batch.name in refusals:
            refusals.extend(batch.name, until=batch.end)
            return
        try:
            self.carrier.publish(batch)
        except UnroutableError as error:
            log.warning("No queue takes facts.", home=self.home, name=batch.name, error=str(error))
            first = next(fact for fact in facts if fact.envelope.name == batch.name)
            refusals.add(batch.name, after=first.position - 1, until=batch.end)

    def again(self, state: State) -> int:
        """Offer refused names whose time has come; hearers then read the store for them.

        Args:
            state: of the relay.

        Returns:
            How many names were offered.

        Raises:
            CarrierDownError: if the broker is away.
        """
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
