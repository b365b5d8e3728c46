"""The relays of a process: woken by commits, not only by the clock."""

from collections.abc import Iterator, Sequence
from queue import Queue
from typing import Any

import pytest
from pymongo.errors import OperationFailure

from tests.scenarios.bus import CHANGED, SHUT, School
from yggdrasil.bus.carrying.backends.memory import MemoryCarrier
from yggdrasil.bus.carrying.batch import Batch
from yggdrasil.bus.carrying.carrier import UnroutableError
from yggdrasil.bus.hearers import Hearers
from yggdrasil.bus.telling import refusals, runner as runners, watching
from yggdrasil.bus.telling.runner import RelayRunner
from yggdrasil.bus.telling.watching import UNAUTHORISED
from yggdrasil.eventstore import hints

SOON_SECONDS = 20


class Announcing(MemoryCarrier):
    """A carrier that says when it was given something."""

    def __init__(self, hearers: Hearers) -> None:
        super().__init__(hearers)
        self.given: Queue[Batch] = Queue()
        self.refused: Queue[Batch] = Queue()
        self.declare()

    def publish(self, batch: Batch) -> None:
        try:
            super().publish(batch)
        except UnroutableError:
            self.refused.put(batch)
            raise
        self.given.put(batch)


@pytest.fixture
def carrier(hearers: Hearers) -> Announcing:
    return Announcing(hearers)


@pytest.fixture(params=[("planning",), ("planning", "news")], ids=["one home", "two homes"])
def runner(
    school: School, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[RelayRunner]:
    """Return a runner that would scan once an hour."""
    monkeypatch.setattr(runners, "SCAN_SECONDS", 3_600.0)
    monkeypatch.setattr(hints, "RESCAN_SECONDS", 3_600.0)
    runner = RelayRunner(
        homes=request.param, hearers=school.hearers, make_carrier=lambda: school.carrier
    )
    yield runner
    runner.stop()
    # Whoever still watches for facts sees one, and that it is over.
    school.tell(school.room("last"), 0)


class TestRunner:
    def test_hands_over_at_once_what_is_committed(
        self, school: School, carrier: Announcing, runner: RelayRunner
    ) -> None:
        room = school.room("12")
        runner.start()

        for number in (1, 2, 3):
            school.tell(room, number)
            carrier.given.get(timeout=SOON_SECONDS)

        school.deliver()
        assert school.numbers() == [1, 2, 3]

    def test_hands_over_what_was_stored_before_it_began(
        self, school: School, carrier: Announcing, runner: RelayRunner
    ) -> None:
        school.tell(school.room("12"), 1, 2)

        runner.start()

        assert len(carrier.given.get(timeout=SOON_SECONDS).facts) == 2

    def test_keeps_no_other_name_waiting_for_one_that_no_queue_takes(
        self,
        school: School,
        carrier: Announcing,
        runner: RelayRunner,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(refusals, "pause_after", lambda times: 0.01 if times == 1 else 3_600.0)
        carrier.bindings = [one for one in carrier.bindings if not one[0].endswith(SHUT)]
        school.tell(school.room("1"), 1, barred=True)
        runner.start()
        for _ in range(2):
            carrier.refused.get(timeout=SOON_SECONDS)

        school.tell(school.room("2"), 2)

        assert carrier.given.get(timeout=SOON_SECONDS).name == CHANGED

    def test_leaves_the_lease_to_the_next_when_it_stops(
        self, school: School, carrier: Announcing, runner: RelayRunner
    ) -> None:
        school.tell(school.room("12"), 1)
        runner.start()
        carrier.given.get(timeout=SOON_SECONDS)

        runner.stop()

        assert school.make_relay("next").step().is_active

    def test_watches_each_home_by_itself_where_it_may_not_watch_the_server(
        self,
        school: School,
        carrier: Announcing,
        runner: RelayRunner,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        watch = watching.inserts

        def watch_one(homes: Sequence[str], **how: Any) -> Any:
            if len(homes) > 1:
                raise OperationFailure("not authorized on admin", UNAUTHORISED)
            return watch(homes, **how)

        monkeypatch.setattr(watching, "inserts", watch_one)
        runner.start()

        for name in ("12", "13"):
            school.tell(school.room(name), 1)
            carrier.given.get(timeout=SOON_SECONDS)
