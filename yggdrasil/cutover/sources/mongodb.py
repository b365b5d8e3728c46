"""A predecessor's database on a live MongoDB server; it is only ever read."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from hashlib import sha256
from typing import Any

import bson
from bson import MinKey
from bson.raw_bson import RawBSONDocument
from pymongo.collection import Collection
from pymongo.errors import (
    InvalidName,
    OperationFailure,
    PyMongoError,
)

from yggdrasil.cutover.mapping.documents import (
    CODEC,
    Document,
    is_readable,
    readable,
)
from yggdrasil.cutover.sources import raw
from yggdrasil.cutover.sources.connecting import address_of, connect, unreachable
from yggdrasil.cutover.sources.grouped import Grouped
from yggdrasil.cutover.sources.raw import alone, key_of
from yggdrasil.cutover.sources.source import (
    LARGEST_BATCH_BYTES,
    Batch,
    SourceError,
)

# What all documents have: asked for so, they are counted in the index and not looked at.
_ANY = {"_id": {"$gte": MinKey()}}


class MongodbSource(Grouped):
    """One database of a server, read in the order of `_id`.

    The predecessor must be stopped meanwhile: documents that appear behind the reading position
    would be missed. The run compares counts in the end and fails if they moved.
    """

    may_read_ahead = True

    def __init__(self, *, uri: str, database: str) -> None:
        """Connect and look whether the database is there.

        Args:
            uri: address of the server.
            database: name of the database.

        Raises:
            SourceError: if the address or the name is malformed, or there is no such database.
            SourceUnreachableError: if the server does not answer or refuses.
        """
        self._client = connect(uri, what="the source")
        self._noted: dict[str, int] = {}
        self._counted: dict[str, int] = {}
        self._unique: dict[tuple[str, tuple[str, ...]], bool] = {}
        with ExitStack() as undo:
            undo.callback(self._client.close)
            self._open(uri, database)
            undo.pop_all()
        self.name = f"database {database} on {address_of(uri)}"

    def _open(self, uri: str, database: str) -> None:
        try:
            self._database = self._client.get_database(database, codec_options=CODEC)
            names = self._database.list_collection_names(filter={"type": "collection"})
        except InvalidName as error:
            raise SourceError(f"{database!r} cannot be the name of a database: {error}.") from error
        except PyMongoError as error:
            raise unreachable(error, uri=uri, what="the source") from error
        self._names = sorted(name for name in names if not name.startswith("system."))
        if not self._names:
            raise SourceError(self._no_such_database(database))

    def fingerprint(self) -> str:
        """Return the hash of names, counts and outermost keys."""
        hashed = sha256()
        for name, count in (self._counted or self.counts()).items():
            hashed.update(b"%s\0%d\0" % (name.encode(), count))
            for order in (1, -1):
                ends = raw.find(
                    self._database[name],
                    size=1,
                    projection={"_id": 1},
                    sort={"_id": order},
                    limit=1,
                )
                hashed.update(b"".join(body for bodies in ends for body in bodies))
        return f"mongodb:{hashed.hexdigest()}"

    def counts(self) -> dict[str, int]:
        """Return how many documents each collection has, counted one by one.

        The server's own number may be wrong since it once crashed, but changes with every write:
        while it stays, nobody counts again.
        """
        for name in self._names:
            collection = self._database[name]
            noted = collection.estimated_document_count()
            if self._noted.get(name) != noted:
                self._noted[name] = noted
                self._counted[name] = collection.count_documents(_ANY, hint={"_id": 1})
        return dict(self._counted)

    def notes(self) -> list[str]:
        """Return nothing: all that a database holds is in its collections."""
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
        """Read in the order of `_id`, whatever its types; the position is a document of it."""
        # Not `{"_id": {"$gt": ...}}`, which would stop at keys of another type.
        start: Document = {} if after is None else {"min": RawBSONDocument(after)}
        # Few have what is rare: to sort them takes less than to look at all in order.
        is_sorted_later = bool(having) and not start
        lists = raw.find(
            self._database[collection],
            size=size,
            filter={having: {"$ne": None}} if having else {},
            projection=dict.fromkeys(fields, 1),
            sort={"_id": 1},
            hint={"$natural": 1} if is_sorted_later else {"_id": 1},
            allowDiskUse=is_sorted_later,
            **start,
        )
        for bodies in lists:
            if start:
                start = {}
                yield from batches_of(bodies[1:] if alone(bodies[0]) == after else bodies)
            else:
                yield from batches_of(bodies)

    def distinct(
        self, collection: str, *, path: str, after: str | None = None, size: int = 1000
    ) -> Iterator[Batch]:
        """Let the server group and sort."""
        later: Document = {} if after is None else {"$gt": after}
        lists = raw.aggregate(
            self._database[collection],
            [
                # Arrays are taken apart behind this: there are fewer groups than documents.
                {"$group": {"_id": f"${path}"}},
                {"$unwind": "$_id"},
                {"$match": {"_id": {"$type": "string", **later}}},
                {"$group": {"_id": "$_id"}},
                {"$sort": {"_id": 1}},
            ],
            size=size,
        )
        # Whoever carries the document of a text that is not UTF-8 keeps it as it is.
        for bodies in lists:
            texts = [key_of(body) for body in filter(is_readable, bodies)]
            yield Batch([bson.encode({"_id": text}) for text in texts], texts.__getitem__)

    def find(
        self, collection: str, *, path: str, keys: Iterable[Any], fields: tuple[str, ...] = ()
    ) -> Iterator[Document]:
        """Ask the server, which has an index for most of what is asked."""
        lists = raw.find(
            self._database[collection],
            size=5000,
            filter={path: {"$in": list(keys)}},
            projection=dict.fromkeys(fields, 1),
        )
        for bodies in lists:
            yield from readable(bodies)

    def ordered(self, collection: str, *, by: str, fields: tuple[str, ...]) -> Iterator[Document]:
        """Let the server sort, on disk if need be."""
        lists = raw.find(
            self._database[collection],
            size=5000,
            filter={by: {"$type": "date"}},
            projection=dict.fromkeys(fields, 1),
            sort={by: 1, "_id": 1},
            allowDiskUse=True,
        )
        for bodies in lists:
            yield from readable(bodies)

    def is_unique(self, collection: str, fields: tuple[str, ...]) -> bool:
        """Return whether a full unique index on exactly these fields exists, all of them keys."""
        if (collection, fields) not in self._unique:
            self._unique[collection, fields] = self._is_indexed(
                collection, fields
            ) and self._are_keys(collection, fields)
        return self._unique[collection, fields]

    def _is_indexed(self, collection: str, fields: tuple[str, ...]) -> bool:
        return any(
            index.get("unique")
            and "partialFilterExpression" not in index
            and {name for name, _ in index["key"]} == set(fields)
            for index in self._database[collection].index_information().values()
        )

    def _are_keys(self, collection: str, fields: tuple[str, ...]) -> bool:
        """Return whether there is nothing that an index takes for another key, and we for one."""
        # Of an array with a key in it the server says that it is one.
        key = {"$type": "objectId", "$not": {"$type": "array"}}
        odd = {"$nor": [dict.fromkeys(fields, key)]}
        return self._database[collection].find_one(odd, {"_id": 1}) is None

    def _collection(self, name: str) -> Collection[Document]:
        return self._database[name]

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _no_such_database(self, database: str) -> str:
        others: list[str] = []
        with suppress(OperationFailure):
            others = [
                name
                for name in self._client.list_database_names()
                if name not in {"admin", "config", "local"}
            ]
        return (
            f"There is no database {database!r} on the server of the source, or nothing is in it. "
            f"Databases there: {', '.join(others) or 'none'}."
        )


def batches_of(bodies: list[bytes]) -> Iterator[Batch]:
    """Cut documents into batches whose decoded form fits the memory of the run.

    Args:
        bodies: documents, in the order of their keys.

    Yields:
        Batches that are not empty; the position is the last key.
    """
    start = size = 0
    for place, body in enumerate(bodies):
        size += len(body)
        if size >= LARGEST_BATCH_BYTES:
            yield batch_of(bodies[start : place + 1])
            start, size = place + 1, 0
    if start < len(bodies):
        yield batch_of(bodies[start:])


def batch_of(bodies: list[bytes]) -> Batch:
    """Return documents as a batch whose positions are their keys, as BSON: some cannot be read.

    Args:
        bodies: documents, in the order of their keys.
    """
    return Batch(bodies, lambda place: alone(bodies[place]))
