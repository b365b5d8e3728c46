"""The unit of work that the present thread has open: its session, its hooks, its fate.

Opened and ended by `unit_of_work`; asked by the engine on every write. A unit belongs to one
thread, because Django's connections do.
"""

import os
import threading
from collections.abc import Callable

from pymongo.client_session import ClientSession

from yggdrasil.logs import get_logger
from yggdrasil.mongodb.faults import in_short

Hook = Callable[[], object]

log = get_logger(__name__)


class RolledBackError(RuntimeError):
    """The block ended well, but something in it had failed before, so nothing of it was kept."""


class Unit:
    """One attempt at a unit of work.

    Attributes:
        alias: home whose documents it changes.
        session: pass it to raw driver calls, or they run outside the transaction.
        attempt: 1 for the first; the whole block is run again after a transient fault.
        doomed_by: the error that ruled out a commit, if there was one and it is known.
        is_doomed: whether a commit is ruled out.
        is_transient: whether what doomed it may go away when the block is run again.
    """

    def __init__(self, *, alias: str, attempt: int, session: ClientSession | None = None) -> None:
        """Begin with no hooks.

        Args:
            alias: home whose documents it changes.
            attempt: 1 for the first.
            session: driver session in whose transaction it runs.
        """
        self.alias = alias
        self.attempt = attempt
        self.session = session
        self.doomed_by: BaseException | None = None
        self.is_doomed = False
        self.is_transient = False
        self._reason = ""
        self._before: list[Hook] = []
        self._after: list[Hook] = []

    def before_commit(self, hook: Hook) -> None:
        """Run a hook at the end of the block, within the transaction.

        Args:
            hook: called once without arguments, after earlier hooks; it may add further ones.
                An error in it rolls the unit back.
        """
        self._before.append(hook)

    def after_commit(self, hook: Hook) -> None:
        """Run a hook once the unit is committed; not at all if it is not.

        Args:
            hook: called once without arguments, after earlier hooks. An error in it is logged
                and the other hooks still run, since the commit cannot be taken back. Only the
                end of the process (KeyboardInterrupt, SystemExit) stops them.
        """
        self._after.append(hook)

    def doom(
        self, error: BaseException | None = None, *, reason: str = "", is_transient: bool = False
    ) -> None:
        """Rule out a commit, whoever catches the error. Only the first call counts.

        Args:
            error: what went wrong.
            reason: words for it where there is no error object.
            is_transient: whether running the block again may help.
        """
        if not self.is_doomed:
            self.is_doomed = True
            self.is_transient = is_transient
            self._reason = reason or ("" if error is None else in_short(error))
        self.doomed_by = self.doomed_by or error

    def refuse_if_doomed(self) -> None:
        """Return if the unit may still commit.

        Raises:
            RolledBackError: if something in it failed, even if the error was caught.
        """
        if self.is_doomed:
            raise RolledBackError(
                f"The unit of work on {self.alias!r} was rolled back, because an error within "
                f"it was caught and the block went on: {self._reason}"
            ) from self.doomed_by

    def run_before_commit(self) -> None:
        """Run the hooks that belong to the transaction, in order."""
        # By index: a hook may add a hook.
        position = 0
        while position < len(self._before):
            self._before[position]()
            position += 1

    def run_after_commit(self) -> None:
        """Run the hooks that waited for the commit, in order, each whatever the others did."""
        for hook in self._after:
            run_safely(hook, alias=self.alias)


def run_safely(hook: Hook, *, alias: str) -> None:
    """Run a hook whose error must not undo, or hide, a commit that has happened.

    Args:
        hook: called once without arguments.
        alias: home of the commit, for the log line.
    """
    try:
        hook()
    except Exception:
        name = getattr(hook, "__qualname__", repr(hook))
        log.exception("Hook after commit failed.", alias=alias, hook=name)


class _Open(threading.local):
    unit: Unit | None = None


_open = _Open()


def current_unit() -> Unit | None:
    """Return the unit of work that this thread has open, if it has one."""
    return _open.unit


def current_session() -> ClientSession | None:
    """Return the driver session of the open unit of work, for raw calls; None outside of one."""
    return _open.unit.session if _open.unit is not None else None


def set_current_unit(unit: Unit | None) -> None:
    """Say which unit of work this thread has open; for `unit_of_work` alone.

    Args:
        unit: the one just begun, or None at its end.
    """
    _open.unit = unit


def _abandon_after_fork() -> None:
    # The session and its transaction are the parent's; the child must neither commit nor abort.
    if (unit := _open.unit) is not None:
        unit.session = None
        unit.doom(reason="the process was forked within the unit of work")
        _open.unit = None


os.register_at_fork(after_in_child=_abandon_after_fork)
