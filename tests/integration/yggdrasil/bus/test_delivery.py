"""From a change in one home to its effects in others: each once, in order, none lost."""

import pytest
from bson.decimal128 import Decimal128
from django.db import connections

from tests.scenarios.bus import CHANGED, SHUT, School, effects
from yggdrasil.bus.carrying.batch import decode
from yggdrasil.bus.carrying.carrier import CarrierDownError
from yggdrasil.bus.hearers import Hearers
from yggdrasil.bus.telling import windows
from yggdrasil.codec import MalformedDataError


class TestDelivery:
    def test_reaches_every_hearer_once(self, school: School) -> None:
        room = school.room("12")
        school.tell(room, 1, 2, 3)

        school.relay.step()
        school.deliver("statistics")
        school.deliver("news")

        assert school.numbers("statistics") == [1, 2, 3]
        assert school.numbers("news") == [1, 2, 3]

    def test_runs_two_handlers_of_one_fact_once_each(self, school: School) -> None:
        room = school.room("12")
        school.tell(room, 1, 2)

        school.relay.step()
        school.deliver()

        assert effects("statistics").find_one({"counter": str(room.pk)})["n"] == 2

    def test_twice_has_no_second_effect(self, school: School) -> None:
        school.tell(school.room("12"), 1, 2)
        school.relay.step()
        body = school.carrier.queues["statistics"][0]

        for _ in range(3):
            school.inbox().take(decode(body))

        assert school.numbers() == [1, 2]

    def test_of_a_batch_with_one_fact_taken_before_takes_only_the_rest(
        self, school: School
    ) -> None:
        room = school.room("12")
        school.tell(room, 1)
        school.relay.step()
        school.deliver()
        school.forget_the_last_window()
        school.tell(room, 2, 3)
        school.relay.step()
        assert len(decode(school.carrier.queues["statistics"][0]).facts) == 3

        school.deliver()

        assert school.numbers() == [1, 2, 3]
        assert effects("statistics").find_one({"counter": str(room.pk)})["n"] == 3

    def test_of_one_fact_taken_before_it_was_noted_has_no_second_effect(
        self, school: School
    ) -> None:
        school.tell_and_deliver(school.room("12"), 1)
        school.forget_the_last_window()
        streams = connections["statistics"].database["inbox_streams"]
        streams.update_many({}, {"$set": {"position": 0, "window": "", "parts": 0}})
        school.relay.step()

        school.deliver()

        assert school.numbers() == [1]
        assert school.inbox().progress("planning").position == 1

    def test_keeps_the_order_of_an_aggregate_across_names(self, school: School) -> None:
        first, second = school.room("1"), school.room("2")
        school.tell(first, 1)
        school.tell(second, 2, barred=True)
        school.tell(first, 3, barred=True)
        school.tell(second, 4)

        school.relay.step()
        school.deliver()

        numbers = school.numbers()
        assert sorted(numbers) == [1, 2, 3, 4]
        assert numbers.index(1) < numbers.index(3)
        assert numbers.index(2) < numbers.index(4)

    def test_of_an_undone_change_never_happens(self, school: School) -> None:
        room = school.room("12")
        with pytest.raises(MalformedDataError):
            school.tell(room, 1, "two")  # type: ignore[arg-type]

        school.relay.step()
        school.deliver()

        assert school.numbers() == []


class TestLoss:
    def test_of_a_message_is_made_up_from_the_store_by_the_next(self, school: School) -> None:
        room = school.room("12")
        school.tell(room, 1)
        school.relay.step()
        school.deliver()
        for number in (2, 3):
            school.tell(room, number)
            school.relay.step()
        del school.carrier.queues["statistics"][0]

        school.deliver()

        assert school.numbers() == [1, 2, 3]

    def test_of_the_last_message_is_made_up_when_nothing_moves(self, school: School) -> None:
        room = school.room("12")
        school.tell(room, 1)
        school.relay.step()
        school.deliver()
        school.tell(room, 2)
        school.relay.step()
        school.carrier.queues["statistics"].clear()

        school.inbox().catch_up("planning")

        assert school.numbers() == [1, 2]

    def test_of_all_messages_to_a_new_hearer_is_made_up_from_the_beginning(
        self, school: School
    ) -> None:
        room = school.room("12")
        for number in (1, 2):
            school.tell(room, number)
            school.relay.step()
        school.carrier.queues["statistics"].clear()
        school.tell(room, 3)
        school.relay.step()

        school.deliver()

        assert school.numbers() == [1, 2, 3]

    def test_of_order_is_mended(self, school: School) -> None:
        room = school.room("12")
        school.tell(room, 0)
        school.relay.step()
        school.deliver()
        for number in range(1, 6):
            school.tell(room, number)
            school.relay.step()
        queue = school.carrier.queues["statistics"]
        queue.reverse()

        school.deliver()

        assert school.numbers() == [0, 1, 2, 3, 4, 5]


class TestRelay:
    def test_that_died_before_noting_repeats_without_harm(self, school: School) -> None:
        room = school.room("12")
        school.tell(room, 1, 2)
        school.relay.step()
        school.forget_the_last_window()
        school.tell(room, 3)

        school.relay.step()
        school.deliver()

        assert school.numbers() == [1, 2, 3]

    def test_that_died_before_noting_loses_none_of_a_window_that_grew(self, school: School) -> None:
        first, second = school.room("1"), school.room("2")
        school.tell(first, 1)
        school.tell(second, 2, barred=True)
        school.relay.step()
        school.deliver()
        school.forget_the_last_window()
        school.tell(school.room("3"), 3)
        school.tell(first, 4, barred=True)

        school.relay.step()
        school.deliver()

        assert sorted(school.numbers()) == [1, 2, 3, 4]

    def test_with_an_older_table_than_the_hearer_hides_nothing(
        self, school: School, hearers: Hearers
    ) -> None:
        room = school.room("12")
        school.tell(room, 1)
        school.relay.step()
        school.deliver()
        lines = hearers.tables["statistics"]
        school.relay.hearers = Hearers(tables={"statistics": lines[:2]}, services=hearers.services)
        school.tell(room, 2, barred=True)
        school.tell(room, 3)

        school.relay.step()
        school.deliver()

        assert school.numbers() == [1, 2, 3]

    def test_waits_while_another_holds_the_lease(self, school: School) -> None:
        school.tell(school.room("12"), 1)
        school.relay.step()

        assert not school.make_relay("second").step().is_active

    def test_takes_over_at_once_when_the_other_stops(self, school: School) -> None:
        school.tell(school.room("12"), 1)
        school.relay.step()
        school.relay.stop()

        assert school.make_relay("second").step().is_active

    def test_marks_nothing_published_that_no_queue_took(self, school: School) -> None:
        school.carrier.bindings.clear()
        school.tell(school.room("12"), 1)

        step = school.relay.step()

        assert step.pause_seconds > 0
        assert school.relay.store.relay.find_one({})["published"] == 0

    def test_marks_nothing_published_while_the_broker_is_away(
        self, school: School, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def away(*_: object) -> None:
            raise CarrierDownError("The broker is away.")

        school.tell(school.room("12"), 1)
        with monkeypatch.context() as patch:
            patch.setattr(school.carrier, "publish", away)
            assert school.relay.step().pause_seconds > 0
        state = school.relay.store.relay.find_one({})
        assert (state["sent"], state["published"]) == (0, 0)

        school.relay.step()
        school.deliver()

        assert school.numbers() == [1]

    def test_hands_over_once_a_queue_is_bound_again(self, school: School) -> None:
        bindings, school.carrier.bindings = school.carrier.bindings, []
        school.tell(school.room("12"), 1)
        school.relay.step()
        school.carrier.bindings = bindings

        school.step_until_published()
        school.deliver()

        assert school.numbers() == [1]

    def test_lets_no_other_name_wait_for_one_that_no_queue_takes(self, school: School) -> None:
        school.carrier.bindings = [
            (key, app) for key, app in school.carrier.bindings if not key.endswith(SHUT)
        ]
        school.tell(school.room("1"), 1, barred=True)
        school.tell(school.room("2"), 2)

        school.relay.step()
        school.deliver("news")

        assert school.numbers("news") == [2]
        assert school.relay.store.relay.find_one({})["published"] == 0

    def test_announces_a_fact_too_large_to_carry(self, school: School, monkeypatch) -> None:
        monkeypatch.setattr(windows, "MOST_BYTES", 10)
        school.tell(school.room("1"), 1, 2)

        school.relay.step()

        assert decode(school.carrier.queues["statistics"][0]).facts == ()
        school.deliver()
        assert school.numbers() == [1, 2]

    def test_splits_a_window_by_its_bytes(self, school: School, monkeypatch) -> None:
        monkeypatch.setattr(windows, "MOST_BYTES", 500)
        school.tell(school.room("1"), *range(1, 11))

        school.relay.step()

        assert len(school.carrier.queues["statistics"]) > 2
        school.deliver()
        assert school.numbers() == list(range(1, 11))

    def test_is_not_stopped_by_a_fact_that_cannot_be_written(self, school: School) -> None:
        school.tell(school.room("1"), 1)
        school.tell(school.room("2"), 2)
        school.relay.store.commits.update_one(
            {"facts.payload.number": 1},
            {"$set": {"facts.0.payload.extra": Decimal128("1.5")}},
        )

        school.relay.step()
        school.deliver()

        assert sorted(school.numbers()) == [1, 2]

    def test_publishes_nothing_that_nobody_hears(self, school: School, hearers: Hearers) -> None:
        nobody = Hearers(tables={"news": ()}, services=hearers.services)
        school.relay.hearers = nobody
        school.tell(school.room("12"), 1)

        assert school.relay.step().published == 1
        assert not school.carrier.queues["statistics"]


def test_the_name_of_a_fact_is_routed_by_its_service(hearers: Hearers) -> None:
    assert hearers.routing_key(CHANGED) == f"planning-service.{CHANGED}"
