"""One order of fields in the documents of a collection, compiled: a pattern, and what to copy."""

import re
import struct
from collections.abc import Iterable, Iterator, Sequence

from yggdrasil.cutover.homes.remainder import VERSION_KEY
from yggdrasil.cutover.mapping.forms import (
    LIST,
    TEXT,
    Form,
    OddElementError,
    cut_texts,
    element,
    elements_of,
    form_of,
    head,
)
from yggdrasil.cutover.mapping.shortcut import Shortcut, Values
from yggdrasil.cutover.mapping.table import Column

Fields = tuple[tuple[int, str], ...]

# An optional field that holds nothing would not come back.
_NOT_EMPTY = rb"(?!\x01\x00{4}|\x05\x00{4})"
# A group that never matches: what is picked for a field that is not there.
_NOTHING = rb"(?:((?!)))?"
_pack = struct.Struct("<i").pack


class OddLayoutError(ValueError):
    """Documents with these fields have to go the long way."""


class Layout:
    """How documents with the same fields, in the same order, go the short way.

    Attributes:
        names: of the fields.
    """

    def __init__(self, shortcut: Shortcut, fields: Fields) -> None:
        """Compile.

        Args:
            shortcut: of the mapping.
            fields: type and name of each, in order.

        Raises:
            OddLayoutError: if one of them has no short way, or one is missing.
        """
        self._shortcut = shortcut
        self._columns = {column.old: column for column in shortcut.table.columns}
        self._fields = fields
        self.names = [name for _, name in fields]
        self._check()
        copied = [name for _, name in fields if name in self._columns]
        self._places = {name: place for place, name in enumerate(copied)}
        self._texts = [self._places[name] for type_, name in fields if self._is_free(type_, name)]
        pattern = rb"[\x00-\xff]{4}%s%s\x00\Z" % (self._pattern(), _NOTHING)
        self._match = re.compile(pattern).match
        self._outline, self._written = self._compile()

    def read(self, bodies: Sequence[bytes]) -> tuple[list[int], list[Values]]:
        """Return the values of the documents that have these fields, and nothing to be looked at.

        Args:
            bodies: documents as BSON.

        Returns:
            The places of those documents, and the values of each field that is copied; None for
            each behind them.
        """
        found = enumerate(map(self._match, bodies))
        rows = {place: match.groups() for place, match in found if match}
        columns = _columns(rows.values())
        cut = {row for text in self._texts if rows for row in cut_texts(columns[text])}
        if cut:
            rows = {place: it for row, (place, it) in enumerate(rows.items()) if row not in cut}
            columns = _columns(rows.values())
        return list(rows), columns

    def values_of(self, name: str, columns: Sequence[Values]) -> Values:
        """Return the values of a field; Nones if these documents have none of the name.

        Args:
            name: of the field.
            columns: see `read`.
        """
        return columns[self._places.get(name, len(self._places))]

    def write(self, columns: Sequence[Values]) -> list[bytes]:
        """Return the new documents as BSON.

        Args:
            columns: the values that were read, and behind them those that the mapping derives.
        """
        rows = zip(*(columns[place] for place in self._written), strict=True)
        return [_pack(len(body) + 4) + body for body in map(self._outline.__mod__, rows)]

    def _check(self) -> None:
        there = set(self.names)
        wanted = {"_id", *self._shortcut.needs, *self._shortcut.always}
        if len(there) < len(self.names) or wanted - there:
            raise OddLayoutError
        # The way back leaves out what has no value; anything else would be new there.
        nothing = self._shortcut.table.merge(self._shortcut.table.split({}, []))
        if any(name in nothing and name not in there for name in self._columns):
            raise OddLayoutError

    def _is_free(self, type_: int, name: str) -> bool:
        return type_ == TEXT and name in self._columns

    def _pattern(self) -> bytes:
        return b"".join(self._pattern_of(type_, name) for type_, name in self._fields)

    def _pattern_of(self, type_: int, name: str) -> bytes:
        if name in self._shortcut.always:
            return re.escape(element(name, self._shortcut.always[name]))
        if name == VERSION_KEY:
            return re.escape(element(name, 0))
        column = self._columns.get(name)
        form = self._form(column) if column else None
        if column is None or form is None or form.type != type_:
            raise OddLayoutError
        refused = _NOT_EMPTY if column.is_optional and type_ in {TEXT, LIST} else b""
        return re.escape(head(type_, name)) + refused + b"(%s)" % form.pattern

    def _form(self, column: Column) -> Form | None:
        if column.old in self._shortcut.forms:
            return self._shortcut.forms[column.old]
        return form_of(column.kind)

    def _compile(self) -> tuple[bytes, list[int]]:
        """Return the new documents but for their values, and which value stands where."""
        outline = b""
        places: list[int] = []
        for shared, place in self._pieces():
            outline += shared.replace(b"%", b"%%")
            if place is not None:
                outline += b"%b"
                places.append(place)
        return outline + b"\x00", places

    def _pieces(self) -> Iterator[tuple[bytes, int | None]]:
        """Return for each new column what is shared, and the place of a value behind it."""
        types = {name: type_ for type_, name in self._fields}
        sources = {it.new: it.old for it in self._columns.values() if it.old in types}
        derived = {name: place for place, name in enumerate(self._shortcut.writes)}
        first = len(self._places) + 1
        plain = self._shortcut.table.split({}, [])
        for name, value in plain.items():
            if name in derived:
                yield head(self._shortcut.writes[name], name), first + derived[name]
            elif name in sources:
                old = sources[name]
                yield head(types[old], name), self._places[old]
            else:
                yield element(name, value), None


def _columns(rows: Iterable[tuple[bytes | None, ...]]) -> list[Values]:
    return list(zip(*rows, strict=True))


def fields_of(body: bytes) -> Fields | None:
    """Return type and name of each field; None if one is of a type that has no short way.

    Args:
        body: a document as BSON.
    """
    try:
        return tuple((it.type, it.name) for it in elements_of(body))
    except OddElementError:
        return None
