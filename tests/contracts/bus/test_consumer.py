"""What our consumer adds to a message, on every broker: whence it came, and a patient answer."""

from typing import Any

from kombu import Connection

from tests.contracts.bus.test_carriers import batch
from yggdrasil.bus.carrying import topology
from yggdrasil.bus.hearing.consumer import NamingConsumer


def taken(server: Any, connection: Connection) -> Any:
    """Return one message as our consumer hands it on."""
    found: list[Any] = []
    queue = topology.queue("news", server.hearers)
    consumer = NamingConsumer(
        connection.channel(), [queue], on_message=found.append, accept=["msgpack"]
    )
    with consumer:
        while not found:
            connection.drain_events(timeout=10)
    return found[0]


class TestMessage:
    def test_names_its_queue_and_can_be_acknowledged(self, server: Any) -> None:
        server.carrier.publish(batch())
        with Connection(server.app.conf.broker_url) as connection:
            message = taken(server, connection)
            message.ack()

        assert message.headers["heard_on"] == server.hearers.queue("news")
        assert server.take("news") == []

    def test_of_a_connection_that_is_gone_harms_nobody(self, server: Any) -> None:
        server.carrier.publish(batch())
        with Connection(server.app.conf.broker_url) as connection:
            message = taken(server, connection)

        if not server.is_amqp:
            message.ack()

        assert len(server.take("news")) <= 1
