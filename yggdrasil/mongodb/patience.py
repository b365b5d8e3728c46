"""How often and how long a unit of work is tried, and how it waits in between."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Patience:
    """Bounds of trying again, with full jitter: each pause is random between none and a ceiling.

    Attributes:
        attempts: most runs of one block.
        deadline_seconds: no new attempt begins later than this after the first.
        commit_deadline_seconds: how long the outcome of one commit is asked for.
        first_ceiling_seconds: ceiling of the first pause; it doubles from attempt to attempt.
        longest_pause_seconds: the ceiling stops growing here.
        sleep: waits some seconds.
        chance: random number from 0 to 1.
        monotonic: seconds on a clock that never goes back.
    """

    attempts: int = 50
    deadline_seconds: float = 15.0
    commit_deadline_seconds: float = 15.0
    first_ceiling_seconds: float = 0.004
    longest_pause_seconds: float = 0.5
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random  # noqa: S311 - spreads load, keeps no secret
    monotonic: Callable[[], float] = time.monotonic

    def pause(self, attempt: int) -> None:
        """Wait before the next attempt.

        Args:
            attempt: number of the attempt that failed, from 1.
        """
        ceiling = self.first_ceiling_seconds * 2.0 ** min(attempt - 1, 30)
        self.sleep(self.chance() * min(ceiling, self.longest_pause_seconds))


_ORDINARY = Patience()

_patience: ContextVar[Patience] = ContextVar("patience", default=_ORDINARY)


def current_patience() -> Patience:
    """Return the bounds in force."""
    return _patience.get()


@contextmanager
def patience(bounds: Patience) -> Iterator[Patience]:
    """Use other bounds within a block: in tests, or where nobody can wait.

    Args:
        bounds: what `current_patience` answers within the block.

    Yields:
        The same bounds.
    """
    token = _patience.set(bounds)
    try:
        yield bounds
    finally:
        _patience.reset(token)
