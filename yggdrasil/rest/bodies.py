"""JSON bodies to data: every wrong field is named at once, and nothing unfit for a database."""

import re
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any, TypeVar, cast, get_type_hints

import msgspec

from yggdrasil import codec
from yggdrasil.errors import FieldError, InvalidError
from yggdrasil.rest.values import in_utc
from yggdrasil.rest.wording import all_told, suggestion

T = TypeVar("T")

# BSON keeps whole numbers in 64 bits.
_LARGEST_NUMBER = 2**63 - 1
# Who sends JSON need not know what Python calls its types.
_IN_JSON = {"str": "string", "int": "integer", "float": "number", "bool": "boolean"}
_TYPES = re.compile(rf"(?<=[`\s])({'|'.join(_IN_JSON)})(?=[`\s])")


class InvalidBodyError(InvalidError):
    """The body does not have the shape that is needed."""


def read_body(body: object, shape: type[T]) -> T:
    """Return a body as data.

    Args:
        body: what the parser made of the JSON.
        shape: a dataclass.

    Returns:
        The dataclass; moments in it are in UTC, whatever offset they came with.

    Raises:
        InvalidBodyError: naming each field that is missing, unknown, or cannot be taken.
    """
    errors = [*_errors_of(body, shape)] or [*_unfit(body)]
    if not errors:
        try:
            data = _in_utc(msgspec.convert(body, codec.readable(shape)), "", errors)
        except msgspec.ValidationError as error:
            errors = [_told(error, "body")]
        except RecursionError:
            errors = [FieldError(field="body", message="It is nested too deeply.")]
    if errors:
        raise InvalidBodyError(all_told(errors), errors=tuple(errors))
    return cast("T", data)


def _errors_of(body: object, shape: type) -> Iterator[FieldError]:
    if not isinstance(body, dict):
        yield FieldError(field="body", message="A JSON object is needed.")
        return
    known = {field.name: field for field in fields(shape)}
    for name in body.keys() - known.keys():
        message = f"There is no such field.{suggestion(name, known)}"
        yield FieldError(field=f"{name:.100}", message=message, code="unknown")
    for name, field in known.items():
        if name in body:
            yield from _field_errors(body[name], name, _types_of(shape)[name])
        elif not _is_optional(field):
            yield FieldError(field=name, message="This field is required.", code="required")


def _field_errors(value: object, name: str, kind: Any) -> Iterator[FieldError]:
    try:
        msgspec.convert(value, codec.readable(kind))
    except msgspec.ValidationError as error:
        yield _told(error, name)


def _told(error: msgspec.ValidationError, field: str) -> FieldError:
    message, _, path = str(error).partition(" - at `$")
    dotted = path.rstrip("`").replace("[", ".").replace("]", "")
    in_json = _TYPES.sub(lambda found: _IN_JSON[found[0]], message)
    return FieldError(field=field + dotted, message=f"{in_json}.")


def _unfit(body: object) -> Iterator[FieldError]:
    """Find values that are JSON but no database value; without recursion, whatever the depth."""
    waiting: list[tuple[str, object]] = [("", body)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, str) and "\0" in value:
            yield FieldError(field=path, message="The character NUL cannot be kept.")
        elif isinstance(value, int) and abs(value) > _LARGEST_NUMBER:
            yield FieldError(field=path, message="The number has more than 64 bits.")
        elif isinstance(value, dict):
            waiting += [(f"{path}.{name}".lstrip("."), part) for name, part in value.items()]
        elif isinstance(value, list):
            waiting += [(f"{path}.{index}", part) for index, part in enumerate(value)]


def _in_utc(value: Any, path: str, errors: list[FieldError]) -> Any:
    """Return a value with its moments in UTC; those that cannot be are added to the errors."""
    if isinstance(value, datetime):
        try:
            return in_utc(value)
        except ValueError as error:
            errors.append(FieldError(field=path.lstrip("."), message=str(error)))
            return value
    if is_dataclass(value) and not isinstance(value, type):
        parts = {part.name: getattr(value, part.name) for part in fields(value)}
        return replace(value, **_in_utc(parts, path, errors))
    if isinstance(value, dict):
        return {key: _in_utc(part, f"{path}.{key}", errors) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_in_utc(part, f"{path}.{n}", errors) for n, part in enumerate(value))
    return value


def _is_optional(field: Field) -> bool:
    return field.default is not MISSING or field.default_factory is not MISSING


@cache
def _types_of(shape: type) -> dict[str, Any]:
    return get_type_hints(shape, include_extras=True)
