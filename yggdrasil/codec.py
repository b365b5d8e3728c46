"""Data to bytes and back, in one place for dates, decimals, enums and dataclasses."""

from collections.abc import Hashable, Iterator
from dataclasses import fields
from datetime import datetime
from functools import cache
from typing import Any, TypeVar, cast

import msgspec
from bson import ObjectId
from msgspec import inspect

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
        decoded: T = _decoder(cast("Hashable", kind)).decode(data)
    except msgspec.MsgspecError as error:
        raise _malformed(error) from error
    return decoded


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
        return msgspec.convert(value, readable(kind), strict=False)
    except msgspec.ValidationError as error:
        raise _malformed(error) from error


@cache
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(readable(kind))


def readable(kind: type[T]) -> type[T]:
    """Return a kind, once msgspec can read it without loss.

    msgspec sets a default only where the object lacks the attribute, and finds the one that
    `@dataclass` leaves on the class: what it read would be written again without that field. So
    those are taken off; `__init__` does not need them, and `slots=True` takes them off as well.

    Args:
        kind: a dataclass, a builtin, or a generic alias of them.

    Returns:
        The same.
    """
    _take_defaults_off(cast("Hashable", kind))
    return kind


@cache
def _take_defaults_off(kind: Any) -> None:
    for cls in _dataclasses_in(inspect.type_info(kind), seen=set()):
        for field in fields(cls):
            for ancestor in cls.__mro__:
                if field.name in vars(ancestor) and vars(ancestor)[field.name] is field.default:
                    delattr(ancestor, field.name)


def _dataclasses_in(part: Any, *, seen: set[type]) -> Iterator[type]:
    if isinstance(part, inspect.DataclassType):
        if part.cls in seen:
            return
        seen.add(part.cls)
        yield part.cls
    for name in getattr(part, "__struct_fields__", ()):
        value = getattr(part, name)
        for inner in value if isinstance(value, tuple) else (value,):
            if isinstance(inner, inspect.Type | inspect.Field):
                yield from _dataclasses_in(inner, seen=seen)


def _malformed(error: msgspec.MsgspecError) -> MalformedDataError:
    message, _, path = str(error).partition(" - at `$")
    field = path.rstrip("`").lstrip(".") or "$"
    return MalformedDataError(
        f"{message} ({field}).", errors=(FieldError(field=field, message=message),)
    )
