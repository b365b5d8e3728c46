"""MongoDB's Extended JSON, canonical or relaxed, one document a line."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from bson import Int64, ObjectId, json_util
from bson.datetime_ms import DatetimeMS
from bson.errors import BSONError

from yggdrasil.cutover.mapping.documents import Document

_decoder = msgspec.json.Decoder()
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - BSON dates are naive UTC throughout the room
_OTHER_TYPES = json_util.JSONOptions(tz_aware=False)


class MalformedLineError(ValueError):
    """The line is not a document in Extended JSON."""


def loads(line: bytes | str) -> Document:
    """Return the document that one line holds.

    Args:
        line: UTF-8 JSON.

    Returns:
        The document with BSON's types.

    Raises:
        MalformedLineError: with a few words on what is wrong.
    """
    try:
        document = _revive(_decoder.decode(line))
    except (msgspec.MsgspecError, BSONError, ValueError, TypeError, OverflowError) as error:
        raise MalformedLineError(str(error)) from error
    if not isinstance(document, dict):
        raise MalformedLineError("it is not an object")
    return document


def dumps(document: Document) -> str:
    """Return a document as one line of canonical Extended JSON.

    Args:
        document: with BSON's types.

    Returns:
        The line, without its end.
    """
    return json_util.dumps(document, json_options=json_util.CANONICAL_JSON_OPTIONS)


def _revive(value: Any) -> Any:
    if isinstance(value, dict):
        return _revive_object(value)
    if isinstance(value, list):
        return [_revive(element) for element in value]
    return value


def _revive_object(value: dict[str, Any]) -> Any:
    first = next(iter(value), "")
    if not first.startswith("$"):
        return {name: _revive(element) for name, element in value.items()}
    # The types of nearly every document are read here; the driver knows the others, slower.
    if len(value) == 1 and (reader := _READERS.get(first)):
        return reader(value[first])
    return json_util.object_hook(value, json_options=_OTHER_TYPES)


def _read_date(value: Any) -> Any:
    if isinstance(value, str):
        moment = datetime.fromisoformat(value)
        return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    milliseconds = int(value["$numberLong"] if isinstance(value, dict) else value)
    try:
        return _EPOCH + timedelta(milliseconds=milliseconds)
    except OverflowError:
        return DatetimeMS(milliseconds)


_READERS: dict[str, Callable[[Any], Any]] = {
    "$oid": ObjectId,
    "$date": _read_date,
    "$numberInt": int,
    "$numberLong": Int64,
    "$numberDouble": float,
}
