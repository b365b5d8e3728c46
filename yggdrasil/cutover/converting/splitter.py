"""Splitting the batches of one task: the long way, document by document, and the short one."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import Any

import bson
from django.db.models import Model

from yggdrasil.cutover.catalogue import Library, Task
from yggdrasil.cutover.converting.aside import changes_of, withheld
from yggdrasil.cutover.converting.known import Lookups
from yggdrasil.cutover.converting.reading import Reader, Whole
from yggdrasil.cutover.converting.shortway import Made, ShortWay
from yggdrasil.cutover.converting.uniques import Claims
from yggdrasil.cutover.converting.work import Work, brief
from yggdrasil.cutover.digest import Digest
from yggdrasil.cutover.homes.remainder import Change
from yggdrasil.cutover.mapping.collection import Finding, Known, Parts, Sort
from yggdrasil.cutover.mapping.documents import CODEC, Document, decode
from yggdrasil.cutover.sources.source import Batch
from yggdrasil.logs import get_logger

log = get_logger(__name__)


class Splitter:
    """Splits the batches of one task."""

    def __init__(self, library: Library, task: Task, claims: Claims) -> None:
        """Prepare the look-ups.

        Args:
            library: where to look.
            task: what is to be split.
            claims: who comes too late for unique values; hears what is split.
        """
        self.mapping = task.mapping
        self._library = library
        self.task = task
        self._claims = claims
        self._reader = Reader(library, task)
        self._lookups = Lookups(library, task.mapping)
        # For another thread: those of the batches are in use.
        self._lookups_again = Lookups(library, task.mapping)
        self._logged: set[str] = set()
        self._elsewhere = library.owned_elsewhere(task.mapping)
        self._is_whole = task.mapping.leads and not self._elsewhere
        self._left_to_home = [
            (unique.left_to, claims.taken[unique.name])
            for unique in task.mapping.uniques
            if unique.left_to
        ]
        self._tables: dict[type[Model], str] = {
            model: model._meta.db_table for model in task.mapping.into
        }
        self._first = next(iter(self._tables.values()), "")
        self._short_way = self._find_short_way()

    def _find_short_way(self) -> ShortWay | None:
        # The short way does not look who has a key already.
        if self.mapping.shortcut is None or not self._is_whole or self.task.earlier:
            return None
        return ShortWay(
            self._library,
            self.mapping,
            self.mapping.shortcut,
            barred=(key for keys in self._claims.taken.values() for key in keys),
            agrees=self._agrees,
        )

    @property
    def has_to_hear(self) -> bool:
        """Return whether it depends on earlier documents how a later one is split."""
        return self._claims.are_open

    def hear(self, bodies: list[bytes]) -> None:
        """Let documents that are split already claim what is unique.

        Args:
            bodies: each as BSON, in reading order.
        """
        self._claims.hear([it for it in self._reader.read(bodies) if isinstance(it, dict)])

    def split(self, batch: Batch) -> Iterator[Work]:
        """Split a batch; in several parts, if it becomes large.

        Args:
            batch: as the source gave it.

        Yields:
            All that is to be written; it depends on nothing but the source.
        """
        bodies = batch.bodies
        made: list[Made | None] = [None] * len(bodies)
        if self._short_way:
            made = self._short_way.take(bodies)
        odd = [place for place, it in enumerate(made) if it is None]
        documents = self._reader.read([bodies[place] for place in odd]) if odd else []
        readable = [it for it in documents if isinstance(it, dict)]
        self._claims.hear(readable)
        known = self._known(readable)
        work = self._new()
        start = 0
        for place, document in zip(odd, documents, strict=True):
            if start < place:
                self._add_short(bodies[start:place], made[start:place], work)
            start = place + 1
            work.sources.append(bodies[place])
            self._split_one(document, known, work)
            if work.is_large:
                yield self._ended(work, batch, place)
                work = self._new()
        self._add_short(bodies[start:], made[start:], work)
        if work.sources:
            yield self._ended(work, batch, len(bodies) - 1)

    def _known(self, documents: list[Document]) -> Known:
        return {**self._lookups.answer(documents), **self._claims.taken}

    def _add_short(self, sources: list[bytes], made: list[Made | None], work: Work) -> None:
        """Add a run of documents that went the short way."""
        pairs = [it for it in made if it]
        if not pairs:
            return
        new = [body for body, _ in pairs]
        first = len(work.sources)
        work.bodies[self._first] += new
        work.origins[self._first] += range(first, first + len(new))
        work.sources += sources
        work.size += sum(map(len, new))
        work.count += len(new)
        work.told += chain.from_iterable([tallies for _, tallies in pairs])

    def _agrees(self, body: bytes, made: Made) -> bool:
        """Return whether the long way makes the same of a document, and finds nothing odd."""
        document = decode(body)
        parts, encoded = self._parts_of(document, self._known([document]))
        return (
            encoded == [(self._first, made[0])]
            and sorted(map(str, parts.tallies)) == sorted(made[1])
            and not self._changes(document, parts)
            and not parts.findings
        )

    def _new(self) -> Work:
        tables = self._tables.values()
        return Work(bodies={table: [] for table in tables}, origins={table: [] for table in tables})

    def _ended(self, work: Work, batch: Batch, place: int) -> Work:
        work.after = batch.position(place)
        work.tallies = _counted(work.told)
        work.read.count = len(work.sources)
        # Once a collection is enough to tell later whether it changed.
        if self.mapping.leads:
            work.read = Digest()
            work.read.add(work.sources)
        return work

    def owned(self, document: Document) -> Document:
        """Return the fields of a document that this mapping carries.

        Args:
            document: the whole document.
        """
        if not self.mapping.leads:
            return {name: document[name] for name in self.mapping.owns if name in document}
        if not self._elsewhere:
            return document
        owned = document.copy()
        for name in self._elsewhere:
            owned.pop(name, None)
        return owned

    def _split_one(self, document: Document | Whole, known: Known, work: Work) -> None:
        place = len(work.sources) - 1
        if isinstance(document, Whole):
            # One app keeps it for all: the one that decides which documents there are.
            if self.mapping.leads:
                found = Finding(Sort.CONFLICT, document.kind, document.field, document.found)
                work.entries.append([document.key, *found])
                work.changes[place] = [{"path": [], "was": work.sources[place]}]
            return
        parts, encoded = self._parts_of(document, known)
        for table, body in encoded:
            work.bodies[table].append(body)
            work.origins[table].append(place)
            work.size += len(body)
        work.count += len(encoded)
        work.told += parts.tallies
        if self.mapping.merge is not None and (changes := self._changes(document, parts)):
            work.changes[place] = changes
        if parts.findings:
            key = document["_id"]
            for found in parts.findings:
                work.entries.append([key, *found[:3], brief(found.found), brief(found.kept)])

    def changes_without(self, source: bytes, table: str, gone: set[Any]) -> list[Change]:
        """Return what the way back would not find if some documents were not written.

        Args:
            source: the predecessor's document.
            table: collection of the home that refused them.
            gone: their keys.
        """
        document = decode(source)
        known = {**self._lookups_again.answer([document]), **self._claims.taken}
        parts = self.mapping.split(document, known)
        if self.mapping.leads and table == self._first:
            return withheld(self.owned(document), leads=True)
        parts.documents = [
            (model, new)
            for model, new in parts.documents
            if not (self._tables[model] == table and new["_id"] in gone)
        ]
        return self._changes(document, parts)

    def _parts_of(self, document: Document, known: Known) -> tuple[Parts, list[tuple[str, bytes]]]:
        try:
            parts = self.mapping.split(document, known)
            for fields, taken in self._left_to_home:
                if document["_id"] in taken and not parts.withheld:
                    return _refused(parts, fields), []
            encoded = [
                (self._tables[model], bson.encode(new, codec_options=CODEC))
                for model, new in parts.documents
            ]
        except Exception as error:  # noqa: BLE001 - logged, reported, and the run fails in the end
            # One document that nobody foresaw must not keep all others from being carried over.
            self._log_once(error, document)
            found = Finding(Sort.CONFLICT, "unsplittable", "", repr(error))
            return Parts(withheld=True, findings=[found]), []
        return parts, encoded

    def _log_once(self, error: Exception, document: Document) -> None:
        if repr(error) not in self._logged:
            self._logged.add(repr(error))
            key = str(document["_id"])
            log.error("Document not split.", task=self.task.key, key=key, exc_info=error)

    def _changes(self, document: Document, parts: Parts) -> list[Change]:
        owned = document if self._is_whole else self.owned(document)
        return changes_of(self.mapping, owned, parts)


def _counted(told: list[str | tuple[str, int]]) -> Counter[str]:
    counted: Counter[str] = Counter()
    # Few figures are told by many documents: each is looked at once.
    for tally, times in Counter(told).items():
        name, count = (tally, 1) if isinstance(tally, str) else tally
        counted[name] += count * times
    return counted


def _refused(parts: Parts, fields: str) -> Parts:
    """Return what becomes of parts that a unique index of their home would refuse."""
    key = str(parts.documents[0][1]["_id"])
    found = Finding(Sort.CONFLICT, "refused_by_index", fields, key)
    return Parts(withheld=True, findings=[*parts.findings, found], tallies=parts.tallies)
