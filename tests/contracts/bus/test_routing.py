"""Topic routing: every carrier takes the same way as RabbitMQ, whatever its broker makes of it."""

from typing import Any

import pytest
from kombu import Connection

from tests.contracts.bus.conftest import batch
from tests.unit.yggdrasil.bus.carrying.test_routing import PAIRS
from yggdrasil.bus.carrying.batch import Batch
from yggdrasil.bus.carrying.carrier import UnroutableError
from yggdrasil.bus.hearers import Hearers
from yggdrasil.ids import new_id


class ByName(Hearers):
    """Tables in which nothing is heard, and a fact's name alone is its routing key."""

    def routing_key(self, name: str) -> str:
        return name


@pytest.fixture
def hearers(hearers: Hearers) -> Hearers:
    """Bind nothing but what the test binds."""
    return ByName(tables={"news": ()}, services=hearers.services)


class TestCarrier:
    def test_routes_each_pair_as_rabbitmq_does(self, broker: Any) -> None:
        # A fact has a name; of an empty key RabbitMQ itself is asked below.
        for pattern, key, answer in (pair for pair in PAIRS if pair[1]):
            broker.bind("news", pattern)
            assert reaches(broker, batch(key, facts=1)) is answer, (pattern, key)
            broker.unbind("news", pattern)


def reaches(broker: Any, sent: Batch) -> bool:
    """Return whether a batch reached its hearer; if it did not, the relay must have been told."""
    try:
        broker.carrier.publish(sent)
    except UnroutableError:
        assert broker.take("news") == []
        return False
    return bool(broker.take("news") == [sent])


@pytest.mark.rabbitmq
class TestRouting:
    def test_of_rabbitmq_is_what_ours_is(self, rabbitmq: Any) -> None:
        """Ask RabbitMQ for every pair; `matches` is held against its answers."""
        exchange = f"pairs.{new_id()}"
        with Connection(rabbitmq.url) as connection:
            channel = connection.channel()
            channel.exchange_declare(exchange, "topic", auto_delete=False)
            for pattern, key, answer in PAIRS:
                queue = f"pairs.{new_id()}"
                channel.queue_declare(queue, exclusive=True, auto_delete=True)
                channel.queue_bind(queue, exchange, routing_key=pattern)
                message = channel.prepare_message("x", content_encoding="utf-8")
                channel.basic_publish_confirm(message, exchange, routing_key=key)

                assert (channel.basic_get(queue, no_ack=True) is not None) is answer, (pattern, key)
                channel.queue_delete(queue)
            channel.exchange_delete(exchange)
