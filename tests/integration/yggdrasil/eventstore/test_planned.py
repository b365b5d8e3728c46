"""Positions that are given and not yet in place: read like any other, given once, never lost."""

import time
from copy import copy
from typing import Any

import pytest
from bson import ObjectId
from bson.timestamp import Timestamp

from tests.contracts.eventstore.conftest import fact
from yggdrasil.eventstore import lease, numbering, reading
from yggdrasil.eventstore.backends.mongodb import MongoEventStore
from yggdrasil.eventstore.hints import LONG_AGO, Hint, Hints
from yggdrasil.eventstore.lease import LeaseLostError
from yggdrasil.eventstore.store import Recorded

pytestmark = pytest.mark.usefixtures("homes")

CHANGED, PUBLISHED = "courses.course.changed.v1", "courses.course.published.v1"
# Later than any scan.
IN_TIMES_TO_COME = 2**32 - 1
SIZES = (1, 3, 2)
ALL = sum(SIZES)


class Relay:
    """The hand that gives positions, with a lease of its own."""

    def __init__(self, owner: str) -> None:
        self.store = MongoEventStore("course")
        self.store.relay.update_many({}, {"$set": {"expires_at": lease.LONG_AGO}})
        self.fence = lease.acquire(self.store.relay, owner=owner, seconds=30) or 0
        self.numbering = self.store.numbering
        self.hints = Hints()
        self.hints.open(LONG_AGO)

    def tell(self, size: int = 1, *, of: str = "late", name: str = CHANGED) -> None:
        """Commit facts, and show the commit as the change stream does."""
        told = [fact(1, of=f"{of} {part}", name=name) for part in range(size)]
        self.store.append(told)
        commit = self.store.commits.find_one({"_id": ObjectId(told[0].id)})
        assert commit is not None
        self.hints.show(Hint(moment=Timestamp(IN_TIMES_TO_COME, 1), commit=commit, size=100))

    def give(self) -> list[int]:
        """Give positions to what waits; return them."""
        given = self.numbering.give(most=100, fence=self.fence, note={}, hints=self.hints)
        return [one.position for one in given]

    def in_place(self) -> list[int]:
        """Return the positions that commits have in place."""
        return sorted(one["position"] for one in self.store.commits.find({"position": {"$gt": 0}}))

    def planned(self) -> int:
        """Return how many commits the home's plan names."""
        return len(self.store.relay.find_one({})["plan"])


@pytest.fixture
def relay() -> Relay:
    return Relay("first")


@pytest.fixture
def told(relay: Relay) -> Relay:
    """Return a relay that has given positions to three commits, with the first one in place."""
    relay.give()
    for number, size in enumerate(SIZES):
        relay.tell(size, of=str(number), name=(CHANGED, PUBLISHED)[number % 2])
        relay.give()
        if number == 0:
            relay.numbering.place()
    return relay


def read(store: MongoEventStore, **window: Any) -> list[Recorded]:
    return list(store.read_all(**window))


class TestReading:
    @pytest.mark.parametrize("names", [(), (CHANGED,), (PUBLISHED,)])
    @pytest.mark.parametrize("after", range(ALL + 1))
    def test_finds_the_same_before_and_after_they_are_in_place(
        self, told: Relay, after: int, names: tuple[str, ...]
    ) -> None:
        windows = [
            {"after": after, "until": until, "names": names, "limit": limit}
            for until in (None, *range(after, ALL + 1))
            for limit in (None, 1, 2)
        ]
        before = [read(told.store, **window) for window in windows]

        told.numbering.place()

        assert before == [read(told.store, **window) for window in windows]
        assert [one.position for one in read(told.store)] == list(range(1, ALL + 1))

    @pytest.mark.parametrize("after", range(ALL))
    def test_counts_the_same_before_and_after_they_are_in_place(
        self, told: Relay, after: int
    ) -> None:
        def count(most: int) -> int:
            return told.store.count(names=[CHANGED], after=after, until=ALL, most=most)

        before = [count(most) for most in (1, 10)]
        told.numbering.place()

        assert before == [count(most) for most in (1, 10)]

    def test_finds_each_once_that_is_put_in_place_meanwhile(
        self, told: Relay, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        planned = reading.planned

        def and_then_place(kept: Any) -> Any:
            found = planned(kept)
            told.numbering.place()
            return found

        monkeypatch.setattr(reading, "planned", and_then_place)

        found = read(told.store)

        assert [one.position for one in found] == list(range(1, ALL + 1))
        assert len({one.envelope.id for one in found}) == ALL

    def test_finds_what_was_planned_since_where_the_end_was_told(self, told: Relay) -> None:
        told.tell()

        assert told.give() == [ALL + 1]
        assert [one.position for one in read(told.store, after=ALL, until=ALL + 1)] == [ALL + 1]


class TestPlan:
    def test_names_all_that_is_not_in_place(self, told: Relay) -> None:
        assert told.in_place() == [1]
        assert told.planned() == 2

    def test_is_put_in_place_whole_by_whoever_takes_over(self, told: Relay) -> None:
        second = Relay("second")

        assert second.give() == []
        assert second.in_place() == [1, 4, 6]

    def test_is_put_in_place_before_a_scan_that_would_find_it_again(self, told: Relay) -> None:
        told.hints.forget()
        told.tell()

        assert told.give() == [ALL + 1]
        assert told.in_place() == [1, 4, 6]

    def test_is_in_place_at_last_where_putting_it_there_failed(
        self, told: Relay, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as failing:
            failing.setattr(numbering, "_place", lambda *_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                told.numbering.place()

        told.numbering.place()

        assert told.in_place() == [1, 4, 6]

    def test_of_a_relay_that_overslept_changes_nothing(self, told: Relay) -> None:
        second = Relay("second")
        second.tell()
        second.give()
        before = read(second.store)

        told.numbering.place()

        assert read(second.store) == before
        second.numbering.place()
        assert second.in_place() == [1, 4, 6, 7]

    def test_is_refused_to_a_relay_that_overslept_even_if_nothing_waits(self, relay: Relay) -> None:
        Relay("second")

        with pytest.raises(LeaseLostError):
            relay.give()

    def test_of_another_is_not_forgotten_with_a_note(self, told: Relay) -> None:
        second = Relay("second")

        second.numbering.note({"sent": 1}, fence=second.fence)
        with pytest.raises(LeaseLostError):
            told.numbering.note({"sent": 2}, fence=told.fence)

        assert second.planned() == 2
        assert second.store.relay.find_one({})["sent"] == 1

    def test_is_not_forgotten_by_a_note_that_reaches_the_server_late(self, told: Relay) -> None:
        # What the driver gave up waiting for, the server may do yet.
        on_its_way = copy(told.numbering)
        told.tell()
        told.give()

        with pytest.raises(LeaseLostError):
            on_its_way.note({}, fence=told.fence)

        assert Relay("second").give() == []
        assert told.in_place() == [1, 4, 6, 7]

    def test_is_empty_once_all_is_in_place_and_noted(self, told: Relay) -> None:
        told.numbering.note({}, fence=told.fence)

        assert told.planned() == 0
        assert told.in_place() == [1, 4, 6]
        assert told.store.head() == ALL

    def test_that_somebody_else_has_changed_is_followed_by_none(self, told: Relay) -> None:
        told.tell()
        told.store.relay.update_one({}, {"$inc": {"position": 5}})

        with pytest.raises(LeaseLostError):
            told.give()


class TestDue:
    def test_are_none_where_none_was_given(self, relay: Relay) -> None:
        assert not relay.numbering.is_due(is_calm=True)

    @pytest.mark.parametrize("is_calm", [True, False])
    def test_are_old_ones_while_nothing_waits(
        self, told: Relay, monkeypatch: pytest.MonkeyPatch, is_calm: bool
    ) -> None:
        assert not told.numbering.is_due(is_calm=is_calm)
        later = time.monotonic() + numbering.PLACE_SECONDS
        monkeypatch.setattr(time, "monotonic", lambda: later)

        assert told.numbering.is_due(is_calm=is_calm) == is_calm

    def test_are_many_ones_whatever_waits(
        self, told: Relay, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(numbering, "MOST_UNPLACED", 2)

        assert told.numbering.is_due(is_calm=False)
