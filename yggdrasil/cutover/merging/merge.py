"""The way back: one database in the predecessor's shape, out of all homes.

What was kept aside when the homes were filled is put back where nobody changed it since; what was
made since comes along as far as the predecessor has a place for it, and is counted where not.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

import bson

from yggdrasil.cutover.catalogue import Chapter
from yggdrasil.cutover.digest import Digest
from yggdrasil.cutover.homes.book import VERIFIED, Book
from yggdrasil.cutover.homes.targets import alias_and_table, collection_of, home_name, tables_of
from yggdrasil.cutover.mapping.collection import CollectionMapping
from yggdrasil.cutover.mapping.documents import CODEC, Document
from yggdrasil.cutover.merging.gathering import Gatherer, stands_of
from yggdrasil.cutover.merging.outlet import Outlet
from yggdrasil.cutover.progress import QUIET, Progress
from yggdrasil.errors import ConflictError

_AT_ONCE = 200


class UnfinishedSplitError(ConflictError):
    """The homes are not verified yet, so nothing can be merged out of them."""


@dataclass(kw_only=True)
class Merged:
    """What a merge came to.

    Attributes:
        outlet: where the documents went.
        written: digest of the documents as they were to be written, by collection.
        found: digest of the documents as they were read back.
        restored: fields put back as they once were, by collection.
        left: documents of the homes without a place in the predecessor, by home and collection.
    """

    outlet: Outlet
    written: dict[str, Digest] = field(default_factory=dict)
    found: dict[str, Digest] = field(default_factory=dict)
    restored: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)

    @property
    def faults(self) -> list[str]:
        """Return a sentence for each collection that is not as it was to be written."""
        return [
            f"Collection {name} holds {self.found[name].count} documents that are not the "
            f"{digest.count} written."
            for name, digest in self.written.items()
            if self.found[name] != digest
        ]


class Merge:
    """All homes and the place they are merged into."""

    def __init__(
        self,
        outlet: Outlet,
        chapters: Iterable[Chapter],
        *,
        progress: Progress = QUIET,
        say: Callable[[str], object] = lambda _line: None,
    ) -> None:
        """Look what the homes once were filled from.

        Args:
            outlet: where the documents go.
            chapters: what the apps say.
            progress: shows how far the merge is.
            say: takes a line for people.
        """
        self._outlet = outlet
        self._chapters = tuple(chapters)
        self._progress = progress
        self._say = say
        self._counts: dict[str, int] = {}
        for chapter in self._chapters:
            self._counts |= (Book(chapter.alias).run() or {}).get("counts", {})

    def run(self) -> Merged:
        """Merge, and read back.

        Returns:
            What was written and found.

        Raises:
            UnfinishedSplitError: if the homes are half filled.
            OutletTakenError: if there is something where the documents should go.
        """
        self._refuse_unfinished()
        merged = Merged(outlet=self._outlet)
        self._outlet.begin()
        for mapping in self._leaders():
            for name in self._spellings(mapping):
                self._merge_collection(mapping, name, merged)
        for name in merged.written:
            merged.found[name] = self._outlet.read_back(name)
        if not merged.faults:
            self._outlet.finish()
        merged.left.update(dict(self._left()))
        return merged

    def _refuse_unfinished(self) -> None:
        for chapter in self._chapters:
            run = Book(chapter.alias).run()
            if run and run.get("state", VERIFIED) != VERIFIED:
                raise UnfinishedSplitError(
                    f"{home_name(chapter.alias)} is half filled: finish split_databases first, "
                    f"from {run['source']}."
                )

    def _leaders(self) -> Iterator[CollectionMapping]:
        for chapter in self._chapters:
            yield from (mapping for mapping in chapter.mappings if mapping.leads)

    def _spellings(self, mapping: CollectionMapping) -> tuple[str, ...]:
        """Return what the predecessor called a collection; its first name where nobody knows."""
        return tuple(filter(self._counts.__contains__, mapping.names)) or mapping.names[:1]

    def _merge_collection(self, leader: CollectionMapping, name: str, merged: Merged) -> None:
        parts = [
            (chapter.alias, mapping)
            for chapter in self._chapters
            for mapping in chapter.mappings
            if mapping.source == leader.source and mapping.merge is not None
        ]
        # Never empty: that would mean that a split looks at its own outcome.
        gatherer = Gatherer(leader, parts, carried=frozenset(self._counts) | {""})
        alias, table = alias_and_table(leader.finds[0].model)
        total = collection_of(alias, table).estimated_document_count()
        digest = Digest()
        if name in self._counts:
            # An empty one was there as well.
            self._outlet.write(name, [])
        with self._progress.bar(f"merging {name}", total) as bar:
            # What is new stands where the first spelling does.
            spelling = "" if name == self._spellings(leader)[0] else name
            stands = stands_of(leader, spelling=spelling)
            while some := list(islice(stands, _AT_ONCE)):
                gathered = gatherer.gather(some)
                bodies = [_encode(document) for document in gathered.documents]
                self._outlet.write(name, bodies)
                digest.add(bodies)
                merged.restored[name] += gathered.restored
                merged.left[f"{alias}.{table}"] += gathered.left
                bar.advance(len(some))
        if digest.count or name in self._counts:
            merged.written[name] = digest
            self._say(f"{name}: {digest.count:,} documents")

    def _left(self) -> Iterator[tuple[str, int]]:
        """Count what was made since and has no place in the predecessor."""
        read = {
            alias_and_table(find.model)
            for chapter in self._chapters
            for mapping in chapter.mappings
            for find in mapping.finds
        }
        for chapter in self._chapters:
            for table in tables_of(chapter.app):
                if (chapter.alias, table) not in read:
                    count = collection_of(chapter.alias, table).estimated_document_count()
                    if count:
                        yield f"{chapter.alias}.{table}", count


def _encode(document: Document | bytes) -> bytes:
    return document if isinstance(document, bytes) else bson.encode(document, codec_options=CODEC)
