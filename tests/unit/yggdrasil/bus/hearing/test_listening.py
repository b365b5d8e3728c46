"""A listener over Celery's broker in memory: what it takes at once, and what it lets go."""

import threading
from collections.abc import Callable, Iterator

import pytest
from celery import Celery
from kombu import Connection, Queue

from tests.contracts.eventstore.conftest import fact
from yggdrasil.bus.carrying.batch import Batch, encode
from yggdrasil.bus.hearing import listening
from yggdrasil.bus.hearing.listening import Listener
from yggdrasil.errors import UnavailableError
from yggdrasil.eventstore.store import Recorded
from yggdrasil.ids import new_id

FACTS = (Recorded(position=1, envelope=fact()),)


class AwayError(UnavailableError):
    """Nobody takes anything."""


class Taker:
    """Notes what it takes; fails for a batch that ends where it is told to."""

    def __init__(self) -> None:
        self.calls: list[list[int]] = []
        self.errors: dict[int, BaseException] = {}
        self.is_done = threading.Event()

    def take(self, *batches: Batch) -> None:
        self.calls.append([batch.end for batch in batches])
        if self.calls[-1][-1] == 0:
            self.is_done.set()
        if (error := self.errors.get(self.calls[-1][0])) is not None:
            raise error


@pytest.fixture
def taker() -> Taker:
    return Taker()


@pytest.fixture
def celery(monkeypatch: pytest.MonkeyPatch) -> Celery:
    monkeypatch.setattr(listening, "LOOK_SECONDS", 0.01)
    return Celery("memory", broker="memory://", set_as_current=False)


@pytest.fixture
def queue(celery: Celery) -> Iterator[Queue]:
    with celery.connection_for_write() as connection:
        queue = Queue(new_id())(connection.default_channel)
        queue.declare()
        yield queue
        queue.delete()


def message(end: int) -> bytes:
    return encode(Batch(home="planning", name="n.v1", window="w", end=end, places={}, facts=FACTS))


def put(queue: Queue, *bodies: bytes) -> None:
    """Put messages where they wait."""
    for body in bodies:
        ready = queue.channel.prepare_message(body, content_encoding="binary")
        queue.channel.basic_publish(ready, exchange="", routing_key=queue.name)


@pytest.fixture
def hear(celery: Celery, queue: Queue, taker: Taker) -> Callable[..., None]:
    """Return a way to hear messages to the end, marked by one that ends at 0."""

    def hear(*bodies: bytes) -> None:
        put(queue, *bodies, message(0))
        listener = Listener(celery, Queue(queue.name), taker.take)
        listener.start()
        assert taker.is_done.wait(10)
        listener.stop()
        listener.join(within_seconds=10)

    return hear


def left(celery: Celery, queue: Queue) -> int:
    connection: Connection
    with celery.connection_for_read() as connection:
        return int(queue(connection.default_channel).queue_declare(passive=True).message_count)


class TestListener:
    def test_takes_together_what_waits_together(
        self, hear: Callable[..., None], taker: Taker
    ) -> None:
        hear(message(1), message(2), message(3))

        assert taker.calls == [[1, 2, 3, 0]]

    def test_takes_no_more_at_once_than_a_transaction_bears(
        self, hear: Callable[..., None], taker: Taker, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(listening, "MOST_FACTS", 2)

        hear(message(1), message(2), message(3))

        assert taker.calls == [[1, 2], [3, 0]]

    def test_has_no_more_in_hand_than_it_may(
        self, hear: Callable[..., None], taker: Taker, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(listening, "MOST_MESSAGES", 2)

        hear(*(message(end) for end in range(1, 6)))

        assert taker.calls == [[1, 2], [3, 4], [5, 0]]

    @pytest.mark.parametrize("error", [AwayError("away"), ZeroDivisionError("unforeseen")])
    def test_lets_go_what_could_not_be_taken_and_goes_on(
        self,
        hear: Callable[..., None],
        taker: Taker,
        celery: Celery,
        queue: Queue,
        monkeypatch: pytest.MonkeyPatch,
        error: Exception,
    ) -> None:
        monkeypatch.setattr(listening, "MOST_FACTS", 1)
        taker.errors = {1: error}

        hear(message(1), message(2))

        assert taker.calls == [[1], [2], [0]]
        assert left(celery, queue) == 0

    def test_lets_nobody_suffer_for_a_message_that_is_none(
        self, hear: Callable[..., None], taker: Taker, celery: Celery, queue: Queue
    ) -> None:
        hear(message(1), b"nothing of ours", message(2))

        assert taker.calls == [[1, 2, 0]]
        assert left(celery, queue) == 0
