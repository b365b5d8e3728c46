"""JSON bodies to data: every wrong field is named at once, and nothing unfit for a database."""

import re
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields
from functools import cache
from typing import Any, TypeVar, get_type_hints

import msgspec

from yggdrasil import codec
from yggdrasil.errors import FieldError, InvalidError
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
        The dataclass.

    Raises:
        InvalidBodyError: naming each field that is missing, unknown, or cannot be taken.
    """
    errors = tuple(_errors_of(body, shape)) or tuple(_unfit(body))
    if not errors:
        try:
            return msgspec.convert(body, codec.readable(shape))
        except msgspec.ValidationError as error:
            errors = (_told(error, "body"),)
    raise InvalidBodyError(all_told(errors), errors=errors)


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


def _is_optional(field: Field) -> bool:
    return field.default is not MISSING or field.default_factory is not MISSING


@cache
def _types_of(shape: type) -> dict[str, Any]:
    return get_type_hints(shape, include_extras=True)
