"""One attempt at a unit of work: begin, run, commit or abort, and leave nothing behind."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, cast

import pymongo
from django.db import connections
from pymongo.client_session import ClientSession
from pymongo.errors import PyMongoError, WriteConcernError

from yggdrasil.errors import UnavailableError
from yggdrasil.logs import get_logger
from yggdrasil.mongodb.patience import Patience
from yggdrasil.mongodb.unit import Unit, set_current_unit

if TYPE_CHECKING:
    from yggdrasil.mongodb.base import DatabaseWrapper

R = TypeVar("R")

_UNKNOWN = "UnknownTransactionCommitResult"
# A server that does not answer must not hold up the caller's own error for long.
_ABORT_SECONDS = 2.0

log = get_logger(__name__)


class CommitOutcomeUnknownError(UnavailableError):
    """The server did not say whether the change is kept; look before you repeat it."""


def run_once(unit: Unit, work: Callable[[], R], bounds: Patience) -> R:
    """Run a block in a transaction of its own and commit it.

    Whatever happens, the connection is as before at the end: without a session, autocommitting.

    Args:
        unit: the attempt; it gets the session, and is this thread's current one for the block.
        work: the block.
        bounds: how long to ask for the outcome of the commit.

    Returns:
        What the block returned. The hooks after the commit have not run yet.

    Raises:
        RolledBackError: if the block went on after an error that rules out a commit.
        CommitOutcomeUnknownError: if the server never said whether it committed.
    """
    connection = cast("DatabaseWrapper", connections[unit.alias])
    unit.session = session = connection.begin_unit()
    set_current_unit(unit)
    try:
        result = work()
        unit.refuse_if_doomed()
        unit.run_before_commit()
        unit.refuse_if_doomed()
        _commit(session, unit, bounds)
    except BaseException:
        _abort(unit)
        raise
    finally:
        set_current_unit(None)
        connection.end_unit()
    return result


def _commit(session: ClientSession, unit: Unit, bounds: Patience) -> None:
    begun_at = bounds.monotonic()
    attempt = 1
    while True:
        try:
            session.commit_transaction()
        except PyMongoError as error:
            is_unknown = error.has_error_label(_UNKNOWN)
            if not is_unknown and not isinstance(error, WriteConcernError):
                raise
            # Any other write concern error: committed, but not as safely as asked, and no
            # repetition will change that.
            if not is_unknown or bounds.monotonic() - begun_at > bounds.commit_deadline_seconds:
                raise CommitOutcomeUnknownError(
                    f"The server did not confirm a commit on {unit.alias!r} ({error}): the "
                    f"change may or may not be kept. Look before you repeat it."
                ) from error
            log.warning("Commit outcome unknown, asking again.", alias=unit.alias, attempt=attempt)
            bounds.pause(attempt)
            attempt += 1
        else:
            return


def _abort(unit: Unit) -> None:
    session = unit.session
    if session is None or not session.in_transaction:
        return
    try:
        with pymongo.timeout(_ABORT_SECONDS):
            session.abort_transaction()
    except PyMongoError as error:
        # The server ends it by itself: at the session's next use, or after a minute.
        log.warning("Abort was not confirmed.", alias=unit.alias, error=str(error))
