"""What all apps say about the predecessor, and how it meets what a source holds."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from importlib import import_module
from typing import Any

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from yggdrasil.cutover.homes.targets import REMAINDERS
from yggdrasil.cutover.mapping.collection import CollectionMapping
from yggdrasil.cutover.mapping.documents import Document, readable
from yggdrasil.cutover.sources.source import Source
from yggdrasil.mongodb.homes import alias_of
from yggdrasil.services import ServiceConfig

Figures = dict[str, Any]
# A key, values that were told apart, and how many documents hold both.
_Count = tuple[Any, tuple[Any, ...], int]
# Collection, path, and what is told apart.
_Question = tuple[str, str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class Survey:
    """Figures that need a reading of their own, in the order of time.

    Attributes:
        collection: what to read, by the name of its mappings' `source`.
        by: field with the time.
        fields: what to read.
        count: takes the documents and returns figures by name.
    """

    collection: str
    by: str
    fields: tuple[str, ...]
    count: Callable[[Iterable[Document]], Figures]


def _no_figures(_tallies: Counter[str]) -> Figures:
    return {}


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """What one app says about the predecessor, in its predecessor.py.

    Attributes:
        app: label of the app.
        alias: alias of its home.
        mappings: MAPPINGS.
        ignored: IGNORED, collections that are left behind, each with the reason.
        figures: `figures`, makes figures out of tallies.
        surveys: SURVEYS.
        meanings: MEANINGS, what kinds of findings mean, for people.
    """

    app: str
    alias: str
    mappings: tuple[CollectionMapping, ...] = ()
    ignored: Mapping[str, str] = field(default_factory=dict)
    figures: Callable[[Counter[str]], Figures] = _no_figures
    surveys: tuple[Survey, ...] = ()
    meanings: Mapping[str, str] = field(default_factory=dict)


def chapters() -> tuple[Chapter, ...]:
    """Return what the apps say, lowest app first."""
    return tuple(
        _chapter(config)
        for config in apps.get_app_configs()
        if isinstance(config, ServiceConfig) and module_has_submodule(config.module, "predecessor")
    )


def _chapter(config: ServiceConfig) -> Chapter:
    module = import_module(f"{config.name}.predecessor")
    return Chapter(
        app=config.label,
        alias=alias_of(config.label),
        mappings=module.MAPPINGS,
        ignored=getattr(module, "IGNORED", {}),
        figures=getattr(module, "figures", _no_figures),
        surveys=getattr(module, "SURVEYS", ()),
        meanings=getattr(module, "MEANINGS", {}),
    )


@dataclass(frozen=True, kw_only=True)
class Task:
    """One mapping over one collection of the source; one of different values, over all spellings.

    Attributes:
        chapter: whose mapping it is.
        mapping: what becomes of the documents.
        collection: what the source calls the collection.
        documents: how many there are.
        spellings: all that the source calls it, in the order of the mapping's `names`.
    """

    chapter: Chapter
    mapping: CollectionMapping
    collection: str
    documents: int
    spellings: tuple[str, ...]

    @property
    def earlier(self) -> tuple[str, ...]:
        """Return the spellings whose documents come before those of this one."""
        return self.spellings[: self.spellings.index(self.collection)]

    @property
    def key(self) -> str:
        """Return the name under which the home keeps the checkpoint."""
        return f"{self.mapping.name} from {self.collection}"

    @property
    def tables(self) -> tuple[str, ...]:
        """Return the collections of the home that it may write to."""
        return (*(model._meta.db_table for model in self.mapping.into), REMAINDERS)


class Library:
    """All chapters over one source: which collections are carried, left behind, or unknown."""

    def __init__(
        self,
        source: Source,
        all_chapters: Iterable[Chapter],
        *,
        counts: Mapping[str, int] | None = None,
    ) -> None:
        """Compare.

        Args:
            source: the predecessor.
            all_chapters: what the apps say.
            counts: how many documents each collection has, if somebody counted them already.
        """
        self.source = source
        self.chapters = tuple(all_chapters)
        self.counts = source.counts() if counts is None else dict(counts)
        self._counted: dict[_Question, tuple[set[Any], list[_Count]]] = {}
        self._spellings: dict[str, tuple[str, ...]] = {}
        for chapter in self.chapters:
            for mapping in chapter.mappings:
                present = tuple(name for name in mapping.names if name in self.counts)
                self._spellings[mapping.source] = present

    def tasks(self) -> Iterator[Task]:
        """Return what is to be done, lowest app first."""
        for chapter in self.chapters:
            for mapping in chapter.mappings:
                names = self.spellings(mapping.source)
                everything = self.size_of(mapping.source)
                for name in names[:1] if mapping.distinct else names:
                    yield Task(
                        chapter=chapter,
                        mapping=mapping,
                        collection=name,
                        documents=everything if mapping.distinct else self.counts[name],
                        spellings=names,
                    )

    def spellings(self, collection: str) -> tuple[str, ...]:
        """Return what the source calls a collection; nothing if it has none.

        Args:
            collection: what mappings call it.
        """
        return self._spellings.get(collection, ())

    def owned_elsewhere(self, mapping: CollectionMapping) -> frozenset[str]:
        """Return the fields of a document that other mappings carry.

        Args:
            mapping: the one that carries the rest.
        """
        return frozenset(
            name
            for chapter in self.chapters
            for other in chapter.mappings
            if other.source == mapping.source and not other.leads
            for name in other.owns
        )

    def ignored(self) -> dict[str, str]:
        """Return the collections that are left behind, each with the reason."""
        reasons = {name: why for chapter in self.chapters for name, why in chapter.ignored.items()}
        return {name: reasons[name] for name in self.counts if name in reasons}

    def unknown(self) -> dict[str, int]:
        """Return the collections that nobody knows, each with its number of documents."""
        known = {name for names in self._spellings.values() for name in names} | set(self.ignored())
        return {name: count for name, count in self.counts.items() if name not in known}

    def size_of(self, collection: str) -> int:
        """Return how many documents there are under every spelling of a collection.

        Args:
            collection: what mappings call it.
        """
        return sum(self.counts[name] for name in self.spellings(collection))

    def read(self, collection: str, *, fields: tuple[str, ...]) -> Iterator[Document]:
        """Read some fields of all documents under every spelling of a collection.

        Args:
            collection: what mappings call it.
            fields: what to read.
        """
        for bodies in self.read_raw(collection, fields=fields):
            yield from readable(bodies)

    def read_raw(self, collection: str, *, fields: tuple[str, ...]) -> Iterator[list[bytes]]:
        """Read some fields of all documents under every spelling of a collection, undecoded.

        Args:
            collection: what mappings call it.
            fields: what to read.

        Yields:
            Lists of documents as BSON.
        """
        for name in self.spellings(collection):
            for batch in self.source.read(name, size=5000, fields=fields):
                yield batch.bodies

    def find(
        self, collection: str, *, path: str, keys: Iterable[Any], fields: tuple[str, ...]
    ) -> Iterator[Document]:
        """Look documents up under every spelling of a collection.

        Args:
            collection: what mappings call it.
            path: field asked about.
            keys: values asked about.
            fields: what to read.

        Yields:
            Documents, in no particular order.
        """
        wanted = list(keys)
        for name in self.spellings(collection):
            yield from self.source.find(name, path=path, keys=wanted, fields=fields)

    def count_by(
        self,
        collection: str,
        *,
        path: str,
        keys: Iterable[Any],
        by: tuple[str, ...],
        is_all: bool = False,
    ) -> Iterator[tuple[Any, tuple[Any, ...], int]]:
        """Count documents under every spelling of a collection.

        The last answer to a question is kept: different homes ask the same.

        Args:
            collection: what mappings call it.
            path: field asked about.
            keys: values asked about.
            by: fields whose values are told apart.
            is_all: see `Source.count_by`.

        Returns:
            Key, values and number.
        """
        wanted = set(keys)
        asked, counted = self._counted.get((collection, path, by), (None, []))
        if asked != wanted:
            counted = [
                count
                for name in self.spellings(collection)
                for count in self.source.count_by(
                    name, path=path, keys=wanted, by=by, is_all=is_all
                )
            ]
            self._counted[collection, path, by] = (wanted, counted)
        return iter(counted)

    def keys_by(
        self, collection: str, *, path: str, keys: Iterable[Any], is_all: bool = False
    ) -> Iterator[tuple[Any, list[Any]]]:
        """Gather the keys of documents under every spelling of a collection.

        Args:
            collection: what mappings call it.
            path: field asked about.
            keys: values asked about.
            is_all: see `Source.count_by`.

        Yields:
            Value, and keys of documents that hold it; a value may come several times.
        """
        wanted = list(keys)
        for name in self.spellings(collection):
            yield from self.source.keys_by(name, path=path, keys=wanted, is_all=is_all)

    def earliest(
        self, collection: str, *, path: str, keys: Iterable[Any], by: str
    ) -> Iterator[tuple[Any, datetime]]:
        """Find the earliest moments under every spelling of a collection.

        Args:
            collection: what mappings call it.
            path: field asked about.
            keys: values asked about.
            by: field with the moment.

        Yields:
            Value and moment; a value may come several times.
        """
        wanted = list(keys)
        for name in self.spellings(collection):
            yield from self.source.earliest(name, path=path, keys=wanted, by=by)
