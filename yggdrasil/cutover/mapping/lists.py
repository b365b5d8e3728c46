"""Kinds of fields that hold several texts."""

from dataclasses import dataclass
from typing import Any, ClassVar

from yggdrasil.cutover.mapping.collection import Finding, Sort
from yggdrasil.cutover.mapping.kinds import MISSING, repaired


@dataclass(frozen=True, kw_only=True)
class Texts:
    """A list of texts; what is not a text is left out, one text alone becomes a list of one."""

    limit: int = 0

    exact: ClassVar[type | None] = None
    is_plain: ClassVar[bool] = True

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
