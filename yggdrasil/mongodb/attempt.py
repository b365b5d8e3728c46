"""One attempt at a unit of work: begin, run, commit or abort, and leave nothing behind."""

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar, cast

import pymongo
from django.db import connections
from pymongo.client_session import ClientSession
from pymongo.errors import PyMongoError, WriteConcernError

from yggdrasil.errors import UnavailableError
from yggdrasil.logs import get_logger
from yggdrasil.mongodb.faults import in_short, is_outcome_unknown
from yggdrasil.mongodb.patience import Patience
from yggdrasil.mongodb.unit import Unit, set_current_unit

if TYPE_CHECKING:
    from yggdrasil.mongodb.base import DatabaseWrapper

R = TypeVar("R")

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
    try:
        _commit_until_known(session, unit, bounds)
    except PyMongoError as error:
        release_locks(session)
        # A write concern error that is not worth repeating: committed, but less safely than asked.
        if not is_outcome_unknown(error) and not isinstance(error, WriteConcernError):
            raise
        raise CommitOutcomeUnknownError(
            f"The server did not confirm a commit on {unit.alias!r}: the change may or may not be "
            f"kept. Look before you repeat it. It said: {in_short(error)}"
        ) from error


def _commit_until_known(session: ClientSession, unit: Unit, bounds: Patience) -> None:
    begun_at = bounds.monotonic()
    attempt = 1
    while True:
        try:
            return session.commit_transaction()
        except PyMongoError as error:
            waited = bounds.monotonic() - begun_at
            if not is_outcome_unknown(error) or waited > bounds.commit_deadline_seconds:
                raise
        log.warning("Commit outcome unknown, asking again.", alias=unit.alias, attempt=attempt)
        bounds.pause(attempt)
        attempt += 1


def release_locks(session: ClientSession) -> None:
    """End a transaction whose commit failed, if it is still open on the server.

    It would hold back other writers, its own next attempt among them, for up to a minute. What was
    committed stays.

    Args:
        session: the driver's session that carries it.
    """
    with suppress(PyMongoError), pymongo.timeout(_ABORT_SECONDS):
        session.client.admin.command("killSessions", [session.session_id])


def _abort(unit: Unit) -> None:
    session = unit.session
    if session is None or not session.in_transaction:
        return
    try:
        with pymongo.timeout(_ABORT_SECONDS):
            session.abort_transaction()
    except PyMongoError as error:
        # The server ends it by itself: at the session's next use, or after a minute.
        log.warning("Abort was not confirmed.", alias=unit.alias, error=in_short(error))
