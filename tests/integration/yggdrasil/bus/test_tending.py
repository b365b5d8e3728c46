"""What beat asks for every 30 seconds: failed facts again, lost ones caught up, little else."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.scenarios.bus import School, faults
from yggdrasil import clock
from yggdrasil.bus.hearing import tending
from yggdrasil.mongodb.load import LOAD


@pytest.fixture
def tend_later(school: School, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a way to tend once nothing has moved for an hour."""
    monkeypatch.setattr(tending, "declared", lambda: school.hearers)

    def tend(hours: int = 1) -> None:
        with clock.held(clock.now() + timedelta(hours=hours)):
            tending.tend()

    return tend


def asked() -> Counter[str]:
    """Return how many commands each home has had so far."""
    counted: Counter[str] = Counter()
    for (alias, _), load in LOAD.figures().items():
        counted[alias] += load.count
    return counted


class TestTend:
    def test_catches_up_what_a_broker_lost(
        self, school: School, tend_later: Callable[..., None]
    ) -> None:
        school.tell(school.room("1"), 1, 2)
        school.relay.step()
        school.carrier.queues["statistics"].clear()

        tend_later()

        assert school.numbers() == [1, 2]

    def test_tries_what_failed_again(self, school: School, tend_later: Callable[..., None]) -> None:
        faults.numbers = {1}
        school.tell_and_deliver(school.room("1"), 1, 2)
        faults.clear()

        tend_later()

        assert school.numbers() == [1, 2]
        assert school.states() == {}

    def test_tries_again_what_failed_before_anything_was_taken(
        self, school: School, tend_later: Callable[..., None]
    ) -> None:
        """No progress is kept yet that could say so."""
        faults.numbers = {1}
        school.tell(school.room("1"), 1)
        school.relay.step()
        tend_later()
        faults.clear()

        tend_later(2)

        assert school.numbers() == [1]

    def test_asks_two_questions_of_a_home_where_nothing_happens(
        self, school: School, tend_later: Callable[..., None]
    ) -> None:
        school.tell_and_deliver(school.room("1"), 1)
        school.deliver("news")
        tend_later()
        before = asked()

        tend_later()

        assert asked() - before == {"planning": 1, "statistics": 1, "news": 1}
