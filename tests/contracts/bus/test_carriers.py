"""What every carrier promises: the same routing, nothing lost in silence, on every broker."""

from collections.abc import Iterator
from typing import Any

import pytest
from celery import Celery
from django.conf import settings
from kombu import Connection

from tests.contracts.eventstore.conftest import fact
from tests.scenarios.bus import CHANGED, SHUT, Heard, note_in_news
from tests.unit.yggdrasil.bus.test_routing import PAIRS
from yggdrasil.bus import topology
from yggdrasil.bus.backends.celery import CeleryCarrier
from yggdrasil.bus.backends.memory import MemoryCarrier
from yggdrasil.bus.batch import Batch, Place, decode
from yggdrasil.bus.carrier import CarrierDownError, UnroutableError
from yggdrasil.bus.hearers import EXCHANGE, Hearers
from yggdrasil.events.subscription import Subscription
from yggdrasil.eventstore.store import Recorded
from yggdrasil.ids import new_id

HEARERS = Hearers(
    tables={
        "news": (Subscription(hears=CHANGED, needs=Heard, does=note_in_news),),
        "statistics": (
            Subscription(hears=CHANGED, needs=Heard, does=note_in_news),
            Subscription(hears=SHUT, needs=Heard, does=note_in_news),
        ),
    },
    services=settings.YGGDRASIL["SERVICE_OF"],
)


def batch(name: str = CHANGED, facts: int = 3) -> Batch:
    told = tuple(
        Recorded(position=place, envelope=fact(place, name=name)) for place in range(1, facts + 1)
    )
    places = {"news": Place(after=0, part=1, parts=1, table="digest")}
    return Batch(home="planning", name=name, window="one", end=facts, places=places, facts=told)


class Memory:
    """The carrier in memory, seen as the others are."""

    def __init__(self) -> None:
        self.carrier = MemoryCarrier(HEARERS)
        self.carrier.declare()

    def take(self, app: str) -> list[Batch]:
        taken = []
        while (one := self.carrier.pop(app)) is not None:
            taken.append(one)
        return taken

    def declare(self) -> None:
        """Do what whoever owns the queues in memory has to do."""
        self.carrier.declare()

    def unbind(self, app: str, name: str) -> None:
        self.carrier.bindings.remove((HEARERS.routing_key(name), app))

    def close(self) -> None:
        self.carrier.close()


class Brokered:
    """The carrier over a broker, with a look into its queues."""

    def __init__(self, url: str) -> None:
        self.app = Celery("carriers", broker=url, set_as_current=False)
        self.app.conf.accept_content = ["json", "msgpack"]
        if url.startswith("amqp"):
            self.app.conf.broker_transport_options = {"confirm_publish": True}
        self.connection = Connection(url)
        self.channel = self.connection.channel()
        self.clear()
        self.carrier = CeleryCarrier(self.app, HEARERS)

    def clear(self) -> None:
        for app in HEARERS.tables:
            queue = topology.queue(app, HEARERS)(self.channel)
            queue.declare()
            queue.delete()

    def take(self, app: str) -> list[Batch]:
        queue = topology.queue(app, HEARERS)(self.channel)
        taken = []
        while (message := queue.get(no_ack=True, accept=["msgpack"])) is not None:
            taken.append(decode(message.payload[0][0]))
        return taken

    def declare(self) -> None:
        """Do nothing: the carrier declares by itself."""

    def unbind(self, app: str, name: str) -> None:
        key = HEARERS.routing_key(name)
        if self.connection.transport.driver_type == "amqp":
            topology.queue(app, HEARERS)(self.channel).unbind_from(
                topology.exchange(), routing_key=key
            )
            return
        # The emulation cannot unbind; take the line out of the set, as an eviction would.
        table = f"_kombu.binding.{EXCHANGE}"
        client = self.channel.client
        for line in client.smembers(table):
            if line.decode().startswith(key) and line.decode().endswith(HEARERS.queue(app)):
                client.srem(table, line)

    def close(self) -> None:
        self.carrier.close()
        self.clear()
        self.connection.release()
        self.app.close()


@pytest.fixture(params=["memory", "redis", pytest.param("rabbitmq", marks=pytest.mark.rabbitmq)])
def broker(request: pytest.FixtureRequest) -> Iterator[Any]:
    if request.param == "memory":
        opened: Any = Memory()
    elif request.param == "redis":
        opened = Brokered(settings.REDIS_URL)
    else:
        opened = Brokered(request.getfixturevalue("rabbitmq").url)
    yield opened
    opened.close()


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
    def test_is_an_error_and_not_a_loss(self, url: str) -> None:
        app = Celery("away", broker=url, set_as_current=False)
        carrier = CeleryCarrier(app, HEARERS)

        with pytest.raises(CarrierDownError):
            carrier.publish(batch())


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
