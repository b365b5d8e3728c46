"""Writing documents that are BSON already: as fast as the server takes them, twice if need be."""

from collections.abc import Iterable
from typing import Any

from bson.raw_bson import RawBSONDocument
from pymongo.errors import AutoReconnect, WriteError

from yggdrasil.cutover.homes.targets import collection_of, database_of
from yggdrasil.cutover.sources import raw
from yggdrasil.cutover.sources.raw import key_of

_DUPLICATE = 11_000


def insert(alias: str, table: str, bodies: list[bytes]) -> dict[int, str]:
    """Insert documents; those that are there already, byte for byte, are left alone.

    Args:
        alias: of the home.
        table: collection.
        bodies: documents as BSON, their keys first; together far below 48 MB.

    Returns:
        Place to the fields of the unique index that refused it, for documents that are not there.

    Raises:
        WriteError: if one cannot be written for another reason.
    """
    if not bodies:
        return {}
    faults = _insert(alias, table, bodies)
    if any(fault["code"] != _DUPLICATE for fault in faults):
        fault = next(fault for fault in faults if fault["code"] != _DUPLICATE)
        raise WriteError(fault["errmsg"], fault["code"], fault)
    places = {fault["index"]: ",".join(fault.get("keyPattern", {})) for fault in faults}
    there = stored(alias, table, [key_of(bodies[place]) for place in places])
    return {place: fields for place, fields in places.items() if bodies[place] not in there}


def stored(alias: str, table: str, keys: Iterable[Any]) -> set[bytes]:
    """Return documents of a home by their keys.

    Args:
        alias: of the home.
        table: collection.
        keys: wanted ones.

    Returns:
        The documents that are there, as BSON.
    """
    wanted = list(keys)
    if not wanted:
        return set()
    lists = raw.find(
        collection_of(alias, table), size=len(wanted) + 1, filter={"_id": {"$in": wanted}}
    )
    return {body for bodies in lists for body in bodies}


def _insert(alias: str, table: str, bodies: list[bytes]) -> list[dict[str, Any]]:
    # Not `insert_many`, which books each document for a retry of its own. Here the whole is
    # simply sent again: what came through the first time is found to be there.
    command = {
        "insert": table,
        "ordered": False,
        "writeConcern": {"w": 1},
        "documents": [RawBSONDocument(body) for body in bodies],
    }
    database = database_of(alias)
    try:
        answer = database.command(command)
    except AutoReconnect:
        answer = database.command(command)
    faults: list[dict[str, Any]] = answer.get("writeErrors", [])
    return faults
