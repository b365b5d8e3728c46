"""What a field of the predecessor may hold, how it is read whatever stands there, and written back.

Nothing here fails on a wrong value: it is repaired, the repair is noted, and the engine keeps the
old value aside, because the way back would not find it.
"""

import math
from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from bson import ObjectId
from bson.datetime_ms import DatetimeMS

from yggdrasil.cutover.mapping import Finding, Sort
from yggdrasil.ids import derived_id

MISSING: Any = object()
_ABSENT = (MISSING, None)
_LONGEST_NUMBER = 18


class Kind(Protocol):
    """One kind of field."""

    def read(self, value: Any, name: str, findings: list[Finding]) -> Any:
        """Return what the new document holds for a value of the old one.

        Args:
            value: what stands there; MISSING if nothing does.
            name: of the field, for findings.
            findings: irregularities so far, added to.
        """

    def back(self, value: Any) -> Any:
        """Return what the old document holds for a value of the new one."""


def repaired(kind: str, name: str, value: Any, kept: Any) -> Finding:
    """Return the finding of a value that was replaced.

    Args:
        kind: what was wrong, in stable words.
        name: of the field.
        value: what stood there.
        kept: what stands there now.
    """
    return Finding(Sort.REPAIR, kind, name, value, kept)


@dataclass(frozen=True, kw_only=True)
class Text:
    """A text; one beyond the limit is kept as it is and noted."""

    limit: int = 0
    empty: str | None = ""

    def read(self, value: Any, name: str, findings: list[Finding]) -> Any:
        """Take a text as it is, a number as its digits, and nothing else."""
        if type(value) is str:
            if self.limit and len(value) > self.limit:
                findings.append(Finding(Sort.NOTE, "beyond_limit", name, len(value), self.limit))
            return value
        if value is MISSING or value is None:
            return self.empty
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        kept = str(value) if is_number else self.empty
        findings.append(repaired("wrong_type", name, value, kept))
        return kept

    def back(self, value: Any) -> Any:
        """Return the text."""
        return value


@dataclass(frozen=True, kw_only=True)
class Word:
    """One of a few words; any other becomes the default."""

    words: type[StrEnum]
    default: str

    def __post_init__(self) -> None:
        """Remember the words as plain texts, which are quicker to compare."""
        object.__setattr__(self, "_values", frozenset(word.value for word in self.words))
        object.__setattr__(self, "_default", str(self.default))

    def read(self, value: Any, name: str, findings: list[Finding]) -> Any:
        """Take a known word, and the default where there is none."""
        values: Container[str] = self.__dict__["_values"]
        if type(value) is str and value in values:
            return value
        kept = self.__dict__["_default"]
        if value is not MISSING and value is not None:
            findings.append(repaired("unknown_word", name, value, kept))
        return kept

    def back(self, value: Any) -> Any:
        """Return the word."""
        return value


@dataclass(frozen=True, kw_only=True)
class Whole:
    """A whole number within bounds; one beyond them becomes the nearer bound."""

    low: int | None = 0
    high: int | None = None
    empty: int | None = 0

    def read(self, value: Any, name: str, findings: list[Finding]) -> Any:
        """Take a number, rounded where it has a fraction; digits count as a number."""
        number = value
        if type(value) is not int:
            number = self._number_of(value, name, findings)
            if number is None:
                return None
        if (self.low is None or number >= self.low) and (self.high is None or number <= self.high):
            return number
        bound = self.low if self.low is not None and number < self.low else self.high
        findings.append(repaired("beyond_limit", name, value, bound))
        return bound

    def back(self, value: Any) -> Any:
        """Return the number."""
        return value

    def _number_of(self, value: Any, name: str, findings: list[Finding]) -> int | None:
        if value is MISSING or value is None:
            return self.empty
        number = number_in(value)
        whole = self.empty if number is None else round(number)
        if number is None or number != whole or not _is_number(value):
            findings.append(repaired("wrong_type", name, value, whole))
        return whole


@dataclass(frozen=True, kw_only=True)
class Number:
    """A number with a fraction within bounds; a whole one comes back whole."""

    low: float | None = None
    high: float | None = None
    empty: float | None = None

    def read(self, value: Any, name: str, findings: list[Finding]) -> Any:
        """Take a number; digits count as one."""
        if value is MISSING or value is None:
            return self.empty
        number = number_in(value)
        if number is None or not _is_number(value):
            findings.append(repaired("wrong_type", name, value, number))
        if number is None:
            return self.empty
        kept = float(number)
        kept = kept if self.low is None else max(kept, self.low)
        kept = kept if self.high is None else min(kept, self.high)
        if kept != number:
            findings.append(repaired("beyond_limit", name, value, kept))
        return kept

    def back(self, value: Any) -> Any:
        """Return the number, whole if it is."""
        return int(value) if isinstance(value, float) and value.is_integer() else value


@dataclass(frozen=True, kw_only=True)
class Flag:
    """Yes or no."""

    empty: bool | None = False

    def read(self, value: Any, name: str, findings: list[Finding]) -> Any:
        """Take yes or no; 0, 1 and the words for them count."""
        if value is True or value is False:
            return value
        if value is MISSING or value is None:
            return self.empty
        kept = _FLAGS.get(value.lower()) if isinstance(value, str) else None
        if isinstance(value, int | float):
            kept = bool(value)
        kept = self.empty if kept is None else kept
        findings.append(repaired("wrong_type", name, value, kept))
        return kept

    def back(self, value: Any) -> Any:
        """Return yes or no."""
        return value


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A date with time, UTC; None where there is none that can be read."""

    def read(self, value: Any, name: str, findings: list[Finding]) -> Any:
        """Take a date; ISO texts and milliseconds since 1970 count as one."""
        if type(value) is datetime:
            return value
        if value is MISSING or value is None:
            return None
        kept = _moment_in(value)
        findings.append(repaired("wrong_type", name, value, kept))
        return kept

    def back(self, value: Any) -> Any:
        """Return the date."""
        return value


@dataclass(frozen=True, kw_only=True)
class Key:
    """The key of another document; `as_text` where the predecessor spells it as 24 digits."""

    as_text: bool = False

    def read(self, value: Any, name: str, findings: list[Finding]) -> Any:
        """Take a key in either spelling, and none where it is garbage."""
        if type(value) is ObjectId:
            if self.as_text:
                findings.append(repaired("wrong_type", name, value, value))
            return value
        if value is MISSING or value is None:
            return None
        kept = key_in(value)
        if kept is None or not self.as_text:
            findings.append(repaired("string_id" if kept else "wrong_id", name, value, kept))
        return kept

    def back(self, value: Any) -> Any:
        """Return the key in the predecessor's spelling."""
        return str(value) if self.as_text and value is not None else value


def number_in(value: Any) -> int | float | None:
    """Return the finite number that a value is or spells, or None.

    Args:
        value: anything.
    """
    if isinstance(value, str) and len(value) <= _LONGEST_NUMBER:
        try:
            value = float(value) if not value.strip().lstrip("-").isdigit() else int(value)
        except ValueError:
            return None
    if isinstance(value, int | float) and math.isfinite(value):
        return value + 0
    return None


def key_in(value: Any) -> ObjectId | None:
    """Return the key that a value is or spells, or None.

    Args:
        value: anything.
    """
    if isinstance(value, ObjectId):
        return value
    if isinstance(value, str) and ObjectId.is_valid(value.strip()):
        return ObjectId(value.strip())
    return None


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _moment_in(value: Any) -> datetime | None:
    try:
        if isinstance(value, str):
            moment = datetime.fromisoformat(value.strip())
            moment = (moment - (moment.utcoffset() or moment.min - moment.min)).replace(tzinfo=None)
            return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
        if _is_number(value):
            return DatetimeMS(int(value)).as_datetime().replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None
    return None


_FLAGS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


@dataclass(frozen=True, kw_only=True)
class Identity:
    """The key of the document itself: kept, and made from the old one where it cannot be kept."""

    collection: str

    def read(self, value: Any, name: str, findings: list[Finding]) -> Any:
        """Take the key; for one of another type, a key that is always the same for it."""
        if type(value) is ObjectId:
            return value
        kept = key_in(value) or ObjectId(derived_id("predecessor", self.collection, repr(value)))
        findings.append(repaired("replaced_id", name, value, kept))
        return kept

    def back(self, value: Any) -> Any:
        """Return the key."""
        return value
