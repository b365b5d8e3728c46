"""Documents on a private disk file that vanishes with the process, to be looked up by any field.

SQLite keeps the file; it is unlinked as soon as it is made, so that even a kill leaves nothing.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any

import bson
from bson.errors import InvalidDocument

from yggdrasil.cutover.mapping.documents import Document, decode, is_moment, values_at
from yggdrasil.cutover.sources.source import LARGEST_BATCH_BYTES

_CACHE_KILOBYTES = 16_000
# SQLite takes 32,766 variables in one statement.
_MOST_KEYS = 5_000


class RepeatedKeyError(ValueError):
    """A document has the `_id` of an earlier one of its collection."""


class Staging:
    """Tables of BSON, one a collection, with further tables for the fields asked about."""

    def __init__(self) -> None:
        """Open the file; an empty name means a private one."""
        self._store = sqlite3.connect("", check_same_thread=False)
        for pragma in (f"cache_size=-{_CACHE_KILOBYTES}", "journal_mode=OFF", "synchronous=OFF"):
            self._store.execute(f"PRAGMA {pragma}")
        self._tables: dict[str, str] = {}
        self._numbers = count()

    def close(self) -> None:
        """Let the file vanish."""
        self._store.close()

    def add_collection(self, name: str, documents: Iterable[Document]) -> int:
        """Take in the documents of a collection, in order.

        Args:
            name: of the collection.
            documents: each with an `_id`.

        Returns:
            How many there are.

        Raises:
            RepeatedKeyError: at the first one whose `_id` is taken.
        """
        table = self._table("documents", "key BLOB NOT NULL UNIQUE, body BLOB NOT NULL")
        self._tables[name] = table
        rows = ((as_key(document["_id"]), bson.encode(document)) for document in documents)
        insert = f"INSERT INTO {table} (key, body) VALUES (?, ?)"
        try:
            return max(self._store.executemany(insert, rows).rowcount, 0)
        except sqlite3.IntegrityError as error:
            raise RepeatedKeyError from error

    def read(self, collection: str, *, after: int, size: int) -> list[tuple[int, bytes]]:
        """Return the rows behind a position.

        Args:
            collection: name of the collection.
            after: number of the last row not wanted; rows count from 1.
            size: most rows; fewer come if they are large.

        Returns:
            Number and BSON of each row.
        """
        table = self._tables[collection]
        select = f"SELECT rowid, body FROM {table} WHERE rowid > ? ORDER BY rowid LIMIT ?"
        rows: list[tuple[int, bytes]] = []
        bytes_left = LARGEST_BATCH_BYTES
        for row in self._store.execute(select, (after, size)):
            rows.append(row)
            bytes_left -= len(row[1])
            if bytes_left <= 0:
                break
        return rows

    def find(self, collection: str, *, path: str, keys: Iterable[Any]) -> Iterator[bytes]:
        """Look up documents by the values of a field.

        Args:
            collection: name of the collection.
            path: dotted path of the field.
            keys: values asked about.

        Yields:
            BSON of each document, once, in reading order.
        """
        if collection not in self._tables:
            return
        table = self._tables[collection]
        postings = table if path == "_id" else self._postings(collection, path)
        number = "rowid" if path == "_id" else "row"
        encoded = [as_key(key) for key in keys]
        rows: set[int] = set()
        for start in range(0, len(encoded), _MOST_KEYS):
            some = encoded[start : start + _MOST_KEYS]
            marks = ",".join("?" * len(some))
            rows.update(
                row
                for (row,) in self._store.execute(
                    f"SELECT {number} FROM {postings} WHERE key IN ({marks})",
                    some,
                )
            )
        for row in sorted(rows):
            yield self._store.execute(
                f"SELECT body FROM {table} WHERE rowid = ?",
                (row,),
            ).fetchone()[0]

    def distinct(self, collection: str, *, path: str, after: str | None, size: int) -> list[str]:
        """Return the next different texts of a field.

        Args:
            collection: name of the collection.
            path: dotted path of the field.
            after: text behind which to begin; None for the first.
            size: most texts.

        Returns:
            Texts, sorted.
        """
        if f"{collection}:{path}" not in self._tables:
            table = self._table("texts", "text TEXT PRIMARY KEY")
            self._tables[f"{collection}:{path}"] = table
            self._store.executemany(
                f"INSERT OR IGNORE INTO {table} (text) VALUES (?)",
                (
                    (value,)
                    for _, document in self._documents(collection)
                    for value in values_at(document, path)
                    if isinstance(value, str)
                ),
            )
        table = self._tables[f"{collection}:{path}"]
        select = f"SELECT text FROM {table} WHERE ? IS NULL OR text > ? ORDER BY text LIMIT ?"
        return [text for (text,) in self._store.execute(select, (after, after, size))]

    def ordered(self, collection: str, *, by: str) -> Iterator[bytes]:
        """Read documents sorted by a date.

        Args:
            collection: name of the collection.
            by: dotted path of the date.

        Yields:
            BSON of each document that has one.
        """
        times = self._table("times", "moment TEXT, row INTEGER")
        self._store.executemany(
            f"INSERT INTO {times} VALUES (?, ?)",
            (
                (moment.isoformat(timespec="milliseconds"), row)
                for row, document in self._documents(collection)
                for moment in values_at(document, by)
                if is_moment(moment)
            ),
        )
        table = self._tables[collection]
        join = f"SELECT body FROM {times} JOIN {table} ON {table}.rowid = row ORDER BY moment, row"
        for (body,) in self._store.execute(join):
            yield body

    def _documents(self, collection: str) -> Iterator[tuple[int, Document]]:
        table = self._tables[collection]
        for row, body in self._store.execute(f"SELECT rowid, body FROM {table} ORDER BY rowid"):
            yield row, decode(body)

    def _postings(self, collection: str, path: str) -> str:
        """Return the table of a field's values, made when the field is first asked about."""
        name = f"{collection}:{path}:postings"
        if name not in self._tables:
            table = self._tables[name] = self._table("postings", "key BLOB, row INTEGER")
            self._store.executemany(
                f"INSERT INTO {table} VALUES (?, ?)",
                (
                    (as_key(value), row)
                    for row, document in self._documents(collection)
                    for value in values_at(document, path)
                ),
            )
            self._store.execute(f"CREATE INDEX by_key_{table} ON {table} (key)")
        return self._tables[name]

    def _table(self, kind: str, columns: str) -> str:
        name = f"{kind}_{next(self._numbers)}"
        self._store.execute(f"CREATE TABLE {name} ({columns})")
        return name


def as_key(value: Any) -> bytes:
    """Return the bytes under which a value is looked up; equal for equal values and types.

    Args:
        value: a BSON value.

    Returns:
        Bytes; for something that BSON does not know, those of its text.
    """
    try:
        return bson.encode({"": value})
    except (InvalidDocument, OverflowError):
        return repr(value).encode()
