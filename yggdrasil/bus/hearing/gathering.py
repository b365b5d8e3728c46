"""Messages that wait at the same time take effect together: one transaction instead of many.

Each message has a thread that waits for its end, so that the broker hears what became of it.
"""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from yggdrasil.bus.carrying.batch import Batch, MalformedBatchError, decode

# About as many facts as a relay puts into one window: a transaction must not last.
MOST_FACTS = 2_000


@dataclass
class _Message:
    body: bytes
    is_taken: bool = False
    error: BaseException | None = None


class Gathering:
    """The messages of one app; whoever comes while nobody is at work takes all that wait."""

    def __init__(self, take: Callable[..., None]) -> None:
        """Choose who takes them.

        Args:
            take: called with batches, by one thread at a time.
        """
        self._take = take
        self._waiting: deque[_Message] = deque()
        self._turn = threading.Lock()

    def take(self, body: bytes) -> None:
        """Return once a message has been taken, by this thread or by another.

        Args:
            body: a coded batch, from the broker.

        Raises:
            MalformedBatchError: if it is none.
            Exception: whatever taking it raised, with those it was taken together with.
        """
        mine = _Message(body)
        self._waiting.append(mine)
        # Threads that decode at the same time only get into each other's way.
        with self._turn:
            while not mine.is_taken:
                self._take_some()
        if mine.error is not None:
            raise mine.error

    def _take_some(self) -> None:
        together, batches = self._next()
        try:
            if batches:
                self._take(*batches)
        except BaseException as error:
            for message in together:
                message.error = message.error or error
            if not isinstance(error, Exception):
                raise
        finally:
            for message in together:
                message.is_taken = True

    def _next(self) -> tuple[list[_Message], list[Batch]]:
        """Return messages that waited together, and the batches in them."""
        together: list[_Message] = []
        batches: list[Batch] = []
        while self._waiting and sum(len(batch.facts) for batch in batches) < MOST_FACTS:
            message = self._waiting.popleft()
            together.append(message)
            try:
                batches.append(decode(message.body))
            except MalformedBatchError as error:
                message.error = error
        return together, batches
