"""Text to typed values, for query parameters: strictly, with a sentence for what is wrong."""

import math
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

import msgspec

_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,18}")
_DECIMAL = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,18})?")
# Python's calendar ends at 1 and 9999: near them, zones and spans cannot be reckoned with.
_YEARS = range(1000, 9000)
_A_MOMENT = "a time with its zone, such as 2026-09-01T08:00:00Z"


def kind_of(annotation: Any) -> tuple[Any, bool]:
    """Return what one value of a parameter is, and whether the parameter may be repeated.

    Args:
        annotation: for example `str | None`, `Role | None`, `tuple[str, ...] | None`.

    Returns:
        The kind of one value without None; True for a tuple.
    """
    if get_origin(annotation) in {Union, UnionType}:
        (annotation,) = (part for part in get_args(annotation) if part is not NoneType)
    if get_origin(annotation) is tuple:
        return get_args(annotation)[0], True
    return annotation, False


def read_value(text: str, kind: Any) -> Any:
    """Return a text as a value of a kind.

    Args:
        text: what was sent.
        kind: `str`, `bool`, `int`, `float`, `Decimal`, `date`, `datetime` or an Enum.

    Returns:
        The value; datetimes are in UTC.

    Raises:
        ValueError: with a sentence that says what was expected.
    """
    if kind is str:
        return text
    reader, expected = _READERS.get(kind, (None, ""))
    try:
        value = reader(text) if reader else msgspec.convert(text, kind)
    except (ValueError, ArithmeticError) as error:
        raise ValueError(f"Expected {expected or _choices(kind)}.") from error
    return value


def in_utc(moment: datetime) -> datetime:
    """Return a moment as answers tell it and documents keep it.

    Args:
        moment: what was sent.

    Returns:
        The same moment in UTC.

    Raises:
        ValueError: with a sentence, if it has no zone, or nobody can reckon with its year.
    """
    if moment.tzinfo is None or moment.year not in _YEARS:
        raise ValueError(f"Expected {_A_MOMENT}.")
    return moment.astimezone(UTC)


def _read_whole(text: str) -> int:
    if not _WHOLE_NUMBER.fullmatch(text):
        raise ValueError(text)
    return int(text)


def _read_bool(text: str) -> bool:
    if text not in {"true", "false"}:
        raise ValueError(text)
    return text == "true"


def _read_float(text: str) -> float:
    if not math.isfinite(number := float(_read_decimal(text))):
        raise ValueError(text)
    return number


def _read_decimal(text: str) -> Decimal:
    if not _DECIMAL.fullmatch(text):
        raise ValueError(text)
    return Decimal(text)


def _read_moment(text: str) -> datetime:
    return in_utc(msgspec.convert(text, datetime))


def _read_day(text: str) -> date:
    day = msgspec.convert(text, date)
    if day.year not in _YEARS:
        raise ValueError(text)
    return day


def _choices(kind: Any) -> str:
    if isinstance(kind, type) and issubclass(kind, Enum):
        return "one of: " + ", ".join(str(member.value) for member in kind)
    return str(getattr(kind, "__name__", kind))


_READERS: dict[Any, tuple[Callable[[str], Any], str]] = {
    int: (_read_whole, "a whole number of at most 18 digits"),
    bool: (_read_bool, "true or false"),
    float: (_read_float, "a number such as 12.5"),
    Decimal: (_read_decimal, "a number such as 12.5"),
    datetime: (_read_moment, _A_MOMENT),
    date: (_read_day, "a day such as 2026-09-01"),
}
