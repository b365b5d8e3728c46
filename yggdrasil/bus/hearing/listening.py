"""How an app hears a broker: one thread a queue receives, lets take effect, and acknowledges.

What lies there at the same time takes effect together. No message changes threads on its way, and
none is acknowledged before its effect, several by one command: what a killed process had in hand
comes again.
"""

import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple

from celery import Celery
from kombu import Connection, Consumer, Queue
from pymongo.errors import PyMongoError

from yggdrasil.bus.carrying.batch import Batch, MalformedBatchError, decode
from yggdrasil.bus.carrying.emulation import acknowledge, opened, seconds_to_next
from yggdrasil.errors import UnavailableError
from yggdrasil.logs import get_logger

# About as many facts as a relay puts into one window: a transaction must not last.
MOST_FACTS = 2_000
# Messages in hand at once; a broker gives no more before some are acknowledged.
MOST_MESSAGES = 16
# How long a listener waits for a message before it looks whether it is to stop.
LOOK_SECONDS = 1.0
# What was taken is acknowledged once none follows for so long, or half as much as may be in hand.
CALM_SECONDS = 0.05
TROUBLE_SECONDS = 1.0

log = get_logger(__name__)


class _InHand(NamedTuple):
    """A message that was received, and the batch in it."""

    message: Any
    batch: Batch


class Listener:
    """The one who takes what comes into a queue, in a thread and over a connection of its own."""

    def __init__(self, celery: Celery, queue: Queue, take: Callable[..., None]) -> None:
        """Choose the queue.

        Args:
            celery: application, whose broker it is.
            queue: declared when the listener connects.
            take: called with batches; what it raises is logged, and their messages are let go.
        """
        self.celery = celery
        self.queue = queue
        self._take = take
        self._in_hand: deque[_InHand] = deque()
        # Messages whose batches took effect, and that the broker still counts as in hand.
        self._taken: list[Any] = []
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"hear-{queue.name}", daemon=True)

    def start(self) -> None:
        """Start to listen."""
        self._thread.start()

    def stop(self) -> None:
        """Ask it to finish what is in hand and to end; see `join`."""
        self._stopping.set()

    def join(self, *, within_seconds: float) -> None:
        """Wait until it has ended.

        Args:
            within_seconds: how long at most.
        """
        if self._thread.is_alive():
            self._thread.join(within_seconds)

    def _run(self) -> None:
        while not self._stopping.is_set():
            connection = self.celery.connection_for_read()
            try:
                self._listen(connection)
            except Exception as error:  # noqa: BLE001 - drivers stumble in many ways over a lost one
                # What was not acknowledged comes again.
                self._in_hand.clear()
                self._taken.clear()
                log.warning("Broker is away.", queue=self.queue.name, error=str(error))
                connection.collect()
                self._stopping.wait(TROUBLE_SECONDS)
            finally:
                connection.release()

    def _listen(self, connection: Connection) -> None:
        channel = opened(connection)
        consumer = Consumer(
            channel,
            [self.queue],
            on_message=self._receive,
            prefetch_count=MOST_MESSAGES,
        )
        with consumer:
            while not self._stopping.is_set():
                try:
                    self._drain(connection, channel)
                finally:
                    while self._in_hand:
                        self._take_together()
            self._acknowledge()

    def _drain(self, connection: Connection, channel: Any) -> None:
        """Wait for a message, and add to it what waits with it."""
        wait: float | None = CALM_SECONDS if self._taken else LOOK_SECONDS
        with suppress(TimeoutError):
            while wait is not None and len(self._in_hand) < MOST_MESSAGES:
                connection.drain_events(timeout=wait)
                wait = seconds_to_next(channel)
        if not self._in_hand:
            self._acknowledge()

    def _receive(self, message: Any) -> None:
        try:
            self._in_hand.append(_InHand(message, decode(message.body)))
        except MalformedBatchError as error:
            log.warning("Message let go.", queue=self.queue.name, error=str(error))
            message.reject()

    def _take_together(self) -> None:
        together = self._next()
        try:
            self._take(*(one.batch for one in together))
        except (UnavailableError, PyMongoError) as error:
            # Nothing is lost by letting it go: what is missing is caught up from the store.
            log.warning("Delivery left to catching up.", queue=self.queue.name, error=str(error))
        except Exception:
            # The same; but nobody foresaw it, and without the thread nobody would hear.
            log.exception("Delivery left to catching up.", queue=self.queue.name)
        self._taken += [one.message for one in together]
        if len(self._taken) >= MOST_MESSAGES // 2:
            self._acknowledge()

    def _acknowledge(self) -> None:
        if self._taken:
            acknowledge(self._taken)
            self._taken.clear()

    def _next(self) -> list[_InHand]:
        """Return messages of one transaction, and have them no longer in hand."""
        together: list[_InHand] = []
        facts = 0
        while self._in_hand and facts < MOST_FACTS:
            together.append(self._in_hand.popleft())
            facts += len(together[-1].batch.facts)
        return together
