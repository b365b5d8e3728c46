"""Channels of kombu's emulation of AMQP on Redis, spared what it does over and over again."""

from contextlib import nullcontext
from typing import Any

from kombu import Connection

# One sender, one reader: no message is to overtake another.
ONE_PRIORITY = (0,)
# Looking for what killed readers left takes three commands; once in so many idle looks is enough.
LOOKS_TO_RESTORE = 100


def opened(connection: Connection) -> Any:
    """Return a new channel of a connection.

    Args:
        connection: to any broker.
    """
    channel: Any = connection.channel()
    if connection.transport.driver_type == "redis":
        _spare(channel)
    return channel


def _spare(channel: Any) -> None:
    client = channel._create_client()
    pipeline = client.pipeline
    # To note a message as given, or to forget it, is two commands; half done does no harm.
    client.pipeline = lambda transaction=False, shard_hint=None: pipeline(transaction, shard_hint)

    def conn_or_acquire(given: Any = None, **named: Any) -> Any:
        # A new client a command is what kombu makes; that takes longer than the command.
        return nullcontext(given or named.get("client") or client)

    channel.conn_or_acquire = conn_or_acquire
    channel.priority_steps = ONE_PRIORITY
    channel.unacked_restore_throttle = LOOKS_TO_RESTORE
