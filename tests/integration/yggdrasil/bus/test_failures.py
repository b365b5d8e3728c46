"""A handler that fails: others go on, its aggregate waits, and in the end staff decide."""

from datetime import UTC, timedelta

import pytest

from tests.scenarios.bus import School, faults
from yggdrasil import clock
from yggdrasil.bus.hearing.retries import NotDeadError, UnknownFailureError


class TestFailure:
    def test_of_one_fact_keeps_no_other_waiting(self, school: School) -> None:
        first, second = school.room("1"), school.room("2")
        faults.numbers = {1}
        school.tell(first, 1)
        school.tell(second, 2)
        school.relay.step()

        school.deliver()

        assert school.numbers() == [2]
        assert school.states() == {1: "retrying"}

    def test_makes_later_facts_of_its_aggregate_wait(self, school: School) -> None:
        room = school.room("1")
        faults.numbers = {1}
        school.tell(room, 1, 2)
        school.relay.step()
        school.deliver()
        school.tell(room, 3)
        school.relay.step()

        school.deliver()

        assert school.numbers() == []
        assert school.states() == {1: "retrying", 2: "waiting", 3: "waiting"}

    def test_that_passes_lets_the_waiting_follow_in_order(self, school: School) -> None:
        faults.numbers = {1}
        school.tell(school.room("1"), 1, 2, 3)
        school.relay.step()
        school.deliver()
        faults.numbers = set()

        with clock.held(clock.now() + timedelta(hours=1)):
            taken = school.retries().retry_due()

        # One handler had to try again once, and both of them with what waited behind it.
        assert taken == 1 + 2 * 2
        assert school.numbers() == [1, 2, 3]
        assert school.states() == {}

    def test_is_not_tried_before_its_time(self, school: School) -> None:
        faults.numbers = {1}
        school.tell(school.room("1"), 1)
        school.relay.step()
        school.deliver()
        faults.numbers = set()

        assert school.retries().retry_due() == 0

    def test_is_tried_at_its_time_to_the_millisecond(self, school: School) -> None:
        faults.numbers = {1}
        school.tell(school.room("1"), 1)
        school.relay.step()
        school.deliver()
        faults.numbers = set()
        (failure,) = school.inbox().failures.collection.find()
        time = failure["next_at"].replace(tzinfo=UTC)

        with clock.held(time - timedelta(milliseconds=1)):
            assert school.retries().retry_due() == 0
        with clock.held(time):
            assert school.retries().retry_due() == 1

    def test_of_a_fact_that_lay_for_a_week_gets_all_its_attempts(self, school: School) -> None:
        faults.numbers = {1}
        with clock.held(clock.now() - timedelta(days=7)):
            school.tell(school.room("1"), 1)
            school.relay.step()

        school.deliver()

        assert school.states() == {1: "retrying"}
        assert school.retries().retry_due() == 0, "its pause begins with the failure"

    def test_is_given_up_with_its_last_attempt_and_no_earlier(self, school: School) -> None:
        faults.numbers = {1}
        school.tell(school.room("1"), 1)
        school.relay.step()
        school.deliver()

        states = []
        for hours in range(1, 8):
            with clock.held(clock.now() + timedelta(hours=hours)):
                school.retries().retry_due()
            states.append(school.states()[1])

        assert states == ["retrying"] * 6 + ["dead"]

    def test_that_stays_ends_as_a_dead_letter(self, school: School) -> None:
        faults.numbers = {1}
        school.tell(school.room("1"), 1, 2)
        school.relay.step()
        school.deliver()

        school.retry_until_dead()

        assert school.states() == {1: "dead", 2: "waiting"}

    def test_delivered_again_is_not_kept_twice(self, school: School) -> None:
        faults.numbers = {1}
        school.tell(school.room("1"), 1)
        school.relay.step()
        body = school.carrier.queues["statistics"][0]
        school.deliver()
        school.carrier.queues["statistics"].append(body)

        school.deliver()

        assert school.states() == {1: "retrying"}


class TestDeadLetter:
    def test_replayed_takes_effect_and_frees_the_rest(self, dead: School) -> None:
        faults.numbers = set()

        assert dead.retries().replay(dead.key_of(1))

        dead.retries().retry_due()
        assert dead.numbers() == [1, 2]

    def test_replayed_with_a_mended_payload_takes_that(self, dead: School) -> None:
        key = dead.key_of(1)
        mended = {"location_id": "mended", "number": 10}

        assert dead.retries().replay(key, payload=mended)

        assert dead.numbers() == [10]

    def test_replayed_in_vain_is_dead_again(self, dead: School) -> None:
        assert not dead.retries().replay(dead.key_of(1))

        assert dead.states() == {1: "dead", 2: "waiting"}

    def test_discarded_frees_the_rest(self, dead: School) -> None:
        dead.retries().discard(dead.key_of(1))

        dead.retries().retry_due()
        assert dead.numbers() == [2]

    def test_cannot_be_discarded_while_it_is_waiting(self, dead: School) -> None:
        with pytest.raises(NotDeadError):
            dead.retries().discard(dead.key_of(2))

    def test_that_is_unknown_is_an_error(self, dead: School) -> None:
        with pytest.raises(UnknownFailureError):
            dead.retries().replay("nothing/like-it")
