"""What every carrier promises: the same routing, nothing lost in silence, on every broker."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
from celery import Celery
from kombu import Connection

from tests.contracts.bus.brokers import Brokered, body_of
from tests.contracts.bus.conftest import batch
from tests.scenarios.bus import CHANGED, SHUT
from yggdrasil.bus.carrying.backends.celery import CeleryCarrier
from yggdrasil.bus.carrying.carrier import CarrierDownError, UnroutableError
from yggdrasil.bus.hearers import Hearers


class TestPublish:
    def test_reaches_every_app_that_hears_the_name(self, broker: Any) -> None:
        sent = batch(CHANGED)

        broker.carrier.publish(sent)

        assert broker.take("news") == [sent]
        assert broker.take("statistics") == [sent]

    def test_reaches_nobody_else(self, broker: Any) -> None:
        broker.carrier.publish(batch(SHUT))

        assert broker.take("news") == []
        assert len(broker.take("statistics")) == 1

    def test_keeps_the_order_of_messages(self, broker: Any) -> None:
        sent = [batch(CHANGED, facts=size) for size in (3, 1, 2)]

        for one in sent:
            broker.carrier.publish(one)

        assert broker.take("news") == sent

    def test_of_what_no_queue_takes_is_an_error(self, broker: Any) -> None:
        broker.carrier.publish(batch(SHUT))
        broker.unbind("statistics", SHUT)

        with pytest.raises(UnroutableError):
            broker.carrier.publish(batch(SHUT))

    def test_declares_again_what_a_broker_has_forgotten(self, broker: Any) -> None:
        broker.carrier.publish(batch(SHUT))
        broker.unbind("statistics", SHUT)
        with pytest.raises(UnroutableError):
            broker.carrier.publish(batch(SHUT))
        broker.declare()

        broker.carrier.publish(batch(SHUT))

        assert len(broker.take("statistics")) == 2

    def test_goes_on_after_an_unroutable_batch(self, broker: Any) -> None:
        broker.carrier.publish(batch(SHUT))
        broker.unbind("statistics", SHUT)
        with pytest.raises(UnroutableError):
            broker.carrier.publish(batch(SHUT))

        broker.carrier.publish(batch(CHANGED))

        assert len(broker.take("news")) == 1

    def test_carries_a_full_window_in_one_message(self, broker: Any) -> None:
        sent = batch(CHANGED, facts=2_000)

        broker.carrier.publish(sent)

        assert broker.take("news") == [sent]


class TestBrokerAway:
    @pytest.mark.parametrize("url", ["redis://127.0.0.1:1/0", "amqp://127.0.0.1:1//"])
    def test_is_an_error_and_not_a_loss(self, url: str, hearers: Hearers) -> None:
        app = Celery("away", broker=url, set_as_current=False)
        carrier = CeleryCarrier(app, hearers)

        with pytest.raises(CarrierDownError):
            carrier.publish(batch())


class TestConnection:
    def test_closed_twice_opens_again_with_the_next_batch(self, broker: Any) -> None:
        broker.carrier.publish(batch(facts=1))
        broker.carrier.close()
        broker.carrier.close()

        broker.carrier.publish(batch(facts=2))

        assert [len(one.facts) for one in broker.take("news")] == [1, 2]

    def test_that_was_cut_costs_an_error_and_nothing_that_was_confirmed(self, broker: Any) -> None:
        broker.carrier.publish(batch(facts=1))
        broker.cut()
        with suppress(CarrierDownError):
            broker.carrier.publish(batch(facts=2))

        broker.carrier.publish(batch(facts=3))

        taken = [len(one.facts) for one in broker.take("news")]
        assert [size for size in taken if size != 2] == [1, 3]

    def test_of_each_of_several_carriers_loses_nothing(self, broker: Any) -> None:
        def publish(size: int) -> None:
            carrier = broker.another_carrier()
            for _ in range(5):
                carrier.publish(batch(facts=size))
            carrier.close()

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(publish, range(1, 5)))

        assert sorted(len(one.facts) for one in broker.take("news")) == sorted([1, 2, 3, 4] * 5)


class TestTake:
    def test_comes_late_and_finds_what_waited(self, broker: Any) -> None:
        broker.carrier.publish(batch(facts=1))
        broker.carrier.publish(batch(facts=2))
        broker.carrier.close()

        assert [len(one.facts) for one in broker.take("news")] == [1, 2]
        assert broker.take("news") == []

    def test_by_several_at_once_gives_each_batch_to_one(self, broker: Any) -> None:
        for size in range(1, 21):
            broker.carrier.publish(batch(facts=size))

        with ThreadPoolExecutor(4) as pool:
            taken = [one for many in pool.map(broker.take, ["news"] * 4) for one in many]

        assert sorted(len(one.facts) for one in taken) == list(range(1, 21))

    def test_by_one_app_leaves_the_others_theirs(self, broker: Any) -> None:
        broker.carrier.publish(batch(CHANGED))
        broker.take("news")

        assert len(broker.take("statistics")) == 1

    def test_that_failed_gives_the_batch_to_another(self, server: Brokered) -> None:
        sent = batch()
        server.carrier.publish(sent)
        with Connection(server.app.conf.broker_url) as connection:
            server.hold("news", connection).requeue()

        assert server.take("news") == [sent]

    def test_that_ended_without_a_word_gives_the_batch_to_another(self, server: Brokered) -> None:
        server.carrier.publish(batch())
        with Connection(server.app.conf.broker_url) as connection:
            held = body_of(server.hold("news", connection))
            assert server.take("news") == []

        assert server.take("news") == [held]
