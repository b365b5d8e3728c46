"""What a failure of the driver says about itself: may it go away, is its outcome known."""

import re
from collections.abc import Mapping
from typing import Any

from pymongo import errors
from pymongo.errors import ConnectionFailure, PyMongoError

_APPENDED = re.compile(r", full error:| \(configured timeouts|, Timeout: ")
_TRANSIENT = "TransientTransactionError"
_UNKNOWN = "UnknownTransactionCommitResult"


def is_transient(error: BaseException | None) -> bool:
    """Return whether running the whole transaction again may help.

    Args:
        error: from the driver, or from Django with the driver's as its cause. What merely was
            being handled when it was raised may be another story and does not count.

    Returns:
        True if the driver or the server labelled it so.
    """
    while error is not None:
        if isinstance(error, PyMongoError) and error.has_error_label(_TRANSIENT):
            return True
        error = error.__cause__
    return False


def is_transient_reply(fault: Mapping[str, Any]) -> bool:
    """Return the same of a failed command before the driver makes an error of it.

    Args:
        fault: the server's reply, or the driver's substitute for one that never came.

    Returns:
        True for the server's label, and for a connection lost before the commit.
    """
    lost = getattr(errors, str(fault.get("errtype", "")), None)
    return _TRANSIENT in fault.get("errorLabels", ()) or (
        isinstance(lost, type) and issubclass(lost, ConnectionFailure)
    )


def is_outcome_unknown(error: PyMongoError) -> bool:
    """Return whether a failed commit may have happened; repeating it is safe and may tell.

    Args:
        error: from `commit_transaction`.

    Returns:
        True if the driver or the server labelled it so.
    """
    return error.has_error_label(_UNKNOWN)


def in_short(error: BaseException) -> str:
    """Return an error as a few words; the driver appends replies and what it knows of servers.

    Args:
        error: any error.

    Returns:
        Its class and the beginning of its message; of its cause, where it has no words itself.
    """
    if not str(error) and error.__cause__ is not None:
        return in_short(error.__cause__)
    message = _APPENDED.split(str(error), maxsplit=1)[0]
    return f"{type(error).__name__}: {message:.200}" if message else type(error).__name__
