"""The short way of one task at work: which documents it takes, and what it makes of them."""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

import bson
from bson import ObjectId

from yggdrasil.cutover.catalogue import Library
from yggdrasil.cutover.converting.layout import Fields, Layout, OddLayoutError, fields_of
from yggdrasil.cutover.mapping.collection import CollectionMapping, Lookup
from yggdrasil.cutover.mapping.documents import CODEC
from yggdrasil.cutover.mapping.forms import key_within
from yggdrasil.cutover.mapping.shortcut import Copy, Distil, Distilled, Shortcut, Values
from yggdrasil.logs import get_logger

# Answers kept from earlier batches, each some 200 bytes; a collection of fewer documents is read
# as a whole at once.
_MOST_ANSWERS = 50_000
_MOST_LAYOUTS = 64

# What the short way makes of a document: the new one as BSON, and figures to raise by one.
Made = tuple[bytes, tuple[str, ...]]

log = get_logger(__name__)


class _Group(NamedTuple):
    """The documents of a batch that share a layout."""

    layout: Layout
    places: list[int]
    columns: list[Values]

    def values_of(self, name: str) -> Values:
        """Return the values of a field."""
        return self.layout.values_of(name, self.columns)


class ShortWay:
    """The short way of one task."""

    def __init__(
        self,
        library: Library,
        mapping: CollectionMapping,
        shortcut: Shortcut,
        *,
        barred: Iterable[Any],
        agrees: Callable[[bytes, Made], bool],
    ) -> None:
        """Learn nothing yet.

        Args:
            library: where to look things up.
            mapping: whose short way it is.
            shortcut: its description.
            barred: keys of documents that have to go the long way.
            agrees: takes a document and what was made of it; returns whether the long way makes
                the same of it.
        """
        self._shortcut = shortcut
        self._barred = {key.binary for key in barred if isinstance(key, ObjectId)}
        self._agrees = agrees
        self._layouts: list[Layout] = []
        self._tried: set[Layout] = set()
        self._met: set[Fields] = set()
        lookups = {lookup.name: lookup for lookup in mapping.looks_up}
        self._answers = {
            distil.lookup: _Answers(library, lookups[distil.lookup], distil)
            for distil in shortcut.distils
        }

    def take(self, bodies: list[bytes]) -> list[Made | None]:
        """Convert the documents of a batch.

        Args:
            bodies: as BSON.

        Returns:
            For each what was made of it, or None where it has to go the long way.
        """
        groups = list(self._groups(bodies))
        known = {name: answers.to(groups) for name, answers in self._answers.items()}
        made: list[Made | None] = [None] * len(bodies)
        for group in groups:
            some = self._made(group, known)
            if group.layout in self._tried or self._try(bodies, group, some):
                for place, it in zip(group.places, some, strict=True):
                    made[place] = it
        return made

    def _made(self, group: _Group, known: Mapping[str, Distilled]) -> list[Made | None]:
        columns, tallies = self._shortcut.derive(
            known, [group.values_of(name) for name in self._shortcut.reads]
        )
        odd = {place for column in columns for place in _empty(column)}
        if self._barred:
            keys = enumerate(group.values_of("_id"))
            odd.update(place for place, key in keys if key in self._barred)
        if odd:
            columns = tuple([it or b"" for it in column] for column in columns)
        made: list[Made | None] = list(
            zip(group.layout.write([*group.columns, *columns]), tallies, strict=True)
        )
        for place in odd:
            made[place] = None
        return made

    def _try(self, bodies: list[bytes], group: _Group, made: list[Made | None]) -> bool:
        """Return whether a layout may be used: the first document goes both ways."""
        first = next((both for both in zip(group.places, made, strict=True) if both[1]), None)
        if first is None or first[1] is None:
            return False
        if self._agrees(bodies[first[0]], first[1]):
            self._tried.add(group.layout)
            return True
        self._layouts.remove(group.layout)
        log.error("The short way differs from the long one.", fields=group.layout.names)
        return False

    def _groups(self, bodies: list[bytes]) -> Iterator[_Group]:
        """Sort documents by layout; those that have none are left out."""
        left = list(range(len(bodies)))
        for layout in self._layouts:
            left = yield from self._group(layout, bodies, left)
        for layout in list(self._met_in(bodies[place] for place in left)):
            self._layouts.append(layout)
            left = yield from self._group(layout, bodies, left)

    def _group(
        self, layout: Layout, bodies: list[bytes], left: list[int]
    ) -> Generator[_Group, None, list[int]]:
        """Take those that a layout fits, and return the places of the others."""
        rows, columns = layout.read([bodies[place] for place in left])
        if not rows:
            return left
        yield _Group(layout, [left[row] for row in rows], columns)
        taken = set(rows)
        return [place for row, place in enumerate(left) if row not in taken]

    def _met_in(self, bodies: Iterable[bytes]) -> Iterator[Layout]:
        """Compile the layouts of documents, of those that are new and have a short way."""
        for body in bodies:
            if len(self._met) >= _MOST_LAYOUTS:
                return
            fields = fields_of(body)
            if fields is not None and fields not in self._met:
                self._met.add(fields)
                with suppress(OddLayoutError):
                    yield Layout(self._shortcut, fields)


class _Answers:
    """What is known for the short way from one look-up."""

    def __init__(self, library: Library, lookup: Lookup, distil: Distil | Copy) -> None:
        self._library = library
        self._lookup = lookup
        self._distil = distil
        self._answers: dict[bytes, Any] = {}
        # A collection that fits is read once; nothing has to be asked then.
        self._is_whole = library.size_of(lookup.collection) <= _MOST_ANSWERS
        self._is_read = False

    def to(self, groups: Iterable[_Group]) -> dict[bytes, Any]:
        """Return the answers to what a batch asks, and others; a key without one may be absent."""
        if self._is_whole:
            if not self._is_read:
                self._is_read = True
                lookup = self._lookup
                for bodies in self._library.read_raw(lookup.collection, fields=lookup.fields):
                    self._answers.update(self._distil.answers(bodies))
            return self._answers
        keys = {
            key
            for group in groups
            for name in self._distil.asks
            for key in map(key_within, filter(None, group.values_of(name)))
            if key
        }
        missing = keys.difference(self._answers)
        if len(self._answers) + len(missing) > _MOST_ANSWERS:
            self._answers, missing = {}, keys
        if missing:
            self._ask(missing)
        return self._answers

    def _ask(self, missing: set[bytes]) -> None:
        self._answers.update(dict.fromkeys(missing))
        found = self._library.find(
            self._lookup.collection,
            path="_id",
            keys=map(ObjectId, missing),
            fields=self._lookup.fields,
        )
        bodies = (bson.encode(document, codec_options=CODEC) for document in found)
        self._answers.update(self._distil.answers(bodies))


def _empty(column: Values) -> Iterable[int]:
    """Return the places at which there is nothing, most often none."""
    return [place for place, it in enumerate(column) if it is None] if None in column else ()
