"""One batch on its way from the predecessor to a home: split, encoded, with what was found."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from yggdrasil.cutover.digest import Digest
from yggdrasil.cutover.homes.remainder import Change

# A report names values, it does not repeat whole documents; those are kept in the remainders.
_LONGEST_VALUE = 200
# A few documents may become many: the work is then cut, and each part has its checkpoint.
LARGEST_WORK_BYTES = 4_000_000
MOST_WORK_DOCUMENTS = 5_000


@dataclass(slots=True)
class Work:
    """One batch, split.

    Attributes:
        bodies: new documents as BSON, by collection of the home.
        origins: for each of them, the place of its source in `sources`.
        after: position behind it.
        sources: the predecessor's documents, as BSON.
        read: their digest.
        size: bytes of the new documents.
        count: of the new documents.
        entries: findings, each with the key of its document: the rows of the report.
        changes: what the way back would not find, by place in `sources`.
        told: figures to add, as the documents told them.
        tallies: the same, counted; only when the work has ended.
    """

    bodies: dict[str, list[bytes]]
    origins: dict[str, list[int]]
    after: Any = None
    sources: list[bytes] = field(default_factory=list)
    read: Digest = field(default_factory=Digest)
    size: int = 0
    count: int = 0
    entries: list[list[Any]] = field(default_factory=list)
    changes: dict[int, list[Change]] = field(default_factory=dict)
    told: list[str | tuple[str, int]] = field(default_factory=list)
    tallies: Counter[str] = field(default_factory=Counter)

    @property
    def is_large(self) -> bool:
        """Return whether it should be written before more is added."""
        return self.size > LARGEST_WORK_BYTES or self.count > MOST_WORK_DOCUMENTS


def brief(value: Any) -> Any:
    """Return a value short enough for a row of the report.

    Args:
        value: a BSON value.
    """
    if isinstance(value, str):
        return value if len(value) <= _LONGEST_VALUE else value[:_LONGEST_VALUE] + "..."
    if isinstance(value, (list, dict)):
        text = repr(value)
        return value if len(text) <= _LONGEST_VALUE else text[:_LONGEST_VALUE] + "..."
    return value
