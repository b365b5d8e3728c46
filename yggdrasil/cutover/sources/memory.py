"""A predecessor in a dictionary, complete; for tests and for trying things out."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

import bson

from yggdrasil.cutover.mapping.documents import (
    CODEC,
    Document,
    decode,
    is_moment,
    narrowed,
    project,
    values_at,
)
from yggdrasil.cutover.sources.one_by_one import OneByOne
from yggdrasil.cutover.sources.source import Batch


class MemorySource(OneByOne):
    """Documents by collection, read in the order in which they were given."""

    may_read_ahead = False

    def __init__(self, collections: Mapping[str, Sequence[Document]]) -> None:
        """Take the documents over.

        Args:
            collections: documents of each collection; each with an `_id` of its own.
        """
        self.name = "a predecessor in memory"
        self._bodies = {
            name: [bson.encode(document, codec_options=CODEC) for document in documents]
            for name, documents in collections.items()
        }

    def fingerprint(self) -> str:
        """Return the hash of all documents."""
        hashed = sha256()
        for name in sorted(self._bodies):
            hashed.update(name.encode() + b"\0" + b"".join(self._bodies[name]))
        return f"memory:{hashed.hexdigest()}"

    def counts(self) -> dict[str, int]:
        """Return how many documents each collection has."""
        return {name: len(bodies) for name, bodies in sorted(self._bodies.items())}

    def notes(self) -> list[str]:
        """Return nothing: there is nothing around the documents that could be odd."""
        return []

    def read(
        self,
        collection: str,
        *,
        after: Any = None,
        size: int = 1000,
        fields: tuple[str, ...] = (),
        having: str = "",
    ) -> Iterator[Batch]:
        """Read in the given order; the position is a count of documents."""
        bodies = self._bodies[collection]
        for start in range(after or 0, len(bodies), size):
            some = bodies[start : start + size]
            if fields or having:
                some = narrowed(some, fields, having)
            yield Batch(some, range(start + 1, start + 1 + len(some)).__getitem__)

    def distinct(
        self, collection: str, *, path: str, after: str | None = None, size: int = 1000
    ) -> Iterator[Batch]:
        """Read the different texts, sorted."""
        texts = {
            value
            for document in self._all(collection)
            for value in values_at(document, path)
            if type(value) is str
        }
        later = sorted(text for text in texts if after is None or text > after)
        for start in range(0, len(later), size):
            some = later[start : start + size]
            yield Batch([bson.encode({"_id": text}) for text in some], some.__getitem__)

    def find(
        self, collection: str, *, path: str, keys: Iterable[Any], fields: tuple[str, ...] = ()
    ) -> Iterator[Document]:
        """Look at every document."""
        wanted = set(keys)
        for document in self._all(collection):
            if any(value in wanted for value in _hashable(values_at(document, path))):
                yield project(document, fields)

    def ordered(self, collection: str, *, by: str, fields: tuple[str, ...]) -> Iterator[Document]:
        """Sort all documents."""
        dated = [
            (moment, project(document, fields))
            for document in self._all(collection)
            for moment in values_at(document, by)
            if is_moment(moment)
        ]
        yield from (document for _, document in sorted(dated, key=lambda pair: pair[0]))

    def is_unique(self, collection: str, fields: tuple[str, ...]) -> bool:  # noqa: ARG002
        """Return False: a dictionary guarantees nothing."""
        return False

    def close(self) -> None:
        """Hold on to nothing."""

    def _all(self, collection: str) -> Iterator[Document]:
        return (decode(body) for body in self._bodies.get(collection, ()))


def _hashable(values: Iterable[Any]) -> Iterator[Any]:
    return (value for value in values if isinstance(value, Hashable))
