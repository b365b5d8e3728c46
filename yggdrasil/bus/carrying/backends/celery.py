"""The carrier over Celery's broker: a batch is a message of bytes, routed by the topic exchange.

RabbitMQ routes, confirms and returns what it cannot route. On Redis, kombu's emulation drops an
unroutable message without a word, lets `#` stand for at least one word, and takes the exchange for
a direct one unless this process declared it; so there the bindings are read and matched here.
"""

import math
import time
from typing import Any, NamedTuple

from celery import Celery
from kombu import Connection

from yggdrasil.bus.carrying import topology
from yggdrasil.bus.carrying.batch import Batch, encode
from yggdrasil.bus.carrying.carrier import CarrierDownError, UnroutableError
from yggdrasil.bus.carrying.emulation import opened
from yggdrasil.bus.carrying.routing import matches
from yggdrasil.bus.hearers import EXCHANGE, Hearers

CONTENT_TYPE = "application/octet-stream"
PERSISTENT = 2
CONFIRM_SECONDS = 10
# What goes to a queue by its name arrives, whoever has cut its binding a moment ago.
BINDINGS_SECONDS = 1.0


class _Bindings(NamedTuple):
    """The table of an emulated exchange: pattern, pattern in another form, queue."""

    table: tuple[tuple[str, str, str], ...] = ()
    read_at: float = -math.inf


class CeleryCarrier:
    """One connection to the broker, opened at the first batch and again after each fault."""

    def __init__(
        self, app: Celery, hearers: Hearers, *, bindings_seconds: float = BINDINGS_SECONDS
    ) -> None:
        """Choose the broker.

        Args:
            app: Celery application, whose broker it is.
            hearers: who hears what; declared on the broker before anything is published.
            bindings_seconds: how long bindings are believed that were read from an emulation.
        """
        self.app = app
        self.hearers = hearers
        self.bindings_seconds = bindings_seconds
        self._bindings = _Bindings()
        self._connection: Connection | None = None
        self._channel: Any = None
        self._returned: list[str] = []

    def publish(self, batch: Batch) -> None:
        """Hand a batch over and return once the broker has confirmed it."""
        key = self.hearers.routing_key(batch.name)
        try:
            channel, body = self._ready(), encode(batch)
            if self._is_emulated:
                for queue in self._bound(key):
                    channel.basic_publish(_message(channel, body), exchange="", routing_key=queue)
            else:
                self._publish_confirmed(channel, body, key)
        except UnroutableError:
            # A flushed broker has forgotten queues and bindings: the next batch declares them.
            self.close()
            raise
        except Exception as error:
            self.close()
            raise CarrierDownError(f"The broker did not confirm {key}: {error}") from error
        if self._returned:
            self._returned.clear()
            self.close()
            raise UnroutableError(f"No queue is bound for {key}.")

    def close(self) -> None:
        """Let go of the broker; the next batch connects anew."""
        connection, self._connection, self._channel = self._connection, None, None
        self._bindings = _Bindings()
        if connection is not None:
            connection.release()

    @property
    def _is_emulated(self) -> bool:
        assert self._connection is not None  # noqa: S101 - `_ready` has connected
        return self._connection.transport.driver_type != "amqp"

    def _ready(self) -> Any:
        if self._channel is None:
            self._connection = self.app.connection_for_write()
            self._connection.ensure_connection(max_retries=1, timeout=CONFIRM_SECONDS)
            channel = opened(self._connection)
            for queue in topology.queues(self.hearers):
                queue(channel).declare()
            if not self._is_emulated:
                topology.dead_letter_queue()(channel).declare()
                channel.events["basic_return"].add(self._note_return)
            self._channel = channel
        return self._channel

    def _bound(self, key: str) -> list[str]:
        if time.monotonic() > self._bindings.read_at + self.bindings_seconds:
            table = self._channel.get_table(EXCHANGE)
            self._bindings = _Bindings(tuple(table), time.monotonic())
        queues = {queue for pattern, _, queue in self._bindings.table if matches(pattern, key)}
        if not queues:
            raise UnroutableError(f"No queue is bound for {key}.")
        return sorted(queues)

    def _publish_confirmed(self, channel: Any, body: bytes, key: str) -> None:
        channel.basic_publish_confirm(
            _message(channel, body),
            exchange=EXCHANGE,
            routing_key=key,
            mandatory=True,
            confirm_timeout=CONFIRM_SECONDS,
        )

    def _note_return(
        self, _exception: object, _exchange: object, routing_key: str, _message: object
    ) -> None:
        self._returned.append(routing_key)


def _message(channel: Any, body: bytes) -> Any:
    return channel.prepare_message(
        body,
        content_type=CONTENT_TYPE,
        content_encoding="binary",
        properties={"delivery_mode": PERSISTENT},
    )
