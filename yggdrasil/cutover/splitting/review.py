"""What became of the homes since they were verified: used since, or damaged.

Asked only where counts or digests differ: every document is split again and looked for.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from yggdrasil.cutover.converting.work import Work
from yggdrasil.cutover.homes.targets import home_name
from yggdrasil.cutover.homes.writing import stored
from yggdrasil.cutover.mapping.documents import Document, decode
from yggdrasil.cutover.sources.raw import key_of

_MOST_NAMED = 5


@dataclass(slots=True)
class Review:
    """What was found so far.

    Attributes:
        verified_at: when the homes held exactly what was written.
        changed: documents changed since, by those who use the homes.
        missing: keys of documents that are not there, by home and collection.
        damaged: keys of documents that differ though nobody changed them.
    """

    verified_at: datetime
    changed: int = 0
    missing: dict[tuple[str, str], list[Any]] = field(default_factory=dict)
    damaged: dict[tuple[str, str], list[Any]] = field(default_factory=dict)

    def compare(self, alias: str, work: Work, tables: Iterable[str]) -> None:
        """Look for the documents of a batch.

        Args:
            alias: of the home.
            work: the batch, split again.
            tables: collections in question.
        """
        for table in tables:
            bodies = work.bodies.get(table, [])
            there = {key_of(body): body for body in stored(alias, table, map(key_of, bodies))}
            for body in bodies:
                self._judge((alias, table), body, there.get(key_of(body)))

    def _judge(self, place: tuple[str, str], meant: bytes, found: bytes | None) -> None:
        if found is None:
            self.missing.setdefault(place, []).append(key_of(meant))
        elif found != meant:
            if self._is_newer(decode(found), decode(meant)):
                self.changed += 1
            else:
                self.damaged.setdefault(place, []).append(key_of(meant))

    def _is_newer(self, found: Document, meant: Document) -> bool:
        """Return whether an operation changed the document: each raises version or time."""
        if found.get("version", 0) > meant.get("version", 0):
            return True
        changed_at = found.get("updated_at")
        return isinstance(changed_at, datetime) and (
            changed_at.replace(tzinfo=UTC) > self.verified_at.replace(tzinfo=UTC)
        )

    @property
    def faults(self) -> list[str]:
        """Return a sentence on each collection that lost or damaged documents."""
        words = (("lacks", self.missing), ("damaged", self.damaged))
        return [
            f"Collection {table} of {home_name(alias)} {word} {len(keys)} documents "
            f"that were verified: {', '.join(map(str, keys[:_MOST_NAMED]))}."
            for word, found in words
            for (alias, table), keys in found.items()
        ]
