"""From a change to its effects over every carrier: each once, in order, none lost."""

from typing import Any

import pytest
from kombu import Connection

from tests.contracts.bus.brokers import body_of
from tests.scenarios.bus import SHUT, School, faults
from yggdrasil import clock
from yggdrasil.bus.carrying.batch import Batch
from yggdrasil.codec import MalformedDataError


class SchoolOver(School):
    """The school, whose messages go over a broker that the test chose."""

    def __init__(self, signals: Any, broker: Any) -> None:
        super().__init__(signals, broker.hearers, broker.carrier)
        self.broker = broker

    def deliver(self, app: str = "statistics") -> None:
        self.hear(*self.broker.take(app), app=app)

    def hear(self, *batches: Batch, app: str = "statistics") -> None:
        for batch in batches:
            self.inbox(app).take(batch)

    def tell_each(self, room: Any, *numbers: int) -> None:
        """Tell of one thing after the other, each handed over by itself."""
        for number in numbers:
            self.tell(room, number)
            self.relay.step()


@pytest.fixture
def over(homes: None, signals: Any, broker: Any) -> Any:
    """Return the school over each broker in turn."""
    yield SchoolOver(signals, broker)
    faults.clear()


@pytest.fixture
def over_server(homes: None, signals: Any, server: Any) -> Any:
    """Return the school over each broker whose takers may die."""
    yield SchoolOver(signals, server)
    faults.clear()


class TestDelivery:
    def test_of_a_committed_change_reaches_every_hearer(self, over: SchoolOver) -> None:
        over.tell(over.room("12"), 1, 2, 3)
        over.relay.step()

        over.deliver("statistics")
        over.deliver("news")

        assert over.numbers("statistics") == over.numbers("news") == [1, 2, 3]

    def test_of_an_undone_change_never_happens(self, over: SchoolOver) -> None:
        room = over.room("12")
        with pytest.raises(MalformedDataError):
            over.tell(room, 1, "two")  # type: ignore[arg-type]
        over.tell(room, 3)

        over.relay.step()
        over.deliver()

        assert over.numbers() == [3]

    def test_twice_has_no_second_effect_and_moves_nothing(self, over: SchoolOver) -> None:
        over.tell_each(over.room("12"), 1, 2)
        messages = over.broker.take("statistics")
        over.hear(*messages)
        progress = over.inbox().progress("planning")

        over.hear(*messages, *reversed(messages))

        assert over.numbers() == [1, 2]
        assert over.inbox().progress("planning") == progress

    def test_in_any_order_takes_effect_in_that_of_the_aggregate(self, over: SchoolOver) -> None:
        room = over.room("12")
        over.tell_each(room, 0)
        over.deliver()
        over.tell_each(room, 1, 2, 3, 4)

        over.hear(*reversed(over.broker.take("statistics")))

        assert over.numbers() == [0, 1, 2, 3, 4]

    def test_that_was_lost_is_made_up_by_the_next(self, over: SchoolOver) -> None:
        room = over.room("12")
        over.tell_each(room, 1)
        over.deliver()
        over.tell_each(room, 2)
        over.broker.take("statistics")
        over.tell_each(room, 3)

        over.deliver()

        assert over.numbers() == [1, 2, 3]

    def test_of_what_no_queue_takes_is_not_marked_published(self, over: SchoolOver) -> None:
        over.tell(over.room("12"), 1)
        over.relay.step()
        over.broker.unbind("statistics", SHUT)
        over.tell(over.room("13"), 2, barred=True)
        assert over.relay.step().pause_seconds > 0
        assert over.relay.store.relay.find_one({})["published"] == 1

        over.broker.declare()
        over.step_until_published()
        over.deliver()

        assert over.relay.store.relay.find_one({})["published"] == 2
        assert over.numbers() == [1, 2]


class TestKilledRelay:
    def test_with_forty_facts_handed_over_is_followed_by_one_that_doubles_none(
        self, over: SchoolOver
    ) -> None:
        rooms = [over.room(str(number)) for number in range(4)]
        for number in range(20):
            over.tell(rooms[number % 4], number, barred=number % 3 == 0)
        over.relay.step()
        killed, nothing = over.relay.store.relay, {"sent": 0, "published": 0, "heard": {}}
        killed.update_one({}, {"$set": {**nothing, "expires_at": clock.now()}})
        for number in range(20, 40):
            over.tell(rooms[number % 4], number, barred=number % 3 == 0)

        over.relay = over.make_relay("second")
        assert over.relay.step().is_active
        over.deliver()

        assert sorted(over.numbers()) == list(range(40))
        for first in range(4):
            mine = [number for number in over.numbers() if number % 4 == first]
            assert mine == sorted(mine)


class TestKilledHearer:
    def test_before_it_acknowledged_doubles_nothing(self, over_server: SchoolOver) -> None:
        over_server.tell(over_server.room("12"), 1, 2)
        over_server.relay.step()
        with Connection(over_server.broker.app.conf.broker_url) as connection:
            over_server.hear(body_of(over_server.broker.hold("statistics", connection)))

        over_server.deliver()

        assert over_server.numbers() == [1, 2]

    def test_before_it_did_anything_loses_nothing(self, over_server: SchoolOver) -> None:
        over_server.tell(over_server.room("12"), 1, 2)
        over_server.relay.step()
        with Connection(over_server.broker.app.conf.broker_url) as connection:
            over_server.broker.hold("statistics", connection)

        over_server.deliver()

        assert over_server.numbers() == [1, 2]
