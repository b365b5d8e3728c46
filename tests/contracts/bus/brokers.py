"""Every carrier with a look into its queues, so that one test can ask all of them."""

import socket
from contextlib import closing
from typing import Any

from celery import Celery
from kombu import Connection

from yggdrasil.bus.carrying import topology
from yggdrasil.bus.carrying.backends.celery import CeleryCarrier
from yggdrasil.bus.carrying.backends.memory import MemoryCarrier
from yggdrasil.bus.carrying.batch import Batch, decode
from yggdrasil.bus.hearers import EXCHANGE, Hearers

# Between the words of a line in kombu's table of bindings.
SEPARATOR = "\x06\x16"


class Memory:
    """The carrier in memory, seen as the others are."""

    def __init__(self, hearers: Hearers) -> None:
        self.hearers = hearers
        self.carrier = MemoryCarrier(hearers)
        self.carrier.declare()

    def another_carrier(self) -> MemoryCarrier:
        """Return the same one: whoever shares a memory shares the carrier."""
        return self.carrier

    def take(self, app: str) -> list[Batch]:
        taken = []
        while (one := self.carrier.pop(app)) is not None:
            taken.append(one)
        return taken

    def declare(self) -> None:
        """Do what whoever owns the queues in memory has to do."""
        self.carrier.declare()

    def bind(self, app: str, pattern: str) -> None:
        self.carrier.bind(pattern, app)

    def unbind(self, app: str, name: str) -> None:
        self.carrier.bindings.remove((self.hearers.routing_key(name), app))

    def cut(self) -> None:
        """Do nothing: there is no connection to cut."""

    def close(self) -> None:
        self.carrier.close()


class Brokered:
    """The carrier over a broker, with a look into its queues."""

    def __init__(self, url: str, hearers: Hearers) -> None:
        self.hearers = hearers
        self.app = Celery("carriers", broker=url, set_as_current=False)
        if url.startswith("amqp"):
            self.app.conf.broker_transport_options = {"confirm_publish": True}
        self.connection = Connection(url)
        self.channel = self.connection.channel()
        self.clear()
        self.carrier = self.another_carrier()

    @property
    def is_amqp(self) -> bool:
        return bool(self.connection.transport.driver_type == "amqp")

    def another_carrier(self) -> CeleryCarrier:
        """Return a carrier as another thread or process would have."""
        return CeleryCarrier(self.app, self.hearers, bindings_seconds=0)

    def clear(self) -> None:
        for app in self.hearers.tables:
            queue = topology.queue(app, self.hearers)(self.channel)
            queue.declare()
            queue.delete()

    def take(self, app: str) -> list[Batch]:
        """Take all there is, over a connection of its own, and acknowledge it."""
        with Connection(self.app.conf.broker_url) as connection:
            taken = []
            while (message := self.hold(app, connection)) is not None:
                taken.append(body_of(message))
                message.ack()
        return taken

    def hold(self, app: str, connection: Connection) -> Any:
        """Take one message and do not say yet what became of it."""
        queue = topology.queue(app, self.hearers)(connection.default_channel)
        return queue.get()

    def declare(self) -> None:
        """Do nothing: the carrier declares by itself."""

    def bind(self, app: str, pattern: str) -> None:
        # Over a connection of its own: the emulation remembers what it has bound over one.
        with Connection(self.app.conf.broker_url) as connection:
            queue = topology.queue(app, self.hearers)(connection.default_channel)
            queue.declare()
            queue.bind_to(topology.exchange(), routing_key=pattern)

    def unbind(self, app: str, name: str) -> None:
        key = self.hearers.routing_key(name)
        if self.is_amqp:
            topology.queue(app, self.hearers)(self.channel).unbind_from(
                topology.exchange(), routing_key=key
            )
            return
        # The emulation cannot unbind; take the line out of the set, as an eviction would.
        table, wanted = f"_kombu.binding.{EXCHANGE}", (key, self.hearers.queue(app))
        for line in self.channel.client.smembers(table):
            pattern, _, queue = line.decode().split(SEPARATOR)
            if (pattern, queue) == wanted:
                self.channel.client.srem(table, line)

    def cut(self) -> None:
        """Cut the carrier's connection, as a broker does that restarts."""
        connection = self.carrier._connection
        if self.is_amqp:
            connection.connection.transport.sock.shutdown(socket.SHUT_RDWR)
            return
        mine = self.carrier._channel.client.client_id()
        self.channel.client.client_kill_filter(_id=mine)

    def cut_all(self, *connections: Any) -> None:
        """Cut connections of others, each on its own; our own stays."""
        for connection in connections:
            if self.is_amqp:
                connection.connection.transport.sock.shutdown(socket.SHUT_RDWR)
        if not self.is_amqp:
            self.channel.client.client_kill_filter(_type="normal", skipme=True)

    def close(self) -> None:
        with closing(self.app):
            self.carrier.close()
            self.clear()
            self.connection.release()


def body_of(message: Any) -> Batch:
    """Return the batch that a message of a broker carries."""
    return decode(message.body)
