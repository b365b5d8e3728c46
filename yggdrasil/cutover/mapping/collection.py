"""How one collection of the predecessor becomes documents of one home, and the way back.

Each app says so in its predecessor.py, as tables and pure functions; the engine does the rest.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Model

from yggdrasil.cutover.mapping.documents import Document

if TYPE_CHECKING:
    from yggdrasil.cutover.mapping.shortcut import Shortcut

# Answers to a mapping's look-ups: name of the look-up -> key -> what was found.
Known = Mapping[str, Mapping[Any, Any]]


class Sort(StrEnum):
    """What sort of irregularity a finding is."""

    REPAIR = "repair"
    CONFLICT = "conflict"
    ORPHAN = "orphan"
    NOTE = "note"


class Finding(NamedTuple):
    """One irregularity of one document, and what was done about it.

    Attributes:
        sort: repair, conflict, orphan or note.
        kind: stable words for it, for example `email_taken`.
        field: dotted path in the predecessor's document.
        found: what stood there; None if nothing did.
        kept: what the new documents say instead.
    """

    sort: Sort
    kind: str
    field: str
    found: Any = None
    kept: Any = None


@dataclass(slots=True)
class Parts:
    """What one document of the predecessor is split into.

    Attributes:
        documents: what is written, each with the model that reads it.
        findings: what was irregular.
        tallies: figures to raise, by name; a pair raises by more than one.
        foreseen: documents that other mappings write and the way back reads.
        withheld: True if it cannot be written at all; it is then kept whole in the remainders.
        keeps: fields whose old value is kept even if the way back finds the same.
    """

    documents: list[tuple[type[Model], Document]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    tallies: list[str | tuple[str, int]] = field(default_factory=list)
    foreseen: list[tuple[type[Model], Document]] = field(default_factory=list)
    withheld: bool = False
    keeps: tuple[str, ...] = ()


@dataclass(slots=True)
class Found:
    """What the way back starts from: all that one home holds about one document.

    Attributes:
        key: key of the document in the homes.
        documents: of each model that the mapping reads back, in the order of their keys.
        kept: old values that the split kept aside, by field.
        carried: collections that the predecessor had; empty while splitting.
    """

    key: Any
    documents: dict[type[Model], list[Document]]
    kept: Document = field(default_factory=dict)
    carried: frozenset[str] = frozenset()

    def one(self, model: type[Model]) -> Document | None:
        """Return the first document of a model, or None."""
        documents = self.documents.get(model)
        return documents[0] if documents else None

    def all(self, model: type[Model]) -> list[Document]:
        """Return the documents of a model."""
        return self.documents.get(model, [])


def gather(found: Any, document: Document) -> list[Document]:
    """Fold a document found for a key into the list of those found before."""
    return [document] if found is None else [*found, document]


@dataclass(frozen=True, kw_only=True)
class Lookup:
    """What else of the predecessor has to be known to split a document.

    Attributes:
        name: under which the answers are passed.
        collection: where to look, by the name of its mappings' `source`.
        asks: fields with the keys a document asks about, or a function that finds them.
        path: dotted path of the field that holds the keys.
        fields: what to read of the documents found.
        fold: takes what was found for a key so far (None at first) and one more document.
            Without one, the last document found is the answer, which suits `_id`.
        counts: if given, the answer is how many documents there are by the values of these
            fields: a dictionary from tuple to number.
        is_keys: if True, the answer is a list of the keys of the documents.
        earliest: if given, the answer is the earliest moment in this field of the documents;
            LONG_AGO if one of them says none.
    """

    name: str
    collection: str
    asks: tuple[str, ...] | Callable[[Document], Iterable[Any]]
    path: str = "_id"
    fields: tuple[str, ...] = ()
    fold: Callable[[Any, Document], Any] | None = None
    counts: tuple[str, ...] = ()
    is_keys: bool = False
    earliest: str = ""


@dataclass(frozen=True, kw_only=True)
class Unique:
    """A value that the homes allow once while the predecessor may hold it several times.

    The first document in reading order has it; each later one is told whose it is, under `name`
    in what is known, by its own `_id`.

    Attributes:
        name: under which the answers are passed.
        fields: what to read to tell the value; also the unique index that spares the look.
        value: the value of one document, or None if it has none.
        having: top-level field that a document needs to have a value at all.
        is_exact: True if the predecessor's own unique index on `fields` means the same.
        left_to: fields of the unique index of the home that finds the later ones by itself; they
            are then withheld, and only a plan, which has no home, has to look.
    """

    name: str
    fields: tuple[str, ...]
    value: Callable[[Document], Hashable | None]
    having: str = ""
    is_exact: bool = False
    left_to: str = ""


@dataclass(frozen=True)
class Find:
    """Where the way back finds documents of a model.

    Attributes:
        model: whose documents.
        path: dotted path of the field that names the document to bring back.
        by: field of the leading document whose value stands there.
        is_text: True if the value is spelled as a text there.
        fields: what `merge` reads of them; all if empty.
    """

    model: type[Model]
    path: str = "_id"
    by: str = "_id"
    is_text: bool = False
    fields: tuple[str, ...] = ()


# All top-level fields that no other mapping owns.
REST: tuple[str, ...] = ("*",)


@dataclass(frozen=True, kw_only=True)
class CollectionMapping:
    """How one collection becomes documents of one home. One a home and collection.

    Attributes:
        source: what the predecessor's collection is called here.
        names: how the predecessor may spell it.
        into: models whose documents are written; the first one's key is the document's.
        split: one document, and what is known about it, to its parts. Pure.
        owns: top-level fields that this mapping carries there and back; REST for all others.
        merge: all that the home holds about one document, to the owned fields; None as a result
            means that the document has no place in the predecessor. Pure.
        reads: top-level fields that `split` looks at besides those it owns, for a mapping that
            does not lead: the others are then neither sent nor decoded. None for all.
        finds: what `merge` reads; the first names the documents to bring back.
        looks_up: what `split` has to know.
        uniques: values that must be unique from now on.
        distinct: read the different values of this field instead of documents; each comes as
            `{"_id": value}`, sorted.
        shortcut: how documents with nothing odd about them are split without decoding them; only
            for a mapping that leads, shares no field, and makes one document of one.
    """

    source: str
    names: tuple[str, ...]
    into: tuple[type[Model], ...]
    split: Callable[[Document, Known], Parts]
    owns: tuple[str, ...] = ()
    reads: tuple[str, ...] | None = None
    merge: Callable[[Found], Document | None] | None = None
    finds: tuple[Find, ...] = ()
    looks_up: tuple[Lookup, ...] = ()
    uniques: tuple[Unique, ...] = ()
    distinct: str = ""
    shortcut: "Shortcut | None" = None

    @property
    def leads(self) -> bool:
        """Return whether this mapping decides which documents there are on the way back."""
        return self.owns == REST

    @property
    def fields(self) -> tuple[str, ...]:
        """Return what to read of a document; nothing means all."""
        return () if self.reads is None else (*self.owns, *self.reads)

    @property
    def name(self) -> str:
        """Return its name within its home."""
        return f"{self.source}.{self.distinct}" if self.distinct else self.source
