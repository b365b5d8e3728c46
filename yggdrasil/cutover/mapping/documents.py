"""Documents of the predecessor as they are: their bytes, and the values in them."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

import bson
from bson import Code, CodecOptions, Decimal128, Regex
from bson.codec_options import DatetimeConversion
from bson.errors import InvalidBSON

Document = dict[str, Any]
# Dates beyond what Python can hold stay what they are instead of ending the run.
CODEC: CodecOptions[Document] = CodecOptions(datetime_conversion=DatetimeConversion.DATETIME_AUTO)
# What cannot be told apart by its hash. Not a union of types, which is made anew at each look.
_UNHASHABLE = (dict, list, Code, Decimal128, Regex)


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


def is_readable(body: bytes) -> bool:
    """Return whether a document can be decoded.

    Args:
        body: the document as BSON.
    """
    try:
        decode(body)
    except InvalidBSON:
        return False
    return True


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
    return [it for it in values if not isinstance(it, _UNHASHABLE) and it in wanted]


def countable(value: Any) -> Any:
    """Return a value that can be told apart from others; one without a hash by its text.

    Args:
        value: a BSON value.
    """
    return repr(value) if isinstance(value, _UNHASHABLE) else value


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
