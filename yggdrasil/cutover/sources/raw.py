"""Documents as a server sends them, each as bytes of its own: nothing is decoded on the way.

Not `find_raw_batches`, which makes an object of each document only to join them all again.
"""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import bson
from bson import CodecOptions, Int64, ObjectId
from bson.raw_bson import RawBSONDocument
from pymongo.collection import Collection
from pymongo.errors import PyMongoError

from yggdrasil.cutover.mapping.documents import CODEC, Document
from yggdrasil.cutover.mapping.forms import OddElementError, elements_of

_RAW: CodecOptions[RawBSONDocument] = CodecOptions(document_class=RawBSONDocument)
# A key can be told whatever is the matter with the text in it, or with the rest of the document.
_LENIENT = CODEC.with_options(unicode_decode_error_handler="surrogateescape")
_SIZE = 4
# How nearly all documents begin, behind their length.
_OBJECT_ID = b"\x07_id\x00"
_KEY_START = 4 + len(_OBJECT_ID)
_KEY_END = _KEY_START + 12


def find(collection: Collection[Any], *, size: int, **options: Any) -> Iterator[list[bytes]]:
    """Read documents.

    Args:
        collection: where.
        size: most documents at once.
        options: of the server's command `find`.

    Yields:
        Lists of documents as BSON, none of them empty.
    """
    return _lists(collection, {"find": collection.name, "batchSize": size, **options}, size)


def aggregate(
    collection: Collection[Any], pipeline: list[Document], *, size: int, **options: Any
) -> Iterator[list[bytes]]:
    """Read what a pipeline makes; on disk if need be.

    Args:
        collection: where.
        pipeline: its stages.
        size: most documents at once.
        options: further ones of the server's command `aggregate`.

    Yields:
        Lists of documents as BSON, none of them empty.
    """
    command = {
        "aggregate": collection.name,
        "pipeline": pipeline,
        "cursor": {"batchSize": size},
        "allowDiskUse": True,
        **options,
    }
    return _lists(collection, command, size)


def _lists(collection: Collection[Any], command: Document, size: int) -> Iterator[list[bytes]]:
    database = collection.database
    number = 0
    with database.client.start_session(causal_consistency=False) as session:
        try:
            while True:
                answer = database.command(command, codec_options=_RAW, session=session)
                bodies, number = _read(bytes(answer["cursor"].raw))
                if bodies:
                    yield bodies
                if not number:
                    return
                more = {"getMore": Int64(number), "collection": collection.name}
                command = {**more, "batchSize": size}
        finally:
            if number:
                with suppress(PyMongoError):
                    gone = {"killCursors": collection.name, "cursors": [Int64(number)]}
                    database.command(gone, session=session)


def _read(cursor: bytes) -> tuple[list[bytes], int]:
    """Return the documents of an answer, and the number under which there are more, or 0."""
    places = {it.name: it for it in elements_of(cursor)}
    listed = places.get("firstBatch") or places["nextBatch"]
    number = cursor[places["id"].start : places["id"].end]
    return _within(cursor[listed.start : listed.end]), int.from_bytes(number, "little", signed=True)


def _within(listed: bytes) -> list[bytes]:
    """Return the documents of a list; as `elements_of` walks, only that there are so many."""
    bodies = []
    place = _SIZE
    index, number_of = listed.index, int.from_bytes
    while listed[place]:
        place = index(0, place + 1) + 1
        end = place + number_of(listed[place : place + _SIZE], "little")
        bodies.append(listed[place:end])
        place = end
    return bodies


def key_of(body: bytes) -> Any:
    """Return the `_id` of a document; a text that is not UTF-8 with surrogates for odd bytes.

    Args:
        body: the document as BSON.
    """
    if body.startswith(_OBJECT_ID, 4):
        return ObjectId(body[_KEY_START:_KEY_END])
    return bson.decode(body, _LENIENT)["_id"]


def alone(body: bytes) -> bytes:
    """Return a document of which nothing is left but its `_id`, byte for byte.

    Args:
        body: the document as BSON.
    """
    try:
        start = _SIZE
        for it in elements_of(body):
            if it.name == "_id":
                key = body[start : it.end] + b"\x00"
                return (_SIZE + len(key)).to_bytes(_SIZE, "little") + key
            start = it.end
    except OddElementError:
        pass
    # Of a type that holds no text.
    return bson.encode({"_id": key_of(body)}, codec_options=CODEC)
