"""A relay that dies at work is followed within seconds; one that lives is left alone."""

from collections.abc import Callable

import pytest

from tests.scenarios.bus import School
from yggdrasil import clock
from yggdrasil.bus.telling import standby
from yggdrasil.bus.telling.relay import Relay
from yggdrasil.eventstore import numbering
from yggdrasil.ids import new_id


class KilledError(BaseException):
    """Ends a process where it stands."""


@pytest.fixture
def second(school: School) -> Relay:
    """Return a relay that stands by while the first holds the lease."""
    school.relay.step()
    second = school.make_relay("second")
    assert not second.step().is_active
    return second


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let two looks be enough, however little time is between them."""
    monkeypatch.setattr(standby, "GRACE_SECONDS", 0.0)


@pytest.fixture
def die(school: School, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return what kills the first relay between a plan and the positions that it planned."""

    def run() -> None:
        with monkeypatch.context() as killing:
            killing.setattr(numbering, "_place", _end)
            with pytest.raises(KilledError):
                school.relay.step()

    return run


def _end(*_: object) -> None:
    raise KilledError


def read(school: School) -> list[tuple[int, int]]:
    """Return positions and numbers of all facts, as they are read by position."""
    facts = school.relay.store.read_all()
    return [(one.position, one.envelope.payload["number"]) for one in facts]


@pytest.mark.usefixtures("impatient")
class TestStandby:
    def test_follows_a_holder_that_left_facts_waiting(self, school: School, second: Relay) -> None:
        school.tell(school.room("1"), 1, 2)

        assert second.step().is_suspicious
        assert second.step().is_active

        school.deliver()
        assert school.numbers() == [1, 2]

    def test_follows_a_holder_that_numbered_and_did_not_hand_over(
        self, school: School, second: Relay
    ) -> None:
        school.tell(school.room("1"), 1)
        school.relay.store.number(most=10, fence=1)

        second.step()

        assert second.step().published == 1

    def test_leaves_a_holder_alone_that_has_nothing_to_do(
        self, school: School, second: Relay
    ) -> None:
        school.tell(school.room("1"), 1)
        school.relay.step()

        for _ in range(5):
            step = second.step()
            assert not step.is_active
            assert not step.is_suspicious
            assert step.pause_seconds > standby.LIFE_SECONDS

    def test_leaves_a_holder_alone_that_hands_over(self, school: School, second: Relay) -> None:
        room = school.room("1")
        for number in range(1, 5):
            school.tell(room, number)
            assert not second.step().is_active
            school.relay.step()

        school.deliver()
        assert school.numbers() == [1, 2, 3, 4]

    def test_leaves_a_holder_alone_that_waits_for_the_broker_and_says_so(
        self, school: School, second: Relay
    ) -> None:
        school.tell(school.room("1"), 1)

        for _ in range(5):
            school.relay.live()
            assert not second.step().is_active

    def test_is_believed_by_the_holder_that_was_only_slow(
        self, school: School, second: Relay
    ) -> None:
        room = school.room("1")
        school.tell(room, 1)
        second.step()
        second.step()
        school.tell(room, 2)

        assert not school.relay.step().is_active

        second.step()
        school.deliver()
        assert school.numbers() == [1, 2]
        assert school.relay.store.head() == 2


class TestPatience:
    def test_gives_a_holder_its_grace(self, school: School, second: Relay) -> None:
        school.tell(school.room("1"), 1)

        steps = [second.step() for _ in range(3)]

        assert all(step.is_suspicious and not step.is_active for step in steps)
        assert 0 < steps[-1].pause_seconds <= standby.GRACE_SECONDS


class TestKilled:
    def test_between_a_plan_and_its_positions_leaves_no_hole(
        self, school: School, die: Callable[[], None]
    ) -> None:
        room = school.room("1")
        school.tell(room, 1, 2)
        die()
        assert school.relay.store.head() == 2, "what is planned is given"
        school.tell(room, 3)
        school.relay.store.relay.update_one({}, {"$set": {"expires_at": clock.now()}})

        school.relay = school.make_relay("second")
        school.relay.step()

        school.deliver()
        assert school.numbers() == [1, 2, 3]
        assert [fact.position for fact in school.relay.store.read_all()] == [1, 2, 3]

    def test_leaves_no_hole_however_many_facts_each_commit_has(
        self, school: School, die: Callable[[], None]
    ) -> None:
        told = [range(3), range(3, 4), range(4, 9)]
        for numbers in told:
            school.tell(school.room(str(numbers)), *numbers)
        wanted = list(enumerate(range(9), start=1))
        die()
        assert read(school) == wanted, "nothing of it in place"
        first = school.relay.store.commits.find_one({}, sort=[("_id", 1)])
        school.relay.store.commits.update_one(first, {"$set": {"position": 3}})
        assert read(school) == wanted, "a part of it in place"

        school.relay.step()

        assert read(school) == wanted

    def test_and_not_dead_goes_on_where_it_was(
        self, school: School, die: Callable[[], None]
    ) -> None:
        school.tell(school.room("1"), 1)
        school.relay.step()
        school.tell(school.room("2"), 2)
        die()

        school.relay.step()

        school.deliver()
        assert sorted(school.numbers()) == [1, 2]
        assert school.relay.store.head() == 2


class TestPoison:
    """A document that a hand has written and that is no fact."""

    OF_A_COMMIT = (
        *("name", "version", "source", "occurred_at"),
        *("correlation_id", "causation_id", "actor_id", "facts"),
    )
    OF_A_FACT = ("id", "payload", "aggregate_kind", "aggregate_id", "aggregate_version")

    @pytest.mark.parametrize(
        "missing", [*OF_A_COMMIT, *(f"facts.0.{field}" for field in OF_A_FACT), "position"]
    )
    def test_keeps_no_fact_of_another_waiting(self, school: School, missing: str) -> None:
        school.tell(school.room("1"), 1)
        school.tell(school.room("2"), 2)
        school.relay.store.commits.update_one({"facts.payload.number": 1}, {"$unset": {missing: 1}})

        school.relay.step()
        school.deliver()

        assert school.numbers() == [2]

    def test_keeps_nobody_waiting_who_catches_up(self, school: School) -> None:
        school.tell(school.room("1"), 1)
        school.tell(school.room("2"), 2)
        school.relay.store.commits.update_one(
            {"facts.payload.number": 1}, {"$unset": {"actor_id": 1}}
        )
        school.relay.step()
        school.carrier.queues["statistics"].clear()

        school.inbox().catch_up("planning")

        assert school.numbers() == [2]

    def test_of_another_kind_of_key_and_nothing_else_is_passed_by(self, school: School) -> None:
        commits = school.relay.store.commits
        for number in range(3):
            key = f"by hand {number} {new_id()}"
            facts = [{"aggregate_id": number}, "nothing"][: 1 + number % 2]
            commits.insert_one({"_id": key, "position": 0, "facts": facts})
        school.tell(school.room("2"), 2)

        school.relay.step()
        school.deliver()

        assert school.numbers() == [2]
        assert school.relay.store.head() == 5
