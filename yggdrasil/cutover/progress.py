"""How far a run is: bars where a person looks on, silence elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from tqdm import tqdm


class Bar(Protocol):
    """The progress of one thing."""

    def advance(self, count: int) -> None:
        """Go on by so many."""


class Progress(Protocol):
    """Where bars are shown."""

    @contextmanager
    def bar(self, title: str, total: int, unit: str = " documents") -> Iterator[Bar]:
        """Show a bar within a block.

        Args:
            title: what is going on.
            total: how many there are in the end.
            unit: of what.

        Yields:
            The bar.
        """


class _QuietBar:
    def advance(self, count: int) -> None:
        """Show nothing."""


class _Quiet:
    @contextmanager
    def bar(self, title: str, total: int, unit: str = "") -> Iterator[Bar]:  # noqa: ARG002
        """Show nothing."""
        yield _QuietBar()


class _TerminalBar:
    def __init__(self, bar: "tqdm[None]") -> None:
        self._bar = bar

    def advance(self, count: int) -> None:
        """Move the bar."""
        self._bar.update(count)


class TerminalProgress:
    """Bars on standard error, if that is a terminal."""

    @contextmanager
    def bar(self, title: str, total: int, unit: str = " documents") -> Iterator[Bar]:
        """Show a bar within a block; it goes away afterwards."""
        with tqdm(
            total=total, desc=title, unit=unit, unit_scale=True, leave=False, disable=None
        ) as bar:
            yield _TerminalBar(bar)


QUIET: Progress = _Quiet()
