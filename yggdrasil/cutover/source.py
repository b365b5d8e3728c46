"""The promise of a source: documents, readable in a fixed order from any position."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import bson
from bson import CodecOptions
from bson.codec_options import DatetimeConversion
from bson.errors import InvalidBSON

from yggdrasil.cutover.mapping import Document
from yggdrasil.errors import InvalidError, UnavailableError

# Dates beyond what Python can hold stay what they are instead of ending the run.
CODEC: CodecOptions[Document] = CodecOptions(datetime_conversion=DatetimeConversion.DATETIME_AUTO)

# Decoded, a document takes some ten times its BSON; one batch must not fill the memory.
LARGEST_BATCH_BYTES = 2_000_000

# What cannot be told apart by its hash. Not `dict | list`, which is made anew at each look.
_WITHIN = (dict, list)


class SourceError(InvalidError):
    """What was named as the predecessor cannot be read as one."""


class SourceUnreachableError(UnavailableError):
    """The predecessor's server does not answer."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some documents of one collection, in reading order; none only where some are passed over.

    Attributes:
        bodies: each document as BSON.
        position: takes a place in `bodies`, returns where a reading behind that document begins.
    """

    bodies: list[bytes]
    position: Callable[[int], Any]


class Source(Protocol):
    """A predecessor's database at rest.

    Attributes:
        name: what it is, for people; without secrets.
        may_read_ahead: whether one thread may read while another looks something up, and it pays.
    """

    name: str
    may_read_ahead: bool

    def fingerprint(self) -> str:
        """Return a text that is the same for the same documents, and else most likely another."""

    def counts(self) -> dict[str, int]:
        """Return how many documents each collection has, by name."""

    def notes(self) -> list[str]:
        """Return sentences on what is odd about the source as a whole."""

    def read(
        self,
        collection: str,
        *,
        after: Any = None,
        size: int = 1000,
        fields: tuple[str, ...] = (),
        having: str = "",
    ) -> Iterator[Batch]:
        """Read a collection in an order that never changes.

        Args:
            collection: its name, as `counts` has it.
            after: position behind which to begin; None for the beginning.
            size: most documents of one batch, 1 or more; large documents make smaller batches.
            fields: top-level or dotted fields to read; all if empty. `_id` always comes along.
            having: top-level field without which a document is passed over; none if empty.

        Yields:
            Batches that are not empty.
        """

    def distinct(
        self, collection: str, *, path: str, after: str | None = None, size: int = 1000
    ) -> Iterator[Batch]:
        """Read the different texts of one field, sorted by code point.

        Args:
            collection: its name.
            path: dotted path of the field; each text of an array counts, other types do not.
            after: text behind which to begin.
            size: most texts of one batch.

        Yields:
            Batches of documents `{"_id": text}`; the position is the text.
        """

    def find(
        self, collection: str, *, path: str, keys: Iterable[Any], fields: tuple[str, ...] = ()
    ) -> Iterator[Document]:
        """Look documents up.

        Args:
            collection: its name.
            path: dotted path of the field asked about; an array holds each of its elements.
            keys: values asked about.
            fields: what to read, `path` included; all if empty.

        Yields:
            Each document that holds one of the keys, once, in no particular order.
        """

    def count_by(
        self,
        collection: str,
        *,
        path: str,
        keys: Iterable[Any],
        by: tuple[str, ...],
        is_all: bool = False,
    ) -> Iterator[tuple[Any, tuple[Any, ...], int]]:
        """Count documents.

        Args:
            collection: its name.
            path: top-level field asked about; an array counts for each of its elements.
            keys: values asked about.
            by: top-level fields whose values are told apart.
            is_all: True if nearly every document holds one of the keys: an index that finds them
                one by one is then a detour.

        Yields:
            Key, values and number; a missing value is None.
        """

    def keys_by(
        self, collection: str, *, path: str, keys: Iterable[Any], is_all: bool = False
    ) -> Iterator[tuple[Any, list[Any]]]:
        """Gather the keys of documents.

        Args:
            collection: its name.
            path: top-level field asked about; an array holds each of its elements.
            keys: values asked about.
            is_all: see `count_by`.

        Yields:
            Value, and keys of documents that hold it, in no particular order; a value may come
            several times.
        """

    def ordered(self, collection: str, *, by: str, fields: tuple[str, ...]) -> Iterator[Document]:
        """Read a collection sorted by one date field, documents without it left out.

        Args:
            collection: its name.
            by: dotted path of the field.
            fields: what to read, `by` included.

        Yields:
            Documents with those fields.
        """

    def is_unique(self, collection: str, fields: tuple[str, ...]) -> bool:
        """Return whether the source itself guarantees that no two documents agree in the fields."""

    def close(self) -> None:
        """Let go of what the source holds."""


def decode(body: bytes) -> Document:
    """Return a document from BSON: dates naive UTC, out-of-range ones as DatetimeMS.

    Args:
        body: one document.

    Returns:
        The document.

    Raises:
        InvalidBSON: if it is not BSON, or holds a text that is not UTF-8.
    """
    return bson.decode(body, CODEC)


def readable(bodies: Sequence[bytes]) -> list[Document]:
    """Return documents from BSON; those that cannot be read are left out.

    Args:
        bodies: documents that are only looked up: whoever carries them keeps them as they are.
    """
    try:
        return bson.decode_all(b"".join(bodies), CODEC)
    except InvalidBSON:
        documents = []
        for body in bodies:
            with suppress(InvalidBSON):
                documents.append(decode(body))
        return documents


def elements_in(value: Any, wanted: Collection[Any]) -> list[Any]:
    """Return those elements of an array, or that one value, that are wanted.

    Args:
        value: a BSON value.
        wanted: keys.
    """
    values = value if isinstance(value, list) else [value]
    return [it for it in values if not isinstance(it, _WITHIN) and it in wanted]


def countable(value: Any) -> Any:
    """Return a value that can be told apart from others; a document or list by its text.

    Args:
        value: a BSON value.
    """
    return repr(value) if isinstance(value, _WITHIN) else value


def values_at(document: Any, path: str) -> Sequence[Any]:
    """Return the values that a dotted path names, each element of an array by itself.

    Args:
        document: a document or a part of one.
        path: for example `promotionHistory.promotionId`.

    Returns:
        The values, in document order; perhaps the very list that stands there.
    """
    if isinstance(document, list):
        if not path and list not in map(type, document):
            return document
        return [value for element in document for value in values_at(element, path)]
    if not path:
        return [document]
    if not isinstance(document, dict):
        return []
    step, _, rest = path.partition(".")
    return values_at(document[step], rest) if step in document else []


def narrowed(bodies: list[bytes], fields: tuple[str, ...], having: str) -> list[bytes]:
    """Return documents with some of their fields, where nobody else narrows them.

    Args:
        bodies: documents as BSON.
        fields: see `Source.read`.
        having: see `Source.read`.

    Returns:
        As many or fewer documents as BSON.
    """
    documents = (decode(body) for body in bodies)
    return [
        bson.encode(project(document, fields), codec_options=CODEC)
        for document in documents
        if not having or document.get(having) is not None
    ]


def project(document: Document, fields: tuple[str, ...]) -> Document:
    """Return the document with some of its top-level fields and `_id`; all if none are named.

    Args:
        document: the whole document.
        fields: dotted paths; the first step of each is kept whole.

    Returns:
        A new document, or the same one.
    """
    if not fields:
        return document
    wanted = {"_id", *(path.partition(".")[0] for path in fields)}
    return {name: value for name, value in document.items() if name in wanted}


def is_moment(value: object) -> bool:
    """Return whether a value is a date that Python can hold."""
    return isinstance(value, datetime)
