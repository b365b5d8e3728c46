"""Messages that wait at the same time take effect together: one transaction instead of many.

Each message has a thread that waits for its end, so that the broker hears what became of it.
"""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from yggdrasil.bus.batch import Batch

# About as many facts as a relay puts into one window: a transaction must not last.
MOST_FACTS = 2_000


@dataclass
class _Message:
    batch: Batch
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

    def take(self, batch: Batch) -> None:
        """Return once a batch has been taken, by this thread or by another.

        Args:
            batch: from the broker.

        Raises:
            Exception: whatever taking it raised, with those it was taken together with.
        """
        mine = _Message(batch)
        self._waiting.append(mine)
        with self._turn:
            while not mine.is_taken:
                self._take_some()
        if mine.error is not None:
            raise mine.error

    def _take_some(self) -> None:
        together = self._next()
        try:
            self._take(*(message.batch for message in together))
        except BaseException as error:
            for message in together:
                message.error = error
            if not isinstance(error, Exception):
                raise
        finally:
            for message in together:
                message.is_taken = True

    def _next(self) -> list[_Message]:
        together = [self._waiting.popleft()]
        facts = len(together[0].batch.facts)
        while self._waiting:
            facts += len(self._waiting[0].batch.facts)
            if facts > MOST_FACTS:
                break
            together.append(self._waiting.popleft())
        return together
