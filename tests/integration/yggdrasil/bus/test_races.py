"""Two workers at once, a kill in between, a clock set back: still once, in order, none stranded."""

from datetime import timedelta

import pytest

from tests.scenarios.bus import Elsewhere, School, effects, faults
from yggdrasil import clock
from yggdrasil.bus.effects.failures import ATTEMPTS, Failures
from yggdrasil.bus.hearers import Hearers
from yggdrasil.bus.hearing import catching_up
from yggdrasil.bus.telling.tenure import LEASE_SECONDS
from yggdrasil.errors import UnavailableError


class BackendAwayError(UnavailableError):
    """Something that a handler needs is away."""


class KilledError(BaseException):
    """Ends a process where it stands."""


@pytest.fixture
def failed(school: School) -> School:
    """Return a school with a fact 1 that is due to be tried again."""
    faults.numbers = {1}
    school.tell(school.room("1"), 1)
    school.relay.step()
    school.deliver()
    faults.numbers = set()
    return school


def retry_later(school: School) -> int:
    with clock.held(clock.now() + timedelta(hours=1)):
        return school.retries().retry_due()


class TestTwoWorkers:
    def test_that_try_a_failed_fact_again_have_one_effect(
        self, failed: School, elsewhere: Elsewhere
    ) -> None:
        faults.meanwhile = lambda: elsewhere(lambda: retry_later(failed))

        retry_later(failed)
        elsewhere.join()

        assert failed.numbers() == [1]
        assert failed.states() == {}

    def test_taking_the_same_message_have_one_effect(
        self, school: School, elsewhere: Elsewhere
    ) -> None:
        school.tell(school.room("1"), 1, 2)
        school.relay.step()
        school.deliver()
        school.tell(school.room("2"), 3)
        school.relay.step()
        batch = school.carrier.pop("statistics")
        faults.meanwhile = lambda: elsewhere(lambda: school.inbox().take(batch))

        school.inbox().take(batch)
        elsewhere.join()

        assert school.numbers() == [1, 2, 3]

    def test_one_live_and_one_catching_up_have_one_effect(
        self, school: School, elsewhere: Elsewhere
    ) -> None:
        room = school.room("1")
        school.tell(room, 1)
        school.relay.step()
        school.deliver()
        school.tell(room, 2, 3)
        school.relay.step()
        faults.meanwhile = lambda: elsewhere(lambda: school.inbox().catch_up("planning"))

        school.deliver()
        elsewhere.join()

        assert school.numbers() == [1, 2, 3]

    def test_run_a_handler_once_even_while_the_first_still_holds_the_message(
        self, school: School, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        room, ran = school.room("1"), []
        school.tell(room, 1)
        school.relay.step()
        school.deliver()
        school.tell(room, 2)
        school.relay.step()
        batch = school.carrier.pop("statistics")

        def check(number: int) -> None:
            ran.append(number)
            if len(ran) == 1:
                elsewhere(lambda: school.inbox().take(batch))

        monkeypatch.setattr(faults, "check", check)
        school.inbox().take(batch)
        elsewhere.join()

        assert ran == [2]
        assert school.numbers() == [1, 2]

    def test_catching_up_while_more_is_told_miss_nothing_in_between(
        self, school: School, elsewhere: Elsewhere
    ) -> None:
        room = school.room("1")
        school.tell(room, 1, 2)
        school.relay.step()
        school.carrier.queues["statistics"].clear()

        def go_on() -> None:
            school.tell(room, 3)
            school.relay.step()
            school.deliver()

        faults.meanwhile = lambda: elsewhere(go_on)
        school.inbox().catch_up("planning")
        elsewhere.join()
        school.deliver()

        assert school.numbers() == [1, 2, 3]
        assert school.inbox().waiting("planning") == 0

    def test_leave_no_fact_waiting_behind_one_that_was_just_taken(
        self, failed: School, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        room = failed.inbox().failures.collection.find_one({})["aggregate_id"]
        failed.tell(failed.room_again(room), 2)
        failed.relay.step()
        split, raced = Failures.split, []

        def split_and_be_overtaken(self: Failures, tasks: object) -> object:
            found = split(self, tasks)  # type: ignore[arg-type]
            if not raced:
                raced.append(True)
                elsewhere(lambda: retry_later(failed))
            return found

        monkeypatch.setattr(Failures, "split", split_and_be_overtaken)
        failed.deliver()
        elsewhere.join()

        assert failed.states() == {}
        assert failed.numbers() == [1, 2]


class TestOrder:
    def test_of_an_aggregate_holds_across_handlers(self, school: School) -> None:
        room = school.room("1")
        faults.numbers = {1}
        school.tell(room, 1, 2)
        school.relay.step()

        school.deliver()

        counter = effects("statistics").find_one({"counter": str(room.pk)})
        assert counter["n"] == 1, "the other handler waits with fact 2 too"
        faults.numbers = set()
        retry_later(school)
        assert effects("statistics").find_one({"counter": str(room.pk)})["n"] == 2
        assert school.states() == {}


class TestSomethingAway:
    def test_keeps_no_other_aggregate_waiting(self, school: School) -> None:
        faults.numbers, faults.error = {1}, BackendAwayError("The mail server is away.")
        school.tell(school.room("1"), 1)
        school.tell(school.room("2"), 2)
        school.relay.step()

        school.deliver()

        assert school.numbers() == [2]

    def test_for_long_makes_no_dead_letter(self, school: School) -> None:
        faults.numbers, faults.error = {1}, BackendAwayError("The mail server is away.")
        school.tell(school.room("1"), 1)
        school.relay.step()
        school.deliver()

        for _ in range(2):
            school.retry_until_dead()

        assert school.states() == {1: "retrying"}
        (failure,) = school.inbox().failures.collection.find()
        assert failure["attempts"] > ATTEMPTS


class TestKilled:
    def test_while_a_new_line_reads_the_past_loses_none_of_it(
        self, school: School, hearers: Hearers, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(catching_up, "CHUNK", 2)
        room, lines = school.room("12"), hearers.tables["statistics"]
        school.hearers = Hearers(tables={"statistics": lines[1:2]}, services=hearers.services)
        school.tell(room, *range(1, 7))
        school.relay.step()
        school.deliver()

        school.hearers = hearers
        faults.numbers, faults.error = {4}, None
        monkeypatch.setattr(faults, "check", self._die_at(4))
        with pytest.raises(KilledError):
            school.inbox().catch_up("planning")
        monkeypatch.undo()
        faults.clear()
        school.inbox().catch_up("planning")

        assert school.numbers() == list(range(1, 7))
        assert effects("statistics").find_one({"counter": str(room.pk)})["n"] == 6

    @staticmethod
    def _die_at(number: int) -> object:
        def check(told: int) -> None:
            if told == number:
                raise KilledError

        return check


class TestRollout:
    def test_with_an_old_and_a_new_process_hides_nothing_from_the_new_line(
        self, school: School, hearers: Hearers
    ) -> None:
        room, lines = school.room("12"), hearers.tables["statistics"]
        old = Hearers(tables={"statistics": lines[1:2]}, services=hearers.services)
        for number in range(1, 5):
            school.tell(room, number)
            school.relay.step()
            school.hearers = old if number % 2 else hearers
            school.deliver()

        school.hearers = hearers
        school.inbox().catch_up("planning")

        assert school.numbers() == [1, 2, 3, 4]
        assert effects("statistics").find_one({"counter": str(room.pk)})["n"] == 4


class TestClockSetBack:
    def test_does_not_delay_the_next_attempt(self, failed: School) -> None:
        failures = failed.inbox().failures.collection
        failures.update_one({}, {"$set": {"next_at": clock.now() + timedelta(days=30)}})

        assert failed.retries().retry_due() == 1

    def test_does_not_hide_that_nothing_moves(self, school: School) -> None:
        school.tell(school.room("1"), 1)
        school.relay.step()
        with clock.held(clock.now() + timedelta(days=30)):
            school.deliver()
        school.tell(school.room("2"), 2)
        school.relay.step()

        inbox, since = school.inbox(), clock.now() - timedelta(seconds=5)
        assert inbox.stalled(inbox.kept(), since=since) == ["planning"]

    def test_keeps_no_lease_for_longer_than_a_lease_lasts(self, school: School) -> None:
        school.relay.step()
        ahead = clock.now() + timedelta(seconds=LEASE_SECONDS * 100)
        school.relay.store.relay.update_one({}, {"$set": {"expires_at": ahead}})

        assert school.make_relay("second").step().is_active
