"""Homes to fill from a predecessor, and back: empty before and after, whoever wrote to them."""

import copy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections

from scripts.predecessor.making import make
from scripts.predecessor.size import Size
from yggdrasil.cutover.catalogue import chapters
from yggdrasil.cutover.homes.remainder import is_same
from yggdrasil.cutover.homes.targets import BOOK, FINDINGS, REMAINDERS, collection_of, tables_of
from yggdrasil.cutover.mapping.documents import decode
from yggdrasil.cutover.merging.merge import Merge, Merged
from yggdrasil.cutover.merging.outlet import MemoryOutlet
from yggdrasil.cutover.sources.folder import FolderSource
from yggdrasil.cutover.sources.memory import MemorySource
from yggdrasil.cutover.sources.source import Source
from yggdrasil.cutover.splitting.outcome import Outcome
from yggdrasil.cutover.splitting.split import Split

SAMPLE = Path(__file__).parents[1] / "data" / "predecessor"
Documents = dict[str, list[dict[str, Any]]]


@pytest.fixture
def empty_homes(homes: None) -> Iterator[None]:
    """Empty what the cut-over writes, also what other processes wrote."""
    empty_all()
    yield
    empty_all()


@pytest.fixture
def split(empty_homes: None) -> Callable[..., Outcome]:
    """Return a function that splits a source and returns the outcome."""

    def run(source: Source, *, batch_size: int = 50, is_plan: bool = False) -> Outcome:
        it = Split(source, chapters(), batch_size=batch_size)
        return it.plan() if is_plan else it.run()

    return run


@pytest.fixture
def sample() -> Iterator[FolderSource]:
    """Return the sample that was written by hand."""
    source = FolderSource(SAMPLE)
    yield source
    source.close()


def empty_all() -> None:
    """Empty every collection that a cut-over fills."""
    for chapter in chapters():
        for table in (*tables_of(chapter.app), BOOK, FINDINGS, REMAINDERS):
            collection_of(chapter.alias, table).delete_many({})


def generated(documents: int, *, seed: int = 1, faults: float = 0.5) -> Documents:
    """Return a predecessor with many faults.

    Args:
        documents: how many, about.
        seed: another one makes another predecessor.
        faults: share of documents with a fault.
    """
    size = Size(documents=documents, seed=seed, faults=faults, is_indexed=False)
    return {name: list(made) for name, made in make(size, is_older=True).items()}


def source_of(documents: Documents) -> MemorySource:
    """Return documents as a source; changing them afterwards changes nothing."""
    return MemorySource(copy.deepcopy(documents))


def documents_of(source: Source) -> Documents:
    """Return everything that a source holds."""
    return {
        name: [decode(body) for batch in source.read(name) for body in batch.bodies]
        for name in source.counts()
    }


def merged_back() -> tuple[Merged, Documents]:
    """Merge the homes into memory; return what came of it, and the documents."""
    outlet = MemoryOutlet()
    merged = Merge(outlet, chapters()).run()
    return merged, outlet.collections


def differences(before: Documents, after: Documents) -> list[str]:
    """Return where two predecessors differ, but for Mongoose's own counter where it was absent."""
    found = []
    for name, documents in before.items():
        others = {repr(document["_id"]): document for document in after.get(name, ())}
        for document in documents:
            other = others.pop(repr(document["_id"]), None)
            if other is None or not is_same({"__v": 0, **document}, {"__v": 0, **other}):
                found.append(f"{name} {document['_id']}: {document} became {other}")
        found += [f"{name} {key} is new" for key in others]
    return found


def count_of(alias: str, table: str) -> int:
    """Return how many documents a collection of a home holds."""
    return collection_of(alias, table).count_documents({})


def all_documents() -> dict[tuple[str, str], list[Any]]:
    """Return everything in all homes, to tell whether anything changed."""
    return {
        (alias, name): sorted(map(repr, collection_of(alias, name).find()))
        for alias in settings.DATABASES
        for name in sorted(connections[alias].database.list_collection_names())
    }
