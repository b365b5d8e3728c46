"""Database load: how many commands went to which home, how many failed, how long they took."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Load:
    """What some commands cost.

    Attributes:
        count: commands answered, well or not.
        errors: those answered with an error, or not at all.
        seconds: time from sending to answer, added up.
    """

    count: int = 0
    errors: int = 0
    seconds: float = 0.0

    def __add__(self, other: "Load") -> "Load":
        return Load(
            count=self.count + other.count,
            errors=self.errors + other.errors,
            seconds=self.seconds + other.seconds,
        )

    def __sub__(self, other: "Load") -> "Load":
        return Load(
            count=self.count - other.count,
            errors=self.errors - other.errors,
            seconds=self.seconds - other.seconds,
        )


Figures = dict[tuple[str, str], Load]


class LoadMeter:
    """Counts the commands of this process, all threads together."""

    def __init__(self) -> None:
        self._forget()
        os.register_at_fork(after_in_child=self._forget)

    def _forget(self) -> None:
        # A child counts its own; and the lock may have been held at the fork.
        self._lock = threading.Lock()
        # [count, errors, microseconds]: this runs at every command, so no objects are made.
        self._cells: dict[tuple[str, str], list[int]] = {}

    def count(self, *, alias: str, command: str, microseconds: int, is_error: bool) -> None:
        """Count one command.

        Args:
            alias: home it went to.
            command: the server's name for it, for example `find`.
            microseconds: time until its answer.
            is_error: whether it failed.
        """
        with self._lock:
            cell = self._cells.get((alias, command))
            if cell is None:
                cell = self._cells[alias, command] = [0, 0, 0]
            cell[0] += 1
            cell[1] += is_error
            cell[2] += microseconds

    def figures(self) -> Figures:
        """Return the load so far, by alias and command."""
        with self._lock:
            cells = {key: tuple(cell) for key, cell in self._cells.items()}
        return {
            key: Load(count=count, errors=errors, seconds=microseconds / 1e6)
            for key, (count, errors, microseconds) in cells.items()
        }


LOAD = LoadMeter()


class Measurement:
    """The load between two moments."""

    def __init__(self, before: Figures) -> None:
        """Begin to measure.

        Args:
            before: the figures at the first moment.
        """
        self._before = before
        self._after: Figures | None = None

    def stop(self) -> None:
        """Stop measuring; without this, every question is answered as of now."""
        self._after = LOAD.figures()

    def figures(self) -> Figures:
        """Return the load by alias and command, without those that were not sent."""
        after = LOAD.figures() if self._after is None else self._after
        grown = {key: load - self._before.get(key, Load()) for key, load in after.items()}
        return {key: load for key, load in grown.items() if load.count}

    def total(self, *, alias: str | None = None, command: str | None = None) -> Load:
        """Return the load added up.

        Args:
            alias: count this home only.
            command: count this command only.

        Returns:
            The sum; all zero where nothing was sent.
        """
        chosen = (
            load
            for (home, name), load in self.figures().items()
            if alias in {None, home} and command in {None, name}
        )
        return sum(chosen, Load())


def statistics() -> dict[str, dict[str, Load]]:
    """Return the load since the start of the process.

    Returns:
        By alias, then by command name.
    """
    by_alias: dict[str, dict[str, Load]] = {}
    for (alias, command), load in LOAD.figures().items():
        by_alias.setdefault(alias, {})[command] = load
    return by_alias


@contextmanager
def measured() -> Iterator[Measurement]:
    """Measure the load of a block, in tests and benches; other threads' commands are included.

    Yields:
        The measurement; it may be read within the block and stands still after it.
    """
    measurement = Measurement(LOAD.figures())
    try:
        yield measurement
    finally:
        measurement.stop()
