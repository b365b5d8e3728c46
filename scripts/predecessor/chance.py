"""Chance that repeats itself, and keys that need no table."""

import random
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any, TypeVar

from bson import ObjectId

T = TypeVar("T")
Document = dict[str, Any]
Fault = Callable[[Document, "Chance"], None]

FIRST_DAY = datetime(2025, 9, 1, 8)  # noqa: DTZ001 - BSON dates are naive UTC
NOBODY = ObjectId("f" * 24)
SYSTEM = ObjectId("0" * 24)


class Chance(random.Random):
    """Decides what one document is like."""

    def moment(self, days: int = 200) -> datetime:
        """Return some moment within so many days from the first one, to the millisecond."""
        return FIRST_DAY + timedelta(milliseconds=self.randrange(days * 86_400_000))

    def spoil(self, document: Document, faults: Sequence[Fault], rate: float) -> Document:
        """Return the document, with one fault in so many of all.

        Args:
            document: without faults; changed.
            faults: what may be wrong with such a document.
            rate: share of documents with a fault, 0 to 1.
        """
        if self.random() < rate:
            self.choice(faults)(document, self)
        return document


def key(seed: int, kind: str, number: int) -> ObjectId:
    """Return the key of the so-manieth document of a kind: no list of keys is ever needed.

    Args:
        seed: of the predecessor.
        kind: for example `user`.
        number: 0 for the first.

    Returns:
        A key that begins with its number, so that keys and numbers have the same order.
    """
    tail = blake2b(f"{seed}/{kind}/{number}".encode(), digest_size=5).hexdigest()
    return ObjectId(f"68b5{number:010x}{tail}")


def put(path: str, value: Any) -> Fault:
    """Return the fault of a value where another should stand.

    Args:
        path: dotted path of documents.
        value: what stands there; a function is asked for it.
    """

    def spoil(document: Document, chance: Chance) -> None:
        *steps, last = path.split(".")
        for step in steps:
            if not isinstance(document.get(step), dict):
                return
            document = document[step]
        document[last] = value(chance) if callable(value) else value

    return spoil


def drop(path: str) -> Fault:
    """Return the fault of a field that is missing.

    Args:
        path: dotted path of documents.
    """

    def spoil(document: Document, _chance: Chance) -> None:
        *steps, last = path.split(".")
        for step in steps:
            if not isinstance(document.get(step), dict):
                return
            document = document[step]
        document.pop(last, None)

    return spoil
