"""Indexes of the homes that are cheaper to build after a large load than to keep up during it.

What is set aside is written into the book before it is dropped, so that a run that is killed
leaves nothing forgotten. A unique index stays where it has to find what comes twice; elsewhere
claims have found it before. Should they not, the home is begun anew, with all unique indexes.
"""

from collections.abc import Iterable
from typing import Any

from pymongo.errors import OperationFailure
from pymongo.operations import IndexModel

from yggdrasil.cutover.catalogue import Task
from yggdrasil.cutover.converting.uniques import is_spared
from yggdrasil.cutover.homes.book import Book, Checkpoint
from yggdrasil.cutover.homes.targets import FINDINGS, REMAINDERS, collection_of, home_name
from yggdrasil.cutover.sources.source import Source
from yggdrasil.errors import ConflictError

# Below so many documents building them anew would cost more than it saves.
WORTHWHILE = 1_000
_DUPLICATE = 11_000


class DoublesError(ConflictError):
    """A home holds documents that its unique indexes do not allow."""


class Indexes:
    """The indexes of the collections that one task fills."""

    def __init__(self, book: Book, task: Task, source: Source, checkpoint: Checkpoint) -> None:
        """Change nothing yet.

        Args:
            book: of the home; remembers what is set aside.
            task: which fills the collections.
            source: whose unique indexes make ours unnecessary for now.
            checkpoint: how far the task is.
        """
        self._book = book
        self._expected = {table: digest.count for table, digest in checkpoint.written.items()}
        self._expected |= _foreseen(task)
        self._is_set_aside: set[str] = set()
        self._keeps_unique = book.keeps_unique()
        self._needed = {
            unique.left_to
            for unique in task.mapping.uniques
            if unique.left_to and not is_spared(source, task, unique)
        }

    def before(self, table: str, count: int) -> None:
        """Drop the indexes of a collection that nothing needs meanwhile, once it grows large.

        Args:
            table: collection.
            count: documents that are about to be written to it.
        """
        self._expected[table] = self._expected.get(table, 0) + count
        if self._expected[table] < WORTHWHILE or table in self._is_set_aside:
            return
        self._is_set_aside.add(table)
        collection = collection_of(self._book.alias, table)
        indexes = [dict(it) for it in collection.list_indexes() if not self._stays(it)]
        if indexes:
            self._book.remember_indexes(table, indexes)
            names = [index["name"] for index in indexes]
            collection.database.command("dropIndexes", table, index=names)

    def _stays(self, index: Any) -> bool:
        is_needed = self._keeps_unique or ",".join(index["key"]) in self._needed
        return index["name"] == "_id_" or (bool(index.get("unique")) and is_needed)


def _foreseen(task: Task) -> dict[str, int]:
    """Return how many documents are known to come: one of the first model for each that is read."""
    models = () if task.mapping.distinct else task.mapping.into[:1]
    return {model._meta.db_table: task.documents for model in models}


def put_back(book: Book, table: str) -> None:
    """Build the indexes of a collection that were set aside, also those of an earlier run.

    Args:
        book: of the home; forgets them once they are built.
        table: collection.

    Raises:
        DoublesError: if there are documents that a unique one does not allow.
    """
    indexes = book.indexes(table)
    if not indexes:
        return
    collection = collection_of(book.alias, table, is_safe=True)
    try:
        collection.create_indexes([_model_of(index) for index in indexes])
    except OperationFailure as error:
        if error.code != _DUPLICATE:
            raise
        book.doubt()
        raise DoublesError(
            f"Collection {table} of {home_name(book.alias)} holds documents that its unique "
            "indexes do not allow. Nothing is lost: run the same command again. It begins this "
            "home anew, more slowly, and keeps aside what comes twice."
        ) from error
    book.forget_indexes(table)


def begin_anew(book: Book, tables: Iterable[str]) -> None:
    """Empty a home in which documents were found that come twice; nothing in any other.

    Args:
        book: of the home; the run that is under way is the home's only user.
        tables: collections that are filled.
    """
    if not book.is_doubted():
        return
    for table in (*tables, REMAINDERS, FINDINGS):
        collection_of(book.alias, table, is_safe=True).delete_many({})
        put_back(book, table)
    book.keep_unique()


def _model_of(index: dict[str, Any]) -> IndexModel:
    options = {name: value for name, value in index.items() if name not in {"v", "key", "ns"}}
    keys = index["key"]
    if "weights" in options:
        # The server tells a text index by how it is kept, not by how it was asked for.
        options.pop("textIndexVersion", None)
        keys = dict.fromkeys(options["weights"], "text")
    return IndexModel(list(keys.items()), **options)
