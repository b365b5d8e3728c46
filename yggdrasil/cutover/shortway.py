"""The short way of one task at work: which documents it takes, and what it makes of them."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from bson import ObjectId

from yggdrasil.cutover.catalogue import Library
from yggdrasil.cutover.forms import key_within
from yggdrasil.cutover.layout import Fields, Layout, OddLayoutError, Values, fields_of
from yggdrasil.cutover.mapping import CollectionMapping, Document, Lookup
from yggdrasil.cutover.shortcut import Distil, Shortcut
from yggdrasil.logs import get_logger

# Answers kept from earlier batches, each some 200 bytes; a collection of fewer documents is read
# as a whole at once.
_MOST_ANSWERS = 50_000
_MOST_LAYOUTS = 64

_Match = tuple[Layout, Values]

log = get_logger(__name__)


# What the short way makes of a document: the new one as BSON, and figures to raise by one.
# No class of its own: there is one for nearly every document.
Made = tuple[bytes, tuple[str, ...]]


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
        self._met: set[Fields | None] = set()
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
        matched = list(map(self._match, bodies))
        known = {name: answers.to(matched) for name, answers in self._answers.items()}
        derive = self._shortcut.derive
        made: list[Made | None] = []
        for body, match in zip(bodies, matched, strict=True):
            if match is None:
                made.append(None)
                continue
            layout, values = match
            derived = derive(known, layout.read(values))
            new = derived and (layout.write(values, derived[0]), derived[1])
            is_tried = new is None or layout in self._tried or self._try(body, layout, new)
            made.append(new if is_tried else None)
        return made

    def _try(self, body: bytes, layout: Layout, made: Made) -> bool:
        """Return whether a layout may be used: the first document has gone both ways."""
        if layout in self._layouts and self._agrees(body, made):
            self._tried.add(layout)
        elif layout in self._layouts:
            self._layouts.remove(layout)
            log.error("The short way differs from the long one.", fields=layout.names)
        return layout in self._tried

    def _match(self, body: bytes) -> _Match | None:
        for layout in self._layouts:
            values = layout.values_of(body)
            if values is not None:
                is_barred = self._barred and values[layout.key_place] in self._barred
                return None if is_barred else (layout, values)
        return self._meet(body) if len(self._met) < _MOST_LAYOUTS else None

    def _meet(self, body: bytes) -> _Match | None:
        """Compile the layout of a document, if it is a new one that has a short way."""
        fields = fields_of(body)
        if fields is None or fields in self._met:
            return None
        self._met.add(fields)
        try:
            layout = Layout(self._shortcut, fields)
        except OddLayoutError:
            return None
        self._layouts.append(layout)
        return self._match(body)


class _Answers:
    """What is known for the short way from one look-up."""

    def __init__(self, library: Library, lookup: Lookup, distil: Distil) -> None:
        self._library = library
        self._lookup = lookup
        self._distil = distil
        self._answers: dict[bytes, Any] = {}
        # A collection that fits is read once; nothing has to be asked then.
        self._is_whole = library.size_of(lookup.collection) <= _MOST_ANSWERS
        self._is_read = False

    def to(self, matched: Iterable[_Match | None]) -> dict[bytes, Any]:
        """Return the answers to what a batch asks, and others; a key without one may be absent."""
        if self._is_whole:
            if not self._is_read:
                self._is_read = True
                self._keep(self._library.read(self._lookup.collection, fields=self._lookup.fields))
            return self._answers
        keys = {key for match in matched if match for key in self._keys_in(*match)}
        missing = keys.difference(self._answers)
        if len(self._answers) + len(missing) > _MOST_ANSWERS:
            self._answers, missing = {}, keys
        if missing:
            self._ask(missing)
        return self._answers

    def _ask(self, missing: set[bytes]) -> None:
        self._answers.update(dict.fromkeys(missing))
        self._keep(
            self._library.find(
                self._lookup.collection,
                path="_id",
                keys=map(ObjectId, missing),
                fields=self._lookup.fields,
            )
        )

    def _keep(self, found: Iterable[Document]) -> None:
        keep = self._distil.keep
        for document in found:
            key = document["_id"]
            if type(key) is ObjectId:
                self._answers[key.binary] = keep(document)

    def _keys_in(self, layout: Layout, values: Values) -> Iterator[bytes]:
        for name in self._distil.asks:
            place = layout.place_of(name)
            value = None if place is None else values[place]
            if value:
                yield key_within(value)
