"""A short way for documents with nothing odd about them: from bytes to bytes, undecoded.

Most documents of a large collection are such. A mapping says which by the table of its columns,
and what else the new document says by a function on bytes. The short way gives what the long way
gives, or nothing; of each order of fields the first document goes both ways, and has to agree.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from yggdrasil.cutover.forms import Form
from yggdrasil.cutover.mapping import Document
from yggdrasil.cutover.table import Table

# What is remembered of the answers to a look-up: key -> what the mapping distilled.
Distilled = Mapping[bytes, Any]


# What a document says beyond what was copied: the values of the columns named in `writes`, as BSON
# elements have them, and figures to raise by one. No class: there is one for nearly every document.
Derived = tuple[tuple[bytes, ...], tuple[str, ...]]


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


@dataclass(frozen=True, kw_only=True)
class Shortcut:
    """The short way of a mapping that writes one document for one.

    Attributes:
        table: its columns; what has the form of its kind is copied.
        needs: fields without which a document goes the long way.
        always: further fields that have to be there, each with the value it has to have.
        forms: by field, where the form of the kind does not do; None for the long way.
        distils: what has to be known.
        reads: fields that `derive` is given, as the values of BSON elements, None for none there.
        writes: column to BSON type of what `derive` returns.
        derive: takes the distilled answers by look-up, and the values of `reads`; returns None for
            a document that has to go the long way.
    """

    table: Table
    needs: tuple[str, ...]
    always: Mapping[str, Any] = field(default_factory=dict)
    forms: Mapping[str, Form | None] = field(default_factory=dict)
    distils: tuple[Distil, ...] = ()
    reads: tuple[str, ...]
    writes: Mapping[str, int]
    derive: Callable[[Mapping[str, Distilled], tuple[Any, ...]], Derived | None]
