"""Data to bytes and back, in one place for dates, decimals, enums and dataclasses."""

from datetime import datetime
from functools import cache
from typing import Any, TypeVar

import msgspec
from bson import ObjectId

from yggdrasil.errors import FieldError, InvalidError

T = TypeVar("T")


class MalformedDataError(InvalidError):
    """The data does not have the shape that the reader needs."""


def _encode_foreign(value: object) -> object:
    if isinstance(value, ObjectId):
        return str(value)
    raise TypeError(f"{type(value).__name__} is not data: frozen dataclasses and plain values are.")


_json = msgspec.json.Encoder(enc_hook=_encode_foreign, decimal_format="string")


def encode(value: object) -> bytes:
    """Return a value as JSON, times as RFC 3339 in UTC, decimals as strings, ids as strings.

    Args:
        value: a frozen dataclass, or plain values in lists and dictionaries.

    Returns:
        UTF-8 bytes.

    Raises:
        TypeError: if something in it is not data (a model, a file, a function).
    """
    return _json.encode(value)


def decode(data: bytes | str, kind: type[T]) -> T:
    """Return a value of the wanted shape from JSON.

    Args:
        data: UTF-8 JSON.
        kind: a dataclass, a builtin, or a generic alias of them.

    Returns:
        The value; unknown keys are left out, so that a teller may add fields.

    Raises:
        MalformedDataError: if it is not JSON, or lacks a field, or has one of another type.
    """
    try:
        return _decoder(kind).decode(data)
    except msgspec.MsgspecError as error:
        raise _malformed(error) from error


def to_builtins(value: object) -> Any:
    """Return a value as dictionaries, lists and plain values, ready for JSON or BSON.

    Args:
        value: a frozen dataclass, or plain values.

    Returns:
        The same content; datetimes stay datetimes, decimals become strings.

    Raises:
        TypeError: if something in it is not data.
    """
    return msgspec.to_builtins(value, builtin_types=(datetime,), enc_hook=_encode_foreign)


def to_plain(value: object) -> Any:
    """Return a value as JSON would show it: also times, dates and decimals as strings.

    Args:
        value: a frozen dataclass, or plain values.

    Returns:
        Dictionaries, lists, strings, numbers, booleans and None.

    Raises:
        TypeError: if something in it is not data.
    """
    return msgspec.to_builtins(value, str_keys=True, enc_hook=_encode_foreign)


def check_plain(value: object, kind: type[Any]) -> None:
    """Return if a plain value has the wanted shape exactly.

    Args:
        value: what `to_plain` returned.
        kind: the class it was made from.

    Raises:
        MalformedDataError: if a field holds something else than its annotation says.
    """
    try:
        msgspec.convert(value, kind, strict=True)
    except msgspec.ValidationError as error:
        raise _malformed(error) from error


def from_builtins(value: object, kind: type[T]) -> T:
    """Return a value of the wanted shape from dictionaries and lists.

    Args:
        value: what `to_builtins` returned, or what a form or a document holds.
        kind: a dataclass, a builtin, or a generic alias of them.

    Returns:
        The value; unknown keys are left out.

    Raises:
        MalformedDataError: if a field is missing or has another type.
    """
    try:
        return msgspec.convert(value, kind, strict=False)
    except msgspec.ValidationError as error:
        raise _malformed(error) from error


@cache
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)


def _malformed(error: msgspec.MsgspecError) -> MalformedDataError:
    message, _, path = str(error).partition(" - at `$")
    field = path.rstrip("`").lstrip(".") or "$"
    return MalformedDataError(
        f"{message} ({field}).", errors=(FieldError(field=field, message=message),)
    )
