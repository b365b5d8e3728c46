"""What a set of documents is, in two numbers that do not depend on their order."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from xxhash import xxh3_128_intdigest

_MODULUS = 1 << 128


@dataclass(slots=True)
class Digest:
    """How many documents, and the sum of the hashes of their bytes.

    A sum does not care for order, grows with each batch, and can be taken up again from a
    checkpoint; equal documents do not cancel out, as they would with an exclusive or. The hash
    is a quick one: it finds what was damaged or lost, not what somebody forged.

    Attributes:
        count: number of documents.
        total: sum of their XXH3-128 hashes, modulo 2 to the 128.
    """

    count: int = 0
    total: int = 0

    def add(self, bodies: Iterable[bytes | memoryview]) -> None:
        """Take in documents.

        Args:
            bodies: each document as BSON.
        """
        hashes = list(map(xxh3_128_intdigest, bodies))
        self.count += len(hashes)
        self.total = (self.total + sum(hashes)) % _MODULUS

    def __add__(self, other: "Digest") -> "Digest":
        """Return the digest of both sets together."""
        return Digest(self.count + other.count, (self.total + other.total) % _MODULUS)

    def to_document(self) -> dict[str, Any]:
        """Return it as a checkpoint and a report hold it."""
        return {"count": self.count, "digest": f"{self.total:032x}"}

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> Self:
        """Return what `to_document` returned."""
        return cls(document["count"], int(document["digest"], 16))
