"""Channels of kombu's emulation of AMQP on Redis, spared what it does over and over again."""

from collections.abc import Sequence
from contextlib import nullcontext
from typing import Any

from kombu import Connection
from kombu.transport.redis import QoS
from kombu.transport.virtual import QoS as VirtualQoS
from kombu.utils.json import dumps

from yggdrasil import clock

# One sender, one reader: no message is to overtake another.
ONE_PRIORITY = (0,)
# Looking for what killed readers left takes three commands; once in so many idle looks is enough.
LOOKS_TO_RESTORE = 100


# Redis gives messages one by one, but soon once it is known that there is another.
SOON_SECONDS = 0.05


class _Counting(QoS):
    """Notes a message as given, and asks in the same breath how many more wait.

    Attributes:
        left: how many waited behind the last one.
    """

    left = 0

    def append(self, message: Any, delivery_tag: str) -> None:
        """Note a message as given, as kombu does; who dies with it in hand gives it back so."""
        info = message.delivery_info
        given = [message._raw, info["exchange"], info["routing_key"]]
        with self.pipe_or_acquire() as pipe:
            pipe.zadd(self.unacked_index_key, {delivery_tag: clock.now().timestamp()})
            pipe.hset(self.unacked_key, delivery_tag, dumps(given))
            # We publish to queues by their names, which are those of the lists.
            pipe.llen(info["routing_key"])
            self.left = pipe.execute()[-1]
        VirtualQoS.append(self, message, delivery_tag)


def opened(connection: Connection) -> Any:
    """Return a new channel of a connection.

    Args:
        connection: to any broker.
    """
    channel: Any = connection.channel()
    if connection.transport.driver_type == "redis":
        _spare(channel)
    return channel


def seconds_to_next(channel: Any) -> float | None:
    """Return how long to wait for the next message, once one came.

    Args:
        channel: that it came by.

    Returns:
        None where it is known that none waits; 0 where only a look can tell.
    """
    qos = getattr(channel, "qos", None)
    if not isinstance(qos, _Counting):
        return 0.0
    return SOON_SECONDS if qos.left else None


def acknowledge(messages: Sequence[Any]) -> None:
    """Acknowledge messages, by one command where the broker knows how.

    Args:
        messages: of one channel, in the order they were received; none before the first of them is
            still in hand.
    """
    qos = getattr(messages[-1].channel, "qos", None)
    if qos is None:
        messages[-1].ack(multiple=True)
    elif isinstance(qos, QoS):
        _forget(qos, [message.delivery_tag for message in messages])
    else:
        for message in messages:
            message.ack()


def _forget(qos: Any, tags: Sequence[str]) -> None:
    with qos.pipe_or_acquire() as pipe:
        for tag in tags:
            qos._remove_from_indices(tag, pipe)
        pipe.execute()
    for tag in tags:
        VirtualQoS.ack(qos, tag)


def _spare(channel: Any) -> None:
    client = channel._create_client()
    pipeline = client.pipeline
    # To note a message as given, or to forget it, is two commands; half done does no harm.
    client.pipeline = lambda transaction=False, shard_hint=None: pipeline(transaction, shard_hint)

    def conn_or_acquire(given: Any = None, **named: Any) -> Any:
        # A new client a command is what kombu makes; that takes longer than the command.
        return nullcontext(given or named.get("client") or client)

    channel.QoS = _Counting
    channel.conn_or_acquire = conn_or_acquire
    channel.priority_steps = ONE_PRIORITY
    channel.unacked_restore_throttle = LOOKS_TO_RESTORE
