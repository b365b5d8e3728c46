"""Each promise of the bus broken on purpose: the test that holds it must notice."""

from contextlib import suppress
from typing import Any

import pytest

from tests.contracts.eventstore import test_reading
from tests.integration.yggdrasil.bus import test_delivery, test_failures, test_hearing, test_races
from tests.scenarios.bus import School
from yggdrasil.bus.carrying.backends.memory import MemoryCarrier
from yggdrasil.bus.carrying.carrier import CarrierDownError, UnroutableError
from yggdrasil.bus.effects import applying, failures
from yggdrasil.bus.effects.failures import Failures
from yggdrasil.bus.effects.markers import Markers
from yggdrasil.bus.effects.progress import Streams
from yggdrasil.bus.hearing import inbox
from yggdrasil.bus.telling.offering import Offering
from yggdrasil.eventstore import lease, scanning
from yggdrasil.eventstore.backends.mongodb import MongoEventStore

Patch = pytest.MonkeyPatch


def holds(school: School, promise: Any, **more: Any) -> bool:
    """Return whether a test of the bus passes."""
    try:
        promise(school, **more)
    except AssertionError:
        return False
    return True


class TestRelay:
    def test_that_takes_a_refused_name_for_published_is_noticed(
        self, school: School, monkeypatch: Patch
    ) -> None:
        publish = MemoryCarrier.publish

        def swallow(carrier: MemoryCarrier, batch: Any) -> None:
            with suppress(UnroutableError):
                publish(carrier, batch)

        monkeypatch.setattr(MemoryCarrier, "publish", swallow)

        test = test_delivery.TestRelay().test_marks_nothing_published_that_no_queue_took
        assert not holds(school, test)

    def test_that_marks_before_the_broker_has_it_is_noticed(
        self, school: School, monkeypatch: Patch
    ) -> None:
        hand_over = Offering.hand_over

        def swallow(*arguments: Any) -> None:
            with suppress(CarrierDownError):
                hand_over(*arguments)

        monkeypatch.setattr(Offering, "hand_over", swallow)

        test = test_delivery.TestRelay().test_marks_nothing_published_while_the_broker_is_away
        assert not holds(school, test, monkeypatch=monkeypatch)

    def test_that_asks_nobody_for_the_lease_is_noticed(
        self, school: School, monkeypatch: Patch
    ) -> None:
        acquire = lease.acquire
        monkeypatch.setattr(
            lease, "acquire", lambda state, **how: acquire(state, **{**how, "owner": "anybody"})
        )

        assert not holds(school, test_delivery.TestRelay().test_waits_while_another_holds_the_lease)


class TestStore:
    @pytest.mark.parametrize(
        ("part", "broken"),
        [("in_order", list), ("_predecessors", lambda *_: [])],
    )
    def test_that_orders_by_the_clock_is_noticed(
        self, school: School, monkeypatch: Patch, part: str, broken: Any
    ) -> None:
        monkeypatch.setattr(scanning, part, broken)
        store = MongoEventStore("planning")
        store.relay.insert_one({"_id": "relay", "fence": 0, "position": 0})

        test = test_reading.TestNumber().test_never_puts_a_version_before_an_earlier_one
        assert not holds(store, test)  # type: ignore[arg-type]


class TestHearer:
    def test_that_keeps_no_marker_is_noticed(self, school: School, monkeypatch: Patch) -> None:
        monkeypatch.setattr(Markers, "add", lambda *_: None)

        test = test_delivery.TestDelivery()
        assert not holds(
            school, test.test_of_a_batch_with_one_fact_taken_before_takes_only_the_rest
        )

    def test_that_looks_for_no_gap_is_noticed(self, school: School, monkeypatch: Patch) -> None:
        monkeypatch.setattr(inbox, "_follows", lambda *_: True)

        test = test_delivery.TestLoss().test_of_a_message_is_made_up_from_the_store_by_the_next
        assert not holds(school, test)

    def test_that_marks_after_the_effect_is_noticed(
        self, school: School, elsewhere: Any, monkeypatch: Patch
    ) -> None:
        add, run_all = Markers.add, applying.run_all
        waiting: list[Any] = []
        monkeypatch.setattr(Markers, "add", lambda *what: waiting.append(what))

        def run_and_mark(tasks: Any) -> None:
            mine = list(waiting)
            waiting.clear()
            run_all(tasks)
            for what in mine:
                add(*what)

        monkeypatch.setattr(applying, "run_all", run_and_mark)

        test = test_races.TestTwoWorkers()
        assert not holds(
            school,
            test.test_run_a_handler_once_even_while_the_first_still_holds_the_message,
            elsewhere=elsewhere,
            monkeypatch=monkeypatch,
        )


class TestFailures:
    def test_that_hold_nothing_back_are_noticed(self, school: School, monkeypatch: Patch) -> None:
        monkeypatch.setattr(Failures, "split", lambda _, tasks: (list(tasks), []))

        test = test_failures.TestFailure().test_makes_later_facts_of_its_aggregate_wait
        assert not holds(school, test)

    def test_put_aside_without_a_word_are_noticed(self, school: School, monkeypatch: Patch) -> None:
        monkeypatch.setattr(Streams, "not_clear", lambda *_: None)

        assert not holds(school, test_hearing.TestClear().test_ends_with_what_another_puts_aside)

    def test_given_up_an_attempt_too_early_are_noticed(
        self, school: School, monkeypatch: Patch
    ) -> None:
        monkeypatch.setattr(failures, "ATTEMPTS", failures.ATTEMPTS - 1)

        test = test_failures.TestFailure().test_is_given_up_with_its_last_attempt_and_no_earlier
        assert not holds(school, test)
