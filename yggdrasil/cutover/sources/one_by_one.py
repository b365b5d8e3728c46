"""What a source answers by looking at its documents one by one, where no server does it for us."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from yggdrasil.cutover.mapping.documents import Document, countable, elements_in, values_at
from yggdrasil.cutover.mapping.moments import said


class OneByOne(ABC):
    """A source that can find documents, and so count and gather them."""

    @abstractmethod
    def find(
        self, collection: str, *, path: str, keys: Iterable[Any], fields: tuple[str, ...] = ()
    ) -> Iterator[Document]:
        """Find documents; see `Source.find`."""

    def count_by(
        self,
        collection: str,
        *,
        path: str,
        keys: Iterable[Any],
        by: tuple[str, ...],
        is_all: bool = False,  # noqa: ARG002 - one by one, all ways are the same
    ) -> Iterator[tuple[Any, tuple[Any, ...], int]]:
        """Count documents; see `Source.count_by`."""
        wanted = set(keys)
        counts = Counter(
            (value, tuple(countable(document.get(name)) for name in by))
            for document in self.find(collection, path=path, keys=wanted, fields=(path, *by))
            for value in elements_in([*values_at(document, path)], wanted)
        )
        for (key, values), number in counts.items():
            yield key, values, number

    def keys_by(
        self,
        collection: str,
        *,
        path: str,
        keys: Iterable[Any],
        is_all: bool = False,  # noqa: ARG002 - as above
    ) -> Iterator[tuple[Any, list[Any]]]:
        """Gather the keys of documents; see `Source.keys_by`."""
        wanted = set(keys)
        for document in self.find(collection, path=path, keys=wanted, fields=(path,)):
            for value in set(elements_in(document.get(path), wanted)):
                yield value, [document["_id"]]

    def earliest(
        self, collection: str, *, path: str, keys: Iterable[Any], by: str
    ) -> Iterator[tuple[Any, datetime]]:
        """Find the earliest moments; see `Source.earliest`."""
        wanted = set(keys)
        for document in self.find(collection, path=path, keys=wanted, fields=(path, by)):
            for value in set(elements_in(document.get(path), wanted)):
                yield value, said(document.get(by))
