"""Numbering by hints, whatever happens: each fact one position, no hole, no order broken."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.contracts.eventstore.conftest import emptied
from tests.contracts.eventstore.test_together import Teller
from yggdrasil.bus.telling.watching import inserts
from yggdrasil.eventstore import lease, numbering
from yggdrasil.eventstore.backends.mongodb import MongoEventStore
from yggdrasil.eventstore.hints import LONG_AGO, Hint, Hints
from yggdrasil.eventstore.lease import LeaseLostError

HOME = "course"
MOSTLY_FIRST = st.sampled_from([0, 0, 0, 1])


class KilledError(BaseException):
    """Ends a process where it stands."""


@dataclass
class Process:
    """A relay's share of a process: its store, what its stream has shown, and what comes yet."""

    name: str
    store: MongoEventStore = field(default_factory=lambda: MongoEventStore(HOME))
    hints: Hints = field(default_factory=Hints)
    coming: list[Hint] = field(default_factory=list)
    fence: int = 0
    is_watching: bool = False

    def number(self, most: int) -> None:
        self.store.number(most=most, fence=self.fence, hints=self.hints)

    def give(self, most: int) -> None:
        """Number as a relay does that is busy: the positions are put in place later, or never."""
        self.store.numbering.give(most=most, fence=self.fence, note={}, hints=self.hints)


def placing_fails(*_: object) -> None:
    raise KilledError


class Relays(RuleBasedStateMachine):
    """Two relays beside each other, and tellers with clocks of their own."""

    stream: Any

    def __init__(self) -> None:
        super().__init__()
        self.store: Any = emptied(MongoEventStore(HOME))
        self.store.relay.delete_many({})
        self.teller = Teller()
        self.relays = [Process("first"), Process("second")]
        for who in (1, 0):
            self.open(who)
            self.take_over(who)

    @rule(
        lengths=st.dictionaries(st.sampled_from("abc"), st.integers(1, 3), min_size=1),
        digit=st.integers(0, 9),
        is_late=st.booleans(),
    )
    def commit(self, lengths: dict[str, int], digit: int, is_late: bool) -> None:
        self.store.append(self.teller.commit(lengths, digit))
        change = self.stream.next()
        hint = Hint(moment=change["clusterTime"], commit=change["fullDocument"], size=200)
        for who, relay in enumerate(self.relays):
            if relay.is_watching:
                relay.coming.append(hint)
            if not is_late:
                self.show(who, twice=False)

    @rule(who=MOSTLY_FIRST, twice=st.booleans())
    def show(self, who: int, twice: bool) -> None:
        relay = self.relays[who]
        for hint in relay.coming:
            for _ in range(1 + twice):
                relay.hints.show(hint)
        relay.coming.clear()

    @rule(who=MOSTLY_FIRST, most=st.integers(1, 9))
    def number(self, who: int, most: int) -> None:
        with suppress(LeaseLostError):
            self.relays[who].number(most)

    @rule(who=MOSTLY_FIRST, most=st.integers(1, 9))
    def give(self, who: int, most: int) -> None:
        with suppress(LeaseLostError):
            self.relays[who].give(most)

    @rule(who=st.integers(0, 1))
    def place(self, who: int) -> None:
        """Put in place what was given, the lease lost long ago or not."""
        self.relays[who].store.numbering.place()

    @rule(who=MOSTLY_FIRST)
    def note(self, who: int) -> None:
        with suppress(LeaseLostError):
            self.relays[who].store.numbering.note({}, fence=self.relays[who].fence)

    @rule(who=MOSTLY_FIRST, what=st.sampled_from(["open", "fail", "overflow", "take_over", "die"]))
    def disturb(self, who: int, what: str) -> None:
        getattr(self, what)(who)

    def open(self, who: int) -> None:
        self.relays[who].is_watching = True
        self.relays[who].coming.clear()
        self.relays[who].hints.open(LONG_AGO)

    def fail(self, who: int) -> None:
        self.relays[who].is_watching = False
        self.relays[who].coming.clear()
        self.relays[who].hints.close()

    def overflow(self, who: int) -> None:
        self.relays[who].hints.forget()

    def take_over(self, who: int) -> None:
        relay = self.relays[who]
        self.store.relay.update_many({}, {"$set": {"expires_at": lease.LONG_AGO}})
        relay.fence = lease.acquire(self.store.relay, owner=relay.name, seconds=30) or 0

    def die(self, who: int) -> None:
        self.break_off(who)
        self.relays[who] = Process(self.relays[who].name)

    @rule(who=MOSTLY_FIRST)
    def break_off(self, who: int) -> None:
        place, numbering._place = numbering._place, placing_fails
        try:
            with suppress(LeaseLostError, KilledError):
                self.relays[who].number(4)
        finally:
            numbering._place = place

    @rule(who=MOSTLY_FIRST)
    def catch_up(self, who: int) -> None:
        relay = self.relays[who]
        self.take_over(who)
        self.show(who, twice=False)
        before = None
        while before != (before := self.store.head()):
            relay.give(5)
        relay.store.numbering.place()
        assert not self.store.has_unnumbered()

    @invariant()
    def holds(self) -> None:
        kept = list(self.store.read_all())
        assert [one.position for one in kept] == list(range(1, self.store.head() + 1))
        ids = [one.envelope.id for one in kept]
        assert len(set(ids)) == len(ids)

    def teardown(self) -> None:
        self.catch_up(0)
        kept = [one.envelope for one in self.store.read_all()]
        ids = [one.id for one in kept]
        assert len(ids) == sum(self.teller.versions.values())
        for commit in self.teller.told:
            first = ids.index(commit[0].id)
            assert ids[first : first + len(commit)] == [one.id for one in commit]
        for of, version in self.teller.versions.items():
            mine = [one.aggregate.version for one in kept if one.aggregate.id == of]
            assert mine == list(range(1, version + 1))


@pytest.fixture
def relays(homes: None) -> Iterator[Relays]:
    """Return two relays at work, of which the first has the lease."""
    with inserts([HOME]) as stream:
        Relays.stream = stream
        relays = Relays()
        relays.number(0, 9)
        yield relays
        relays.holds()
        relays.teardown()


class TestHinted:
    def test_is_numbered_without_a_look_at_what_waits(
        self, relays: Relays, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(numbering, "scan", placing_fails)

        for _ in range(3):
            relays.commit({"a": 1, "b": 2}, 0, is_late=False)
            relays.number(0, 9)

        assert relays.store.head() == 9
        monkeypatch.undo()

    def test_twice_is_numbered_once(self, relays: Relays) -> None:
        relays.commit({"a": 2}, 0, is_late=True)
        relays.show(0, twice=True)
        relays.number(0, 9)

        assert relays.store.head() == 2

    def test_after_it_was_scanned_is_numbered_once(self, relays: Relays) -> None:
        relays.overflow(0)
        relays.commit({"a": 2}, 0, is_late=True)
        relays.number(0, 9)
        relays.show(0, twice=False)
        relays.number(0, 9)

        assert relays.store.head() == 2

    def test_and_numbered_by_another_meanwhile_is_left_alone(self, relays: Relays) -> None:
        relays.commit({"a": 2}, 0, is_late=False)
        relays.take_over(1)
        relays.number(1, 9)
        relays.take_over(0)
        relays.number(0, 9)

        assert relays.store.head() == 2

    def test_and_not_numbered_because_of_an_error_is_found(self, relays: Relays) -> None:
        relays.commit({"a": 2}, 0, is_late=False)
        relays.break_off(0)
        relays.commit({"a": 1}, 0, is_late=False)
        relays.number(0, 9)

        assert relays.store.head() == 3


@pytest.mark.usefixtures("homes")
def test_gives_each_fact_one_position_whatever_happens() -> None:
    often = settings(
        max_examples=40,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    with inserts([HOME]) as stream:
        Relays.stream = stream
        run_state_machine_as_test(Relays, settings=often)
