"""What a home's writes are worth: by a majority, in the journal, on a server with transactions."""

from typing import Any, cast

from django.db import connections
from pymongo.errors import OperationFailure, PyMongoError

from yggdrasil.errors import UnavailableError
from yggdrasil.mongodb.base import DatabaseWrapper
from yggdrasil.mongodb.faults import in_short
from yggdrasil.mongodb.options import stated_options

_NOT_AUTHORISED = 13

# Option, as the driver compares it: values that keep the promise, and the promise.
_STRONG: dict[str, tuple[set[str], str]] = {
    "w": ({"majority"}, "a write counts once a majority of servers has it"),
    "journal": ({"true"}, "a write survives the power going off"),
    "j": ({"true"}, "a write survives the power going off"),
    "retrywrites": ({"true"}, "a write is tried again when a server steps down"),
    "retryreads": ({"true"}, "a read is tried again when a server steps down"),
    "readconcernlevel": (
        {"local", "majority", "snapshot", "linearizable"},
        "a read never shows what was never written",
    ),
}


class NotDurableError(UnavailableError):
    """The database of a home may lose what it has confirmed; the process must not start."""


def weaknesses(alias: str) -> list[str]:
    """Return what a home's URI and options give away; without asking the server.

    Args:
        alias: database alias of the home.

    Returns:
        Sentences that each name the option and what it should say; none if all is well.
    """
    connection = cast("DatabaseWrapper", connections[alias])
    stated = stated_options(connection.get_connection_params())
    return [
        f"it says {name}={stated[name]}, but {promise} only with {name}={min(strong)}"
        for name, (strong, promise) in _STRONG.items()
        if name in stated and str(stated[name]).lower() not in strong
    ]


def assert_write_guarantees(alias: str) -> None:
    """Return if a home keeps what it confirms; to be called when a production process starts.

    Args:
        alias: database alias of the home.

    Raises:
        NotDurableError: with one sentence that names the variable of the URI, if the options or
            the server's default are weak, or the server cannot be asked.
    """
    connection = cast("DatabaseWrapper", connections[alias])
    variable = connection.settings_dict.get("URI_VARIABLE") or "MONGODB_URI"
    try:
        faults = weaknesses(alias) or _weaknesses_of_server(connection)
    except PyMongoError as error:
        raise NotDurableError(
            f"{variable}: the server of {alias!r} cannot be asked what it keeps: {in_short(error)}"
        ) from error
    if faults:
        raise NotDurableError(f"{variable} is wrong for {alias!r}: {'; '.join(faults)}.")


def has_transactions(connection: DatabaseWrapper) -> bool:
    """Return whether the server is a member of a replica set, or a router before some.

    Args:
        connection: to the home.

    Returns:
        False for a server that stands alone: it has no transactions and no change streams.
    """
    connection.ensure_connection()
    hello: dict[str, Any] = connection.connection.admin.command("hello")
    return "setName" in hello or hello.get("msg") == "isdbgrid"


def _weaknesses_of_server(connection: DatabaseWrapper) -> list[str]:
    if not has_transactions(connection):
        return ["its server stands alone: transactions need a replica set, of one member at least"]
    if "w" in stated_options(connection.get_connection_params()):
        return []
    try:
        default = connection.connection.admin.command("getDefaultRWConcern")
    except OperationFailure as error:
        if error.code != _NOT_AUTHORISED:
            raise
        return ["it leaves w to the server, which does not tell: add w=majority"]
    wanted = default.get("defaultWriteConcern", {}).get("w")
    if wanted == "majority":
        return []
    return [f"it leaves w to the server, which takes w={wanted}: add w=majority"]
