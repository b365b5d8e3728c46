"""What a field of the predecessor may hold, how it is read whatever stands there, and written back.

Nothing here fails on a wrong value: it is repaired, the repair is noted, and the engine keeps the
old value aside, because the way back would not find it.
"""

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar, Protocol

from bson.datetime_ms import DatetimeMS

from yggdrasil.cutover.mapping.collection import Finding, Sort

MISSING: Any = object()


class Kind(Protocol):
    """One kind of field."""

    @property
    def exact(self) -> type | None:
        """Return the type whose values are taken as they are; None if `read` looks at each."""

    @property
    def limit(self) -> int:
        """Return the longest text that is taken as it is; 0 for any."""

    @property
    def is_plain(self) -> bool:
        """Return whether `back` returns what it is given."""

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

    exact: ClassVar[type | None] = str
    is_plain: ClassVar[bool] = True

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

    exact: ClassVar[type | None] = None
    limit: ClassVar[int] = 0
    is_plain: ClassVar[bool] = True

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
class Flag:
    """Yes or no."""

    empty: bool | None = False

    exact: ClassVar[type | None] = bool
    limit: ClassVar[int] = 0
    is_plain: ClassVar[bool] = True

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

    exact: ClassVar[type | None] = datetime
    limit: ClassVar[int] = 0
    is_plain: ClassVar[bool] = True

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


def _moment_in(value: Any) -> datetime | None:
    try:
        if isinstance(value, str):
            moment = datetime.fromisoformat(value.strip())
            moment = (moment - (moment.utcoffset() or moment.min - moment.min)).replace(tzinfo=None)
            return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return DatetimeMS(int(value)).as_datetime().replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None
    return None


_FLAGS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
