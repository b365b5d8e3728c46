"""The promise of a source: documents, readable in a fixed order from any position."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from yggdrasil.cutover.mapping.documents import Document
from yggdrasil.errors import InvalidError, UnavailableError

# Decoded, a document takes some ten times its BSON; one batch must not fill the memory.
LARGEST_BATCH_BYTES = 2_000_000


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

    def earliest(
        self, collection: str, *, path: str, keys: Iterable[Any], by: str
    ) -> Iterator[tuple[Any, datetime]]:
        """Find the earliest moments.

        Args:
            collection: its name.
            path: top-level field asked about; an array holds each of its elements.
            keys: values asked about.
            by: top-level field with the moment; UNSAID if a document has none.

        Yields:
            Value, and the earliest moment of documents that hold it; a value may come several
            times.
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
        """Return whether the source guarantees that the fields hold keys, and no two the same."""

    def close(self) -> None:
        """Let go of what the source holds."""
