"""A second process that fills homes as well, so that two processors have something to do.

It is forked while nothing is connected and no thread runs, makes connections of its own, and dies
with the process that it helps: nobody else knows that it is there.
"""

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Self

from pymongo.errors import PyMongoError

from yggdrasil.cutover.catalogue import Library, chapters
from yggdrasil.cutover.homes.verification import Verdict
from yggdrasil.cutover.progress import QUIET
from yggdrasil.cutover.sources.source import Source
from yggdrasil.cutover.splitting.filling import Filler
from yggdrasil.cutover.splitting.finishing import Finisher
from yggdrasil.cutover.splitting.loading import Guard
from yggdrasil.errors import UnavailableError, YggdrasilError
from yggdrasil.logs import get_logger

_SECONDS_BETWEEN_LOOKS = 1.0
# Linux: which signal a process gets when the one that forked it ends.
_PR_SET_PDEATHSIG = 1

log = get_logger(__name__)


class HelperError(UnavailableError):
    """The second process could not do its part."""


class OrphanedError(UnavailableError):
    """The process that was helped is gone."""


@dataclass(frozen=True)
class _Said:
    text: str


@dataclass(frozen=True)
class _Loaded:
    pass


@dataclass(frozen=True)
class _Finished:
    verdicts: list[Verdict]


@dataclass(frozen=True)
class _Failed:
    sentence: str


class Helper:
    """The process, as seen by the one that it helps."""

    @classmethod
    def start(cls, open_source: Callable[[], Source], *, batch_size: int) -> Self | None:
        """Fork, where that is safe and there is a processor for it.

        Args:
            open_source: opens the predecessor once more.
            batch_size: most documents of one batch.

        Returns:
            The helper; None where one process has to do.
        """
        is_able = sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1
        if not is_able or threading.active_count() > 1:
            return None
        return cls(open_source, batch_size=batch_size)

    def __init__(self, open_source: Callable[[], Source], *, batch_size: int) -> None:
        """Fork. See `start`."""
        forks = multiprocessing.get_context("fork")
        self._line, theirs = forks.Pipe()
        # What is here now stays; were it looked at, each process would have a copy of its own.
        gc.freeze()
        self._process = forks.Process(
            target=_serve, args=(theirs, open_source, batch_size, os.getpid()), daemon=True
        )
        self._process.start()
        theirs.close()

    def begin(self, counts: Mapping[str, int]) -> None:
        """Tell how many documents each collection of the predecessor has, before anything else.

        Args:
            counts: by name.

        Raises:
            HelperError: if it ended.
        """
        with _telling():
            self._line.send(dict(counts))

    def load(self, alias: str, *, say: Callable[[str], object], guard: Guard) -> None:
        """Let a home be loaded; what is complete in it is finished meanwhile.

        Args:
            alias: of the home.
            say: takes a line for people.
            guard: checked all the while.

        Raises:
            HelperError: if it failed, or ended.
        """
        self._ask(alias, say=say, guard=guard)

    def finish(self, *, say: Callable[[str], object], guard: Guard) -> list[Verdict]:
        """Let the homes that were loaded be finished; none can be loaded any more.

        Args:
            say: takes a line for people.
            guard: checked all the while.

        Returns:
            A verdict on each of their collections.

        Raises:
            HelperError: if it failed, or ended.
        """
        return self._ask(None, say=say, guard=guard)

    def _ask(
        self, alias: str | None, *, say: Callable[[str], object], guard: Guard
    ) -> list[Verdict]:
        with _telling():
            self._line.send(alias)
            while True:
                while not self._line.poll(_SECONDS_BETWEEN_LOOKS):
                    guard.check()
                match self._line.recv():
                    case _Said(text):
                        say(text)
                    case _Loaded():
                        return []
                    case _Finished(verdicts):
                        return verdicts
                    case _Failed(sentence):
                        raise HelperError(sentence)

    def stop(self) -> None:
        """End the process, whatever it does: what it wrote is found to be there the next time."""
        if self._line.closed:
            return
        self._process.kill()
        self._process.join()
        self._process.close()
        self._line.close()


@contextmanager
def _telling() -> Iterator[None]:
    try:
        yield
    except (EOFError, OSError) as error:
        raise HelperError(
            "The second process ended unexpectedly. Nothing is lost; run the same command "
            "again to go on."
        ) from error


class _Parent:
    """The process that is helped."""

    def __init__(self, number: int) -> None:
        self._number = number

    def check(self) -> None:
        """Return if it is there.

        Raises:
            OrphanedError: if it is not.
        """
        if os.getppid() != self._number:
            raise OrphanedError("Nobody is left to be helped.")


def _serve(
    line: Connection, open_source: Callable[[], Source], batch_size: int, parent: int
) -> None:
    """Fill the homes that are asked for, until nobody asks any more."""
    # An interruption is the other one's to handle.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    try:
        _fill(line, open_source, batch_size, _Parent(parent))
    except (YggdrasilError, PyMongoError) as error:
        line.send(_Failed(str(error)))
    except EOFError:
        return
    except Exception as error:
        log.exception("Homes not filled.")
        line.send(_Failed(f"The second process failed: {error!r}"))


def _fill(
    line: Connection, open_source: Callable[[], Source], batch_size: int, guard: Guard
) -> None:
    # Opened before anybody asks: the other process has its own beginning to make meanwhile.
    source = open_source()
    filler = Filler(
        Library(source, chapters(), counts=line.recv()),
        batch_size=batch_size,
        progress=QUIET,
        say=lambda text: line.send(_Said(text)),
    )
    with Finisher(progress=QUIET) as finisher:
        while alias := line.recv():
            filler.load(alias, guard, finisher)
            line.send(_Loaded())
        line.send(_Finished(finisher.verdicts()))
