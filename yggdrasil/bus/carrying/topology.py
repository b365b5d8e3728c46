"""Exchange, queues and bindings, the same on every broker."""

from kombu import Exchange, Queue, binding

from yggdrasil.bus.hearers import EXCHANGE, Hearers

DEAD_LETTER_EXCHANGE = "yggdrasil.dead"

# Seed figures. What a queue drops by them is delivered again from the store.
MESSAGE_TTL_MS = 3_600_000
MOST_MESSAGES = 10_000


def exchange() -> Exchange:
    """Return the topic exchange of all facts."""
    return Exchange(EXCHANGE, type="topic", durable=True)


def queue(app: str, hearers: Hearers) -> Queue:
    """Return the durable queue of a hearing app, bound for each name it hears.

    Args:
        app: label of the app.
        hearers: who hears what.

    Returns:
        The declaration; a quorum queue where the broker has such.
    """
    bindings = [
        binding(exchange(), routing_key=hearers.routing_key(name)) for name in hearers.names(app)
    ]
    return Queue(
        hearers.queue(app),
        # Its own name is a key too; without one, Celery would bind it for all tasks.
        exchange=exchange(),
        routing_key=hearers.queue(app),
        bindings=bindings,
        durable=True,
        queue_arguments={
            "x-queue-type": "quorum",
            "x-message-ttl": MESSAGE_TTL_MS,
            "x-max-length": MOST_MESSAGES,
            "x-dead-letter-exchange": DEAD_LETTER_EXCHANGE,
        },
    )


def dead_letter_queue() -> Queue:
    """Return the queue of messages that the broker gave up; people look into it."""
    return Queue(
        DEAD_LETTER_EXCHANGE,
        exchange=Exchange(DEAD_LETTER_EXCHANGE, type="fanout", durable=True),
        durable=True,
        queue_arguments={"x-queue-type": "quorum", "x-max-length": MOST_MESSAGES},
    )


def queues(hearers: Hearers) -> list[Queue]:
    """Return the queues of all apps that hear anything.

    Args:
        hearers: who hears what.

    Returns:
        One declaration an app.
    """
    return [queue(app, hearers) for app, table in sorted(hearers.tables.items()) if table]
