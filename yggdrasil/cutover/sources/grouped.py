"""What a source lets its server answer by grouping documents: few answers come over the wire."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from pymongo.collection import Collection

from yggdrasil.cutover.mapping.documents import Document, countable, elements_in, readable
from yggdrasil.cutover.mapping.moments import UNSAID, said
from yggdrasil.cutover.sources import raw


class Grouped(ABC):
    """A source with a server that groups; `OneByOne` is for one without."""

    @abstractmethod
    def _collection(self, name: str) -> Collection[Document]:
        """Return a collection of the server."""

    def count_by(
        self,
        collection: str,
        *,
        path: str,
        keys: Iterable[Any],
        by: tuple[str, ...],
        is_all: bool = False,
    ) -> Iterator[tuple[Any, tuple[Any, ...], int]]:
        """Let the server count."""
        wanted = set(keys)
        values = {f"by_{place}": f"${name}" for place, name in enumerate(by)}
        key = {"key": f"${path}", **values}
        counted: Document = {"_id": key, "count": {"$sum": 1}}
        for group in self._grouped(collection, path, wanted, counted, is_all=is_all):
            found = group["_id"]
            told_apart = tuple([countable(found.get(name)) for name in values])
            for one in elements_in(found.get("key"), wanted):
                yield one, told_apart, group["count"]

    def keys_by(
        self, collection: str, *, path: str, keys: Iterable[Any], is_all: bool = False
    ) -> Iterator[tuple[Any, list[Any]]]:
        """Let the server gather."""
        wanted = set(keys)
        gathered: Document = {"_id": f"${path}", "keys": {"$push": "$_id"}}
        for group in self._grouped(collection, path, wanted, gathered, is_all=is_all):
            for one in set(elements_in(group["_id"], wanted)):
                yield one, group["keys"]

    def earliest(
        self, collection: str, *, path: str, keys: Iterable[Any], by: str
    ) -> Iterator[tuple[Any, datetime]]:
        """Let the server compare."""
        wanted = set(keys)
        moment = {"$ifNull": [f"${by}", UNSAID]}
        # What is no moment comes before or behind all moments, by its type.
        ends: Document = {"_id": f"${path}", "first": {"$min": moment}, "last": {"$max": moment}}
        for group in self._grouped(collection, path, wanted, ends, is_all=False):
            first = min(said(group["first"]), said(group["last"]))
            for one in set(elements_in(group["_id"], wanted)):
                yield one, first

    def _grouped(
        self, collection: str, path: str, wanted: set[Any], group: Document, *, is_all: bool
    ) -> Iterator[Document]:
        """Group documents; arrays are left whole: there are fewer groups than documents."""
        # Nearly every document holds one of all keys: comparing with each would take longer.
        asked = {"$type": ["objectId", "string"]} if is_all else {"$in": list(wanted)}
        order: Document = {"hint": {"$natural": 1}} if is_all else {}
        lists = raw.aggregate(
            self._collection(collection),
            [{"$match": {path: asked}}, {"$group": group}],
            size=5000,
            **order,
        )
        for bodies in lists:
            yield from readable(bodies)
