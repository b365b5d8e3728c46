"""Every fact that is told, by name."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from yggdrasil.errors import NotFoundError

if TYPE_CHECKING:
    from yggdrasil.events.signal import DomainSignal


class UnknownFactError(NotFoundError):
    """Nobody tells a fact of that name."""


class DuplicateFactError(RuntimeError):
    """Two declarations claim the same name: a changed fact is a new version."""


class Catalogue:
    """The domain signals of this process, filled while the apps' `events` are imported."""

    def __init__(self) -> None:
        self._signals: dict[str, DomainSignal[Any]] = {}

    def __iter__(self) -> "Iterator[DomainSignal[Any]]":
        """Iterate over all signals, sorted by name."""
        return iter(sorted(self._signals.values(), key=lambda signal: signal.name))

    def add(self, signal: "DomainSignal[Any]") -> None:
        """Enter a signal.

        Args:
            signal: the signal; its name must be new.

        Raises:
            DuplicateFactError: if the name is taken by another payload.
        """
        known = self._signals.get(signal.name)
        # A module that is imported again declares the same payload anew.
        if known is not None and _place(known) != _place(signal):
            raise DuplicateFactError(f"{signal.name} is declared twice.")
        self._signals[signal.name] = signal

    def remove(self, signal: "DomainSignal[Any]") -> None:
        """Take a signal out again; for tests that declare their own.

        Args:
            signal: the signal.
        """
        del self._signals[signal.name]

    def get(self, name: str) -> "DomainSignal[Any]":
        """Return the signal of a name.

        Args:
            name: `<app>.<subject>.<participle>.v<n>`.

        Returns:
            The signal.

        Raises:
            UnknownFactError: if nobody tells it.
        """
        try:
            return self._signals[name]
        except KeyError:
            raise UnknownFactError(f"Nobody tells {name!r}.") from None

    def told_by(self, app: str) -> list[str]:
        """Return the sorted names of the facts that one app tells.

        Args:
            app: label of the app.

        Returns:
            Full names.
        """
        return [signal.name for signal in self if signal.app == app]


def _place(signal: "DomainSignal[Any]") -> tuple[str, str]:
    return signal.payload.__module__, signal.payload.__qualname__


CATALOGUE = Catalogue()
