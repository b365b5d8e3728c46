"""Kinds of fields that hold numbers."""

import math
from dataclasses import dataclass
from typing import Any, ClassVar

from yggdrasil.cutover.mapping.collection import Finding
from yggdrasil.cutover.mapping.kinds import MISSING, repaired

_LONGEST = 18


@dataclass(frozen=True, kw_only=True)
class Whole:
    """A whole number within bounds; one beyond them becomes the nearer bound."""

    low: int | None = 0
    high: int | None = None
    empty: int | None = 0

    exact: ClassVar[type | None] = None
    limit: ClassVar[int] = 0
    is_plain: ClassVar[bool] = True

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

    exact: ClassVar[type | None] = None
    limit: ClassVar[int] = 0
    is_plain: ClassVar[bool] = False

    def read(self, value: Any, name: str, findings: list[Finding]) -> Any:
        """Take a number; digits count as one."""
        if value is MISSING or value is None:
            return self.empty
        number = number_in(value)
        if number is None or (type(value) is not float and not _is_number(value)):
            findings.append(repaired("wrong_type", name, value, number))
        if number is None:
            return self.empty
        kept = float(number)
        if self.low is not None and kept < self.low:
            kept = self.low
        if self.high is not None and kept > self.high:
            kept = self.high
        if kept != number:
            findings.append(repaired("beyond_limit", name, value, kept))
        return kept

    def back(self, value: Any) -> Any:
        """Return the number, whole if it is."""
        return int(value) if isinstance(value, float) and value.is_integer() else value


def number_in(value: Any) -> int | float | None:
    """Return the finite number that a value is or spells, or None.

    Args:
        value: anything.
    """
    if type(value) is int:
        return value
    if isinstance(value, str) and len(value) <= _LONGEST:
        try:
            value = float(value) if not value.strip().lstrip("-").isdigit() else int(value)
        except ValueError:
            return None
    if isinstance(value, (int, float)) and math.isfinite(value):
        return value + 0
    return None


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
