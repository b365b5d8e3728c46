"""Values that the homes allow once: who has them first, told while documents come by in order."""

import sqlite3
import weakref
from collections.abc import Hashable, Iterator, Sequence
from functools import cached_property
from typing import Any

from yggdrasil.cutover.catalogue import Library, Task
from yggdrasil.cutover.mapping.collection import Unique
from yggdrasil.cutover.mapping.documents import Document, decode, readable
from yggdrasil.cutover.progress import Progress
from yggdrasil.cutover.sources.source import Source
from yggdrasil.cutover.sources.staging import as_key

# Each takes some 200 bytes.
_MOST_IN_MEMORY = 20_000
# Nobody has it; None is the key of somebody.
FREE: Any = object()


class Claims:
    """Who comes too late for the unique values of one task.

    Attributes:
        taken: name of each unique value to the keys of the documents that come too late, each
            with the key of the document that has the value.
    """

    def __init__(self, library: Library, task: Task, *, is_plan: bool) -> None:
        """Know of no document yet.

        Args:
            library: where the task reads.
            task: what is to be split.
            is_plan: True if no home will find what is left to it.
        """
        self._library = library
        self._task = task
        self.taken: dict[str, dict[Any, Any]] = {it.name: {} for it in task.mapping.uniques}
        self._holders = {
            unique: _Holders()
            for unique in task.mapping.uniques
            if _has_to_look(task, unique, is_plan=is_plan)
            and not is_spared(library.source, task, unique)
        }

    @property
    def are_open(self) -> bool:
        """Return whether documents still have to be heard."""
        return bool(self._holders)

    def hear(self, documents: Sequence[Document]) -> None:
        """Let documents claim their values.

        Args:
            documents: the next ones in reading order.
        """
        for unique, holders in self._holders.items():
            taken = self.taken[unique.name]
            for document in documents:
                value = unique.value(document)
                key = document["_id"]
                # A key that cannot be one of a dictionary bars its document from being split.
                if value is not None and isinstance(key, Hashable):
                    holder = holders.claim(value, key)
                    if holder is not FREE:
                        taken[key] = holder

    def hear_all(self, progress: Progress) -> None:
        """Read the collection for the claims alone, so that all is known beforehand.

        Args:
            progress: shows how far the reading is.
        """
        if not self._holders:
            return
        task = self._task
        with progress.bar(f"comparing {task.mapping.name}", task.documents) as bar:
            for bodies in self._read(task.collection):
                self.hear(readable(bodies))
                bar.advance(len(bodies))
        self._holders = {}

    def hear_earlier(self) -> None:
        """Read what is spelled otherwise and comes before: it has its values already."""
        for name in self._task.earlier if self._holders else ():
            for bodies in self._read(name):
                self.hear(readable(bodies))

    def _read(self, collection: str) -> Iterator[list[bytes]]:
        sought = list(self._holders)
        fields = tuple({name: None for unique in sought for name in unique.fields})
        for batch in self._library.source.read(
            collection, size=5000, fields=fields, having=_needed_by_all(sought)
        ):
            yield batch.bodies


def _needed_by_all(sought: list[Unique]) -> str:
    needed = {unique.having for unique in sought}
    return needed.pop() if len(needed) == 1 else ""


def _has_to_look(task: Task, unique: Unique, *, is_plan: bool) -> bool:
    # Of several spellings the home would find whoever is written later, not who is read later.
    return is_plan or not unique.left_to or len(task.spellings) > 1


def is_spared(source: Source, task: Task, unique: Unique) -> bool:
    """Return whether the predecessor has a unique index that means the same.

    Args:
        source: the predecessor.
        task: reads the collection.
        unique: what the homes allow once.
    """
    is_exact = unique.is_exact and len(task.spellings) == 1
    return is_exact and source.is_unique(task.collection, unique.fields)


class _Holders:
    """Who has a value: the first ones in memory, all others on a private disk file."""

    def __init__(self) -> None:
        self._first: dict[str | bytes, Any] = {}

    @cached_property
    def _store(self) -> sqlite3.Connection:
        store = sqlite3.connect("", check_same_thread=False)
        weakref.finalize(self, store.close)
        for pragma in ("cache_size=-8000", "journal_mode=OFF", "synchronous=OFF"):
            store.execute(f"PRAGMA {pragma}")
        store.execute("CREATE TABLE held (value BLOB PRIMARY KEY, key BLOB) WITHOUT ROWID")
        return store

    def claim(self, value: Hashable, key: Any) -> Any:
        """Return who has the value already; FREE if it was, and is now the key's."""
        # Most values are texts, which no other value equals; yes and 1 differ as BSON alone.
        name = value if type(value) is str else _bytes_of(value)
        if name in self._first:
            return self._first[name]
        if len(self._first) < _MOST_IN_MEMORY:
            self._first[name] = key
            return FREE
        taken, mine = _bytes_of(value), as_key(key)
        done = self._store.execute("INSERT OR IGNORE INTO held VALUES (?, ?)", (taken, mine))
        if done.rowcount:
            return FREE
        select = "SELECT key FROM held WHERE value = ?"
        (holder,) = self._store.execute(select, (taken,)).fetchone()
        return decode(holder)[""]


def _bytes_of(value: Hashable) -> bytes:
    return as_key(list(value) if isinstance(value, tuple) else value)
