"""Indexes of the homes that are cheaper to build after a large load than to keep up during it.

Unique ones stay: they find what the homes allow once; unless the predecessor has the same one.
What is set aside is written into the book before it is dropped, so that a run that is killed
leaves nothing forgotten.
"""

from collections.abc import Collection
from typing import Any

from pymongo.operations import IndexModel

from yggdrasil.cutover.book import Book
from yggdrasil.cutover.catalogue import Task
from yggdrasil.cutover.source import Source
from yggdrasil.cutover.targets import collection_of

# Below so many documents building them anew would cost more than it saves.
WORTHWHILE = 2_000


def set_aside(book: Book, task: Task, source: Source) -> None:
    """Drop the indexes of the collections of a task that nothing needs while they are filled.

    Args:
        book: of the home; remembers them.
        task: which fills the collections.
        source: whose unique indexes make ours unnecessary for now.
    """
    spared = {
        unique.left_to
        for unique in task.mapping.uniques
        if unique.is_exact and source.is_unique(task.collection, unique.fields)
    }
    for model in task.mapping.into:
        collection = collection_of(book.alias, model._meta.db_table)
        indexes = [dict(it) for it in collection.list_indexes() if not _stays(it, spared)]
        if indexes:
            book.remember_indexes(collection.name, indexes)
            for index in indexes:
                collection.drop_index(index["name"])


def put_back(book: Book) -> None:
    """Build all indexes that were set aside, also those of an earlier run.

    Args:
        book: of the home; forgets them once they are built.
    """
    for table, indexes in book.indexes().items():
        collection = collection_of(book.alias, table, is_safe=True)
        collection.create_indexes([_model_of(index) for index in indexes])
        book.forget_indexes(table)


def _stays(index: Any, spared: Collection[str]) -> bool:
    is_spared = ",".join(index["key"]) in spared
    return index["name"] == "_id_" or (bool(index.get("unique")) and not is_spared)


def _model_of(index: dict[str, Any]) -> IndexModel:
    options = {name: value for name, value in index.items() if name not in {"v", "key", "ns"}}
    keys = index["key"]
    if "weights" in options:
        # The server tells a text index by how it is kept, not by how it was asked for.
        options.pop("textIndexVersion", None)
        keys = dict.fromkeys(options["weights"], "text")
    return IndexModel(list(keys.items()), **options)
