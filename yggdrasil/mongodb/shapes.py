"""Documents to frozen data and back, field by field of the same name."""

from collections.abc import Callable
from dataclasses import fields
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, get_type_hints

from bson import ObjectId
from django.db.models import Model

T = TypeVar("T")
M = TypeVar("M", bound=Model)


def data_from(document: Model, shape: type[T], **given: Any) -> T:
    """Return a document, or an embedded part of one, as data.

    Args:
        document: what holds the values under the names that the shape has.
        shape: a frozen dataclass.
        given: fields whose values are not simply copied.

    Returns:
        The data: ids are strings, lists tuples, words of a vocabulary members of their enum.
    """
    copied = {
        name: read(getattr(document, name))
        for name, read in _readers_of(shape).items()  # type: ignore[arg-type]  # classes are hashable
        if name not in given
    }
    return shape(**copied, **given)


def document_from(data: object, model: type[M], **given: Any) -> M:
    """Return data as a document, or as an embedded part of one.

    Args:
        data: a frozen dataclass.
        model: whose fields of the same names are filled.
        given: fields whose values are not simply copied.

    Returns:
        The unsaved document; an empty id is left to the database.
    """
    copied = {
        field.name: _listed(getattr(data, field.name))
        for field in model._meta.fields
        if field.name not in given and hasattr(data, field.name)
    }
    if copied.get("id") == "":
        del copied["id"]
    return model(**copied, **given)


@cache
def _readers_of(shape: type) -> dict[str, Callable[[Any], Any]]:
    hints = get_type_hints(shape)
    return {field.name: _reader_of(hints[field.name]) for field in fields(shape)}


def _reader_of(kind: Any) -> Callable[[Any], Any]:
    return kind if isinstance(kind, type) and issubclass(kind, StrEnum) else _plain


def _plain(value: Any) -> Any:
    if isinstance(value, ObjectId):
        return str(value)
    return tuple(map(_plain, value)) if isinstance(value, list) else value


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
