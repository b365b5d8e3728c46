"""A listener over each broker: the effect comes first, a killed one gives back, none stays deaf."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
from celery import Celery
from celery.contrib.testing.worker import start_worker
from celery.worker import state
from kombu import Connection

from tests.contracts.bus.brokers import Brokered
from tests.contracts.bus.conftest import batch
from yggdrasil.bus.carrying import topology
from yggdrasil.bus.carrying.batch import Batch
from yggdrasil.bus.hearing import listening
from yggdrasil.bus.hearing.listening import Listener
from yggdrasil.bus.worker import hear_in
from yggdrasil.ids import new_id

SECONDS = 20


class Taker:
    """Notes what it takes, once the gate is open; says when it has begun and when it has all."""

    def __init__(self) -> None:
        self.sizes: list[int] = []
        self.calls: list[int] = []
        self.begun, self.gate, self.has_last = (threading.Event() for _ in range(3))
        self.gate.set()
        self.error: BaseException | None = None

    def take(self, *batches: Batch) -> None:
        self.begun.set()
        assert self.gate.wait(SECONDS)
        if self.error is not None:
            raise self.error
        self.calls.append(len(batches))
        self.sizes += [len(one.facts) for one in batches]
        if LAST in self.sizes:
            self.has_last.set()


# How many facts the last batch of a test has.
LAST = 9


class Hearer:
    """The listeners of a test, and the connections they have opened."""

    def __init__(self, server: Brokered, monkeypatch: pytest.MonkeyPatch) -> None:
        self.server = server
        self.listeners: list[Listener] = []
        self.connections: list[Connection] = []
        connect = Celery.connection_for_read

        def noted(celery: Celery, **how: Any) -> Connection:
            self.connections.append(connect(celery, **how))
            return self.connections[-1]

        monkeypatch.setattr(Celery, "connection_for_read", noted)
        monkeypatch.setattr(listening, "TROUBLE_SECONDS", 0.05)

    def listener(self, app: str, take: Callable[..., None]) -> Listener:
        queue = topology.queue(app, self.server.hearers)
        self.listeners.append(Listener(self.server.app, queue, take))
        return self.listeners[-1]

    def listen(self, app: str, taker: Taker) -> None:
        self.listener(app, taker.take).start()

    def end(self) -> None:
        for one in self.listeners:
            one.stop()
        for one in self.listeners:
            one.join(within_seconds=SECONDS)


def publish_anew(server: Brokered, *, facts: int) -> None:
    """Publish over a connection that was not cut."""
    with closing(server.another_carrier()) as carrier:
        carrier.publish(batch(facts=facts))


@pytest.fixture
def hearer(server: Brokered, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hearer]:
    hearer = Hearer(server, monkeypatch)
    yield hearer
    hearer.end()


@pytest.fixture
def taker() -> Taker:
    return Taker()


class TestListener:
    def test_takes_everything_in_order(
        self, server: Brokered, hearer: Hearer, taker: Taker
    ) -> None:
        for size in range(1, LAST + 1):
            server.carrier.publish(batch(facts=size))

        hearer.listen("news", taker)

        assert taker.has_last.wait(SECONDS)
        assert taker.sizes == list(range(1, LAST + 1))

    def test_takes_together_what_came_meanwhile(
        self, server: Brokered, hearer: Hearer, taker: Taker
    ) -> None:
        taker.gate.clear()
        hearer.listen("news", taker)
        server.carrier.publish(batch(facts=1))
        assert taker.begun.wait(SECONDS)
        for size in (2, 3, LAST):
            server.carrier.publish(batch(facts=size))

        taker.gate.set()

        assert taker.has_last.wait(SECONDS)
        assert taker.sizes == [1, 2, 3, LAST]
        # RabbitMQ sends by itself: nobody can say how much had come.
        assert taker.calls == [1, 3] or server.is_amqp

    def test_acknowledges_more_than_it_may_have_in_hand_at_once(
        self, server: Brokered, hearer: Hearer, taker: Taker
    ) -> None:
        for _ in range(listening.MOST_MESSAGES * 2):
            server.carrier.publish(batch(facts=1))
        server.carrier.publish(batch(facts=LAST))

        hearer.listen("news", taker)
        assert taker.has_last.wait(SECONDS)
        hearer.end()

        assert server.take("news") == []

    def test_acknowledges_what_it_took(
        self, server: Brokered, hearer: Hearer, taker: Taker
    ) -> None:
        server.carrier.publish(batch(facts=LAST))
        hearer.listen("news", taker)
        assert taker.has_last.wait(SECONDS)

        hearer.end()

        assert server.take("news") == []

    @pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
    def test_acknowledges_nothing_before_its_effect(
        self, server: Brokered, hearer: Hearer, taker: Taker
    ) -> None:
        """It dies within the effect; what it had in hand, and what waited, come again."""
        taker.error = SystemExit()
        taker.gate.clear()
        hearer.listen("news", taker)
        for size in (1, 2):
            server.carrier.publish(batch(facts=size))
        assert taker.begun.wait(SECONDS)
        taker.gate.set()

        hearer.end()

        assert sorted(len(one.facts) for one in server.take("news")) == [1, 2]

    def test_that_is_told_to_stop_finishes_what_is_in_hand(
        self, server: Brokered, hearer: Hearer, taker: Taker
    ) -> None:
        taker.gate.clear()
        hearer.listen("news", taker)
        server.carrier.publish(batch(facts=LAST))
        assert taker.begun.wait(SECONDS)

        hearer.listeners[0].stop()
        taker.gate.set()
        hearer.end()

        assert taker.sizes == [LAST]
        assert server.take("news") == []

    def test_connects_again_and_loses_nothing_by_it(
        self, server: Brokered, hearer: Hearer, taker: Taker
    ) -> None:
        hearer.listen("news", taker)
        server.carrier.publish(batch(facts=1))
        assert taker.begun.wait(SECONDS)
        server.cut_all(hearer.connections[0])

        publish_anew(server, facts=LAST)

        assert taker.has_last.wait(SECONDS)
        assert len(hearer.connections) > 1

    def test_that_loses_its_connection_at_work_does_not_fail(
        self, server: Brokered, hearer: Hearer, taker: Taker
    ) -> None:
        taker.gate.clear()
        hearer.listen("news", taker)
        server.carrier.publish(batch(facts=1))
        assert taker.begun.wait(SECONDS)
        server.cut_all(hearer.connections[0])
        taker.gate.set()

        publish_anew(server, facts=LAST)

        assert taker.has_last.wait(SECONDS)
        assert set(taker.sizes) == {1, LAST}

    def test_keeps_no_other_app_waiting(
        self, server: Brokered, hearer: Hearer, taker: Taker
    ) -> None:
        slow = Taker()
        slow.gate.clear()
        hearer.listen("statistics", slow)
        hearer.listen("news", taker)
        for size in range(listening.MOST_MESSAGES * 2):
            server.carrier.publish(batch(facts=1 + size % 3))
        server.carrier.publish(batch(facts=LAST))

        assert taker.has_last.wait(SECONDS)
        assert slow.sizes == []
        slow.gate.set()
        assert slow.has_last.wait(SECONDS)


class TestWorker:
    def test_hears_beside_its_tasks_and_ends_with_them(
        self, server: Brokered, hearer: Hearer, taker: Taker, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        app: Any = server.app
        ran = threading.Event()

        def tried() -> None:
            ran.set()

        task = app.task(name=new_id())(tried)
        app.conf.task_default_queue = "tried"
        hear_in(app, [hearer.listener("news", taker.take)])
        with start_worker(app, perform_ping_check=False, shutdown_timeout=SECONDS) as worker:
            task.delay()
            server.carrier.publish(batch(facts=LAST))

            assert ran.wait(SECONDS)
            assert taker.has_last.wait(SECONDS)
            # What SIGTERM does: a warm end.
            monkeypatch.setattr(state, "should_stop", 0)
            assert worker.blueprint.shutdown_complete.wait(SECONDS)

        assert not hearer.listeners[0]._thread.is_alive()
