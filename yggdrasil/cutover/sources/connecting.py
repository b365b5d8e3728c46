"""Connecting to a server that a person named; what goes wrong is one sentence."""

from contextlib import suppress

from pymongo import MongoClient
from pymongo.errors import ConfigurationError, ConnectionFailure, InvalidURI, PyMongoError
from pymongo.uri_parser import parse_uri

from yggdrasil.cutover.mapping.documents import Document
from yggdrasil.cutover.sources.source import SourceError, SourceUnreachableError

# How long to look for the server before saying that it is away.
_PATIENCE_MILLISECONDS = 5_000


def connect(uri: str, *, what: str) -> MongoClient[Document]:
    """Return a client for an address that a person typed.

    Args:
        uri: address of the server.
        what: what it is the server of, for the sentence.

    Returns:
        A client; it connects when first used.

    Raises:
        SourceError: if the address is malformed.
    """
    try:
        return MongoClient(
            uri, serverSelectionTimeoutMS=_PATIENCE_MILLISECONDS, appname="yggdrasil-cutover"
        )
    except (InvalidURI, ConfigurationError, ValueError) as error:
        raise SourceError(f"The address of {what} is not a MongoDB URI: {error}.") from error


def unreachable(error: PyMongoError, *, uri: str, what: str) -> SourceUnreachableError:
    """Return the error to raise where a server does not answer, or refuses.

    Args:
        error: what the driver said.
        uri: address of the server; its password is left out.
        what: what it is the server of.

    Returns:
        An error with one sentence.
    """
    reason = (
        "it does not answer" if isinstance(error, ConnectionFailure) else f"it refuses ({error})"
    )
    return SourceUnreachableError(
        f"The server of {what}, {address_of(uri)}, cannot be used: {reason}. "
        "Check the address, that the server runs, and the credentials in it."
    )


def address_of(uri: str) -> str:
    """Return host and port of an address, without credentials.

    Args:
        uri: address of a server.

    Returns:
        For example `127.0.0.1:27017`.
    """
    with suppress(PyMongoError, ValueError):
        return ",".join(f"{host}:{port}" for host, port in parse_uri(uri)["nodelist"])
    return uri.rpartition("@")[2]
