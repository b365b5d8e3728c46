"""One change, done whole or not at all, tried again where that helps.

    @unit_of_work("course")
    def publish(...): ...

What a block does outside the database is not undone and may happen twice: leave it to
`after_commit`. Python objects keep the attributes of a failed attempt: load them in the block.
"""

from collections.abc import Callable
from functools import wraps
from inspect import isasyncgenfunction, iscoroutinefunction, isgeneratorfunction
from typing import ParamSpec, TypeVar

from pymongo.errors import ConnectionFailure

from yggdrasil.errors import UnavailableError
from yggdrasil.logs import get_logger
from yggdrasil.mongodb.attempt import CommitOutcomeUnknownError, run_once
from yggdrasil.mongodb.faults import in_short, is_transient
from yggdrasil.mongodb.guards import SpansTwoHomesError
from yggdrasil.mongodb.patience import Patience, current_patience
from yggdrasil.mongodb.unit import (
    Hook,
    RolledBackError,
    Unit,
    current_session,
    current_unit,
)

__all__ = [
    "CommitOutcomeUnknownError",
    "GaveUpError",
    "Hook",
    "RolledBackError",
    "SpansTwoHomesError",
    "Unit",
    "after_commit",
    "current_session",
    "current_unit",
    "unit_of_work",
]

P = ParamSpec("P")
R = TypeVar("R")

log = get_logger(__name__)


class GaveUpError(UnavailableError):
    """Every attempt met a fault that may go away; nothing was kept."""


def after_commit(hook: Hook) -> None:
    """Run a hook once this thread's unit of work is committed; at once where none is open.

    Args:
        hook: called once without arguments, and not at all if the unit is rolled back. Its error
            is logged and harms neither the commit nor other hooks.
    """
    unit = current_unit()
    if unit is None:
        hook()
    else:
        unit.after_commit(hook)


class UnitOfWork:
    """A home on which blocks are run as units of work; a decorator and a runner."""

    def __init__(self, alias: str) -> None:
        """Choose the home.

        Args:
            alias: database alias of the home.
        """
        self.alias = alias

    def __call__(self, work: Callable[P, R]) -> Callable[P, R]:
        """Make every call of a function a unit of work.

        Args:
            work: what to run; see `run`.

        Returns:
            A function with the same arguments and result.

        Raises:
            TypeError: if its body would run after the unit: a coroutine or a generator.
        """
        if isgeneratorfunction(work) or iscoroutinefunction(work) or isasyncgenfunction(work):
            raise TypeError(f"{work.__qualname__} would run after its unit of work had ended.")

        @wraps(work)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            return self.run(lambda: work(*args, **kwargs))

        return run

    def run(self, work: Callable[[], R]) -> R:
        """Run a block as one unit of work, or as a part of the one that is open on this home.

        The block is run again, whole, after a write conflict, a lost connection or another
        fault that the server or the driver calls transient. A commit whose outcome is unknown
        is repeated until it is known.

        Args:
            work: the block. It must have no effect outside the database.

        Returns:
            What the block returned at the attempt that was committed.

        Raises:
            SpansTwoHomesError: if a unit on another home is open.
            RolledBackError: if something in the block failed and the error was caught.
            GaveUpError: if transient faults went on for longer than patience lasts.
            CommitOutcomeUnknownError: if the server never said whether it committed.
        """
        outer = current_unit()
        if outer is None:
            return _run_until_committed(self.alias, work)
        if outer.alias != self.alias:
            raise SpansTwoHomesError(
                f"A unit of work on {outer.alias!r} is open: one on {self.alias!r} cannot join "
                f"it. Tell a fact or use a saga."
            )
        return _join(outer, work)


def unit_of_work(alias: str) -> UnitOfWork:
    """Return the runner of units of work on one home.

    Args:
        alias: database alias of the home.

    Returns:
        A decorator that also has `run`.
    """
    return UnitOfWork(alias)


def _join(outer: Unit, work: Callable[[], R]) -> R:
    outer.refuse_if_doomed()
    try:
        return work()
    except BaseException as error:
        # Part of the inner block may have been done: the outer one must not keep half of it.
        outer.doom(error, is_transient=is_transient(error))
        raise


def _run_until_committed(alias: str, work: Callable[[], R]) -> R:
    bounds = current_patience()
    begun_at = bounds.monotonic()
    attempt = 1
    while True:
        unit = Unit(alias=alias, attempt=attempt)
        try:
            result = run_once(unit, work, bounds)
        except Exception as error:
            if not _may_go_away(error, unit):
                raise
            _pause_or_give_up(unit, error, bounds, bounds.monotonic() - begun_at)
            attempt += 1
        else:
            unit.run_after_commit()
            return result


def _pause_or_give_up(unit: Unit, error: Exception, bounds: Patience, elapsed: float) -> None:
    if unit.attempt >= bounds.attempts or elapsed > bounds.deadline_seconds:
        raise GaveUpError(
            f"The unit of work on {unit.alias!r} was given up after {unit.attempt} attempts in "
            f"{elapsed:.1f} s; nothing was kept. The last one failed: {in_short(error)}"
        ) from error
    log.debug(
        "Unit of work runs again.", alias=unit.alias, attempt=unit.attempt, error=in_short(error)
    )
    bounds.pause(unit.attempt)


def _may_go_away(error: Exception, unit: Unit) -> bool:
    if isinstance(error, CommitOutcomeUnknownError):
        return False
    if unit.session is None:
        # Nothing had been sent yet.
        return isinstance(error, ConnectionFailure)
    # What failed first decides: after it, the server calls every statement transient.
    return unit.is_transient if unit.is_doomed else is_transient(error)
