"""An example of any payload, the same every time: golden payloads and the catalogue show it."""

from dataclasses import fields
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

_PLAIN: dict[Any, Any] = {
    int: 1,
    float: 0.5,
    bool: True,
    Decimal: Decimal("12.50"),
    datetime: datetime(2026, 1, 15, 9, 30, tzinfo=UTC),
    date: date(2026, 1, 15),
    Any: "anything",
}


def example_of(kind: type[Any]) -> Any:
    """Return an instance of a payload class with every field filled.

    Args:
        kind: a dataclass.

    Returns:
        The instance; equal at every call.
    """
    hints = get_type_hints(kind)
    return kind(**{field.name: _value(hints[field.name], field.name) for field in fields(kind)})


def _value(kind: Any, name: str) -> Any:
    origin = get_origin(kind)
    if origin in {Union, UnionType}:
        return _value(next(o for o in get_args(kind) if o is not NoneType), name)
    if origin in {tuple, list, set, frozenset}:
        item = _value(get_args(kind)[0], name.removesuffix("s"))
        return origin([item])
    if origin is dict:
        return {"key": _value(get_args(kind)[1], name)}
    if kind in _PLAIN:
        return _PLAIN[kind]
    return _named_value(kind, name)


def _named_value(kind: Any, name: str) -> Any:
    if issubclass(kind, Enum):
        return next(iter(kind))
    if kind is str:
        return "0123456789abcdef01234567" if name.endswith("_id") else name.replace("_", " ")
    if kind is dict:
        return {}
    return example_of(kind)
