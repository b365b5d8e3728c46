"""A short way for documents with nothing odd about them: from bytes to bytes, undecoded.

Most documents of a large collection are such. A mapping says which by the table of its columns,
and what else the new document says by a function on columns of bytes: many documents at a time.
The short way gives what the long way gives, or nothing; of each order of fields the first document
goes both ways, and has to agree.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from bson import ObjectId

from yggdrasil.cutover.mapping.documents import Document, readable
from yggdrasil.cutover.mapping.forms import KEY, Form, head
from yggdrasil.cutover.mapping.table import Table

# What is remembered of the answers to a look-up: key -> what the mapping distilled.
Distilled = Mapping[bytes, Any]
# The values of one field of several documents, as BSON elements have them; None for none there.
Values = Sequence[Any]


class Derived(NamedTuple):
    """What documents say beyond what was copied.

    Attributes:
        columns: for each column named in `writes`, a value for each document; None in any of them
            for one that has to go the long way.
        tallies: for each document, figures to raise by one.
    """

    columns: tuple[Values, ...]
    tallies: Sequence[tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class Distil:
    """What the short way has to know of other documents of the predecessor.

    Attributes:
        lookup: name of the mapping's look-up, one that asks by `_id`.
        asks: fields with the keys; each holds one key or a list of one.
        keep: what to remember of a document; None sends whoever asks for it the long way.
    """

    lookup: str
    asks: tuple[str, ...]
    keep: Callable[[Document], Any]

    def answers(self, bodies: Iterable[bytes]) -> Iterator[tuple[bytes, Any]]:
        """Return what to remember.

        Args:
            bodies: documents as BSON.

        Yields:
            Keys, and what is remembered of each.
        """
        for document in readable(list(bodies)):
            if type(document["_id"]) is ObjectId:
                yield document["_id"].binary, self.keep(document)


@dataclass(frozen=True, kw_only=True)
class Copy:
    """One field of other documents, remembered as it is; where it has no such form, nothing is.

    Attributes:
        lookup: name of the mapping's look-up, one that asks by `_id` and for this field alone.
        asks: fields with the keys; each holds one key or a list of one.
        name: of the field.
        form: of its value.
    """

    lookup: str
    asks: tuple[str, ...]
    name: str
    form: Form

    def answers(self, bodies: Iterable[bytes]) -> Iterator[tuple[bytes, Any]]:
        """Return what to remember; see `Distil`."""
        for found in map(self._match, bodies):
            if found:
                yield found.groups()  # type: ignore[misc]

    @cached_property
    def _match(self) -> Callable[[bytes], re.Match[bytes] | None]:
        outline = rb"(?s).{4}%s(.{12})%s(%s)\x00\Z"
        heads = re.escape(head(KEY, "_id")), re.escape(head(self.form.type, self.name))
        return re.compile(outline % (*heads, self.form.pattern)).match


@dataclass(frozen=True, kw_only=True)
class Shortcut:
    """The short way of a mapping that writes one document for one.

    Attributes:
        table: its columns; what has the form of its kind is copied.
        needs: fields without which a document goes the long way.
        always: further fields that have to be there, each with the value it has to have.
        forms: by field, where the form of the kind does not do; None for the long way.
        distils: what has to be known.
        reads: fields that `derive` is given.
        writes: column to BSON type of what `derive` returns.
        derive: takes the distilled answers by look-up, and the values of each field of `reads`.
    """

    table: Table
    needs: tuple[str, ...]
    always: Mapping[str, Any] = field(default_factory=dict)
    forms: Mapping[str, Form | None] = field(default_factory=dict)
    distils: tuple[Distil | Copy, ...] = ()
    reads: tuple[str, ...]
    writes: Mapping[str, int]
    derive: Callable[[Mapping[str, Distilled], Sequence[Values]], Derived]


def unknown(keys: Values, known: Distilled) -> Iterator[int]:
    """Return where documents name something that is not there.

    Args:
        keys: one of each document, or None.
        known: what there is.

    Yields:
        Places.
    """
    lost = {key for key in set(keys) if key is not None and not known.get(key)}
    if lost:
        yield from (place for place, key in enumerate(keys) if key in lost)
