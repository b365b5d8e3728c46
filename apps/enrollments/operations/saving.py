"""How many new documents are saved at once."""

from collections.abc import Sequence
from typing import TypeVar

from yggdrasil.mongodb.aggregate import Aggregate

A = TypeVar("A", bound=Aggregate)


def insert_all(documents: Sequence[A]) -> None:
    """Insert new documents of one kind in one command, with the facts told about them.

    Args:
        documents: new ones, of which no copy can be stale.
    """
    if not documents:
        return
    type(documents[0])._default_manager.bulk_create(documents)
    for document in documents:
        document._mark_as_stored()
