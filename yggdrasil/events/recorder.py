"""Where a told fact goes before anybody hears it: next to the change it tells."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol

from yggdrasil.events.envelope import Envelope


class OutsideUnitOfWorkError(RuntimeError):
    """A fact was told with no change to stand beside: call the operation, not the signal."""


class Teller(Protocol):
    """An aggregate that tells facts about itself.

    Attributes:
        pk: its key, known before it is saved.
        stream_version: how many facts it has told.
    """

    pk: Any
    stream_version: int


class Recorder(Protocol):
    """Keep the facts of the unit of work that is open."""

    def record(self, envelope: Envelope, *, teller: Teller) -> None:
        """Keep a fact in the transaction of its change.

        Args:
            envelope: the fact.
            teller: the aggregate that tells it.

        Raises:
            OutsideUnitOfWorkError: if no unit of work is open.
        """


class _Nowhere:
    """The recorder of a process that opened no unit of work."""

    def record(self, envelope: Envelope, *, teller: Teller) -> None:  # noqa: ARG002
        raise OutsideUnitOfWorkError(f"{envelope.name} was sent outside a unit of work.")


class MemoryRecorder:
    """A complete recorder that keeps facts in a list, for programs without a database.

    Attributes:
        facts: what was told, in order.
    """

    def __init__(self) -> None:
        self.facts: list[Envelope] = []

    def record(self, envelope: Envelope, *, teller: Teller) -> None:  # noqa: ARG002
        """Append the fact."""
        self.facts.append(envelope)


_installed: Recorder = _Nowhere()
_override: ContextVar[Recorder | None] = ContextVar("recorder", default=None)
_collected: ContextVar[list[Envelope] | None] = ContextVar("collected", default=None)


@contextmanager
def collecting() -> Iterator[list[Envelope]]:
    """Collect the facts that are told within a block, also those of blocks within it.

    Yields:
        The facts, in order; filled while the block runs.
    """
    mine: list[Envelope] = []
    outer = _collected.get()
    token = _collected.set(mine)
    try:
        yield mine
    finally:
        _collected.reset(token)
        if outer is not None:
            outer.extend(mine)


def collect(envelope: Envelope) -> None:
    """Note a told fact for whoever collects; for the signals alone.

    Args:
        envelope: the fact.
    """
    collected = _collected.get()
    if collected is not None:
        collected.append(envelope)


def recorder() -> Recorder:
    """Return the recorder of the present context, else the installed one."""
    return _override.get() or _installed


def install(new: Recorder) -> None:
    """Make a recorder the one of this process; called once, by the platform's AppConfig.

    Args:
        new: the recorder.
    """
    global _installed  # noqa: PLW0603 - one per process, set at start
    _installed = new


@contextmanager
def recording_to(new: Recorder) -> Iterator[Recorder]:
    """Use another recorder within a block.

    Args:
        new: the recorder of the block.

    Yields:
        The same recorder.
    """
    token = _override.set(new)
    try:
        yield new
    finally:
        _override.reset(token)
