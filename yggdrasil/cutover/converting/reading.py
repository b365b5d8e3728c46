"""Reading the documents of one task; those that no document of the homes can stand for stay whole.

Some cannot be read. Some have a key of a kind that names nothing, or one that another document has
in the homes already: that of an earlier spelling of the collection, or the one that a text spells.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import bson
from bson import ObjectId
from bson.errors import InvalidBSON

from yggdrasil.cutover.catalogue import Library, Task
from yggdrasil.cutover.mapping.documents import CODEC, Document, decode
from yggdrasil.cutover.mapping.keys import is_fit, key_in


class Whole(NamedTuple):
    """Why a document is kept whole.

    Attributes:
        kind: of the finding.
        key: of the document; None if nobody can read it.
        field: in which something is wrong; empty for the document itself.
        found: what is wrong.
    """

    kind: str
    key: Any
    field: str
    found: Any


class Reader:
    """Reads the documents of one task."""

    def __init__(self, library: Library, task: Task) -> None:
        """Read nothing yet.

        Args:
            library: where to look who else has a key.
            task: what is to be split.
        """
        self._library = library
        self._task = task
        self._earlier = task.earlier

    def read(self, bodies: list[bytes]) -> Sequence[Document | Whole]:
        """Decode documents.

        Args:
            bodies: each as BSON, in reading order.

        Returns:
            For each the document, or why it is kept whole.
        """
        documents = _decode_all(bodies)
        if self._task.mapping.distinct:
            return documents
        is_any = bool(self._earlier)
        places = [
            place
            for place, it in enumerate(documents)
            if type(it) is dict and (is_any or type(it["_id"]) is not ObjectId)
        ]
        return self._sifted(documents, places) if places else documents

    def _sifted(
        self, documents: Sequence[Document | Whole], places: list[int]
    ) -> Sequence[Document | Whole]:
        keys = {place: documents[place]["_id"] for place in places}  # type: ignore[call-overload]
        fit = {place: key for place, key in keys.items() if is_fit(key)}
        taken = set(self._taken(list(fit.values())))
        sifted = list(documents)
        for place, key in keys.items():
            if place not in fit:
                sifted[place] = Whole("key_unfit", key, "_id", key)
            elif key in taken:
                sifted[place] = Whole("key_taken", key, "_id", key)
        return sifted

    def _taken(self, keys: list[Any]) -> Iterator[Any]:
        """Return those of some keys that other documents have in the homes."""
        for name in self._earlier:
            yield from self._found(name, keys)
        spelled = {key: own for key in keys if isinstance(key, str) and (own := key_in(key))}
        for name in self._task.spellings if spelled else ():
            there = set(self._found(name, spelled.values()))
            yield from (key for key, own in spelled.items() if own in there)

    def _found(self, name: str, keys: Iterable[Any]) -> Iterator[Any]:
        found = self._library.source.find(name, path="_id", keys=keys, fields=("_id",))
        return (document["_id"] for document in found)


def _decode_all(bodies: list[bytes]) -> Sequence[Document | Whole]:
    try:
        return bson.decode_all(b"".join(bodies), CODEC)
    except InvalidBSON:
        return [_decode(body) for body in bodies]


def _decode(body: bytes) -> Document | Whole:
    try:
        return decode(body)
    except InvalidBSON as error:
        return Whole("unreadable", None, "", str(error))
