"""Values that the homes allow once: who has them first, found before anything is written."""

import sqlite3
from collections.abc import Hashable, Iterator
from contextlib import ExitStack, closing, contextmanager
from typing import Any

from yggdrasil.cutover.backends.staging import as_key
from yggdrasil.cutover.catalogue import Library, Task
from yggdrasil.cutover.mapping import Unique
from yggdrasil.cutover.progress import Progress
from yggdrasil.cutover.source import decode

# Each takes some 200 bytes.
_MOST_IN_MEMORY = 20_000


def find_taken(
    library: Library, task: Task, *, is_plan: bool, progress: Progress
) -> dict[str, dict[Any, Any]]:
    """Read a collection once and return whose value was taken already.

    Args:
        library: where to read.
        task: what is to be split.
        is_plan: True if no home will find what is left to it.
        progress: shows how far the reading is.

    Returns:
        Name of each unique value to the keys of the documents that come too late, each with the
        key of the document that has the value. Of all values the first are held in memory, the
        others wait on a private disk file.
    """
    taken: dict[str, dict[Any, Any]] = {unique.name: {} for unique in task.mapping.uniques}
    sought = [
        unique
        for unique in task.mapping.uniques
        if (is_plan or not unique.left_to) and not _is_spared(library, task, unique)
    ]
    if not sought:
        return taken
    with ExitStack() as stack:
        holders = {unique.name: stack.enter_context(_holders()) for unique in sought}
        _claim_all(library, task, sought, holders, taken, progress)
    return taken


def _claim_all(
    library: Library,
    task: Task,
    sought: list[Unique],
    holders: "dict[str, _Holders]",
    taken: dict[str, dict[Any, Any]],
    progress: Progress,
) -> None:
    fields = tuple({name: None for unique in sought for name in unique.fields})
    batches = (
        library.source.distinct(task.collection, path=task.mapping.distinct)
        if task.mapping.distinct
        else library.source.read(
            task.collection, size=5000, fields=fields, having=_needed_by_all(sought)
        )
    )
    with progress.bar(f"comparing {task.mapping.name}", task.documents) as bar:
        for batch in batches:
            for document in map(decode, batch.bodies):
                for unique in sought:
                    value = unique.value(document)
                    if value is not None:
                        holder = holders[unique.name].claim(value, document["_id"])
                        if holder is not None:
                            taken[unique.name][document["_id"]] = holder
            bar.advance(len(batch.bodies))


def _needed_by_all(sought: list[Unique]) -> str:
    needed = {unique.having for unique in sought}
    return needed.pop() if len(needed) == 1 else ""


def _is_spared(library: Library, task: Task, unique: Unique) -> bool:
    return unique.is_exact and library.source.is_unique(task.collection, unique.fields)


@contextmanager
def _holders() -> "Iterator[_Holders]":
    with closing(sqlite3.connect("")) as store:
        yield _Holders(store)


class _Holders:
    """Who has a value: the first ones in memory, all others on disk."""

    def __init__(self, store: sqlite3.Connection) -> None:
        self._first: dict[bytes, Any] = {}
        self._store = store
        for pragma in ("cache_size=-8000", "journal_mode=OFF", "synchronous=OFF"):
            self._store.execute(f"PRAGMA {pragma}")
        self._store.execute("CREATE TABLE held (value BLOB PRIMARY KEY, key BLOB) WITHOUT ROWID")

    def claim(self, value: Hashable, key: Any) -> Any:
        """Return who has the value already; None if it was free and is now the key's."""
        taken = as_key(list(value) if isinstance(value, tuple) else value)
        if taken in self._first:
            return self._first[taken]
        if len(self._first) < _MOST_IN_MEMORY:
            self._first[taken] = key
            return None
        mine = as_key(key)
        done = self._store.execute("INSERT OR IGNORE INTO held VALUES (?, ?)", (taken, mine))
        if done.rowcount:
            return None
        select = "SELECT key FROM held WHERE value = ?"
        (holder,) = self._store.execute(select, (taken,)).fetchone()
        return decode(holder)[""]
