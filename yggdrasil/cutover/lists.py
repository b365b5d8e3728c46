"""Kinds of fields that hold several values."""

from dataclasses import dataclass
from typing import Any

from yggdrasil.cutover.kinds import MISSING, key_in, repaired
from yggdrasil.cutover.mapping import Finding, Sort


@dataclass(frozen=True, kw_only=True)
class Texts:
    """A list of texts; what is not a text is left out, one text alone becomes a list of one."""

    limit: int = 0

    def read(self, value: Any, name: str, findings: list[Finding]) -> Any:
        """Take the texts of a list."""
        if value is MISSING or value is None:
            return []
        texts = value if isinstance(value, list) else [value]
        kept = [text for text in texts if isinstance(text, str)]
        if kept != value:
            findings.append(repaired("wrong_type", name, value, kept))
        if self.limit and any(len(text) > self.limit for text in kept):
            longest = max(len(text) for text in kept)
            findings.append(Finding(Sort.NOTE, "beyond_limit", name, longest, self.limit))
        return kept

    def back(self, value: Any) -> Any:
        """Return the texts."""
        return value


@dataclass(frozen=True, kw_only=True)
class Keys:
    """A list of keys of other documents; garbage is left out, and so is what comes twice."""

    def read(self, value: Any, name: str, findings: list[Finding]) -> Any:
        """Take the keys of a list."""
        if value is MISSING or value is None:
            return []
        values = value if isinstance(value, list) else [value]
        keys = [key for key in map(key_in, values) if key is not None]
        kept = list(dict.fromkeys(keys))
        if kept != value:
            findings.append(repaired("wrong_ids", name, value, kept))
        return kept

    def back(self, value: Any) -> Any:
        """Return the keys."""
        return value
