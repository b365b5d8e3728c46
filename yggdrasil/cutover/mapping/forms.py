"""How values look in BSON that go there and back as they are: the type, and a pattern of the bytes.

What a pattern does not match need not be wrong; it is only looked at closely, the long way.
"""

import re
import struct
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import bson

from yggdrasil.cutover.mapping.keys import Identity, Key, Keys
from yggdrasil.cutover.mapping.kinds import Flag, Kind, Moment, Text, Word
from yggdrasil.cutover.mapping.numbers import Whole
from yggdrasil.cutover.mapping.table import Many

TEXT, DOCUMENT, LIST, KEY, FLAG, DATE = 0x02, 0x03, 0x04, 0x07, 0x08, 0x09
WHOLE, LONG = 0x10, 0x12
EMPTY_LIST = b"\x05\x00\x00\x00\x00"
EMPTY_TEXT = b"\x01\x00\x00\x00\x00"
YES = b"\x01"

_KEY_SIZE = 12
_SIZES = {KEY: _KEY_SIZE, FLAG: 1, DATE: 8, WHOLE: 4, LONG: 8}
# What the number in front of the value does not count.
_UNCOUNTED = {TEXT: 4, DOCUMENT: 0, LIST: 0}
# In a list of one key: the size of the list, the type of the element, its name.
_IN_FRONT = 4 + 1 + 2
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - BSON dates are naive UTC
_MILLISECOND = timedelta(milliseconds=1)
_LENGTH = rb"[\x00-\xff]{4}"
# Well-formed UTF-8 without a zero; only its length is left to `cut_texts`.
_LETTERS = (
    rb"(?:[\x01-\x7f]+|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]"
    rb"|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})*+"
)


class Element(NamedTuple):
    """One field of a document.

    Attributes:
        type: of the value.
        name: of the field.
        start: place of the value.
        end: place behind it.
    """

    type: int
    name: str
    start: int
    end: int


class OddElementError(ValueError):
    """A value is of a type that is not known here."""


class Form(NamedTuple):
    """How a value looks.

    Attributes:
        type: of the BSON element.
        pattern: of the bytes behind its name, without groups.
    """

    type: int
    pattern: bytes


def form_of(kind: Kind) -> Form | None:
    """Return how values of a kind look that are taken, and written back, as they are.

    Args:
        kind: of a column.

    Returns:
        A form, or None if each value has to be looked at.
    """
    make = _FORMS.get(type(kind))
    return make(kind) if make else None


def _text(kind: Text) -> Form:
    most = b"(?=%s[^\\x00]{0,%d}\\x00)" % (_LENGTH, kind.limit) if kind.limit else b""
    return Form(TEXT, most + _LENGTH + _LETTERS + rb"\x00")


def _word(kind: Word) -> Form:
    spelled = (re.escape(text_of(word.value)) for word in kind.words)
    return Form(TEXT, b"(?:%s)" % b"|".join(spelled))


def _key(kind: Key) -> Form | None:
    return None if kind.as_text else _KEY


def _whole(kind: Whole) -> Form | None:
    """Return the form of numbers from 0 or 1 on; other bounds are no matter of patterns."""
    if kind.low not in {0, 1} or kind.high is not None:
        return None
    return Form(WHOLE, rb"(?!\x00{4})" * kind.low + rb"[\x00-\xff]{3}[\x00-\x7f]")


# From 1970 to 2109, which is within what Python can hold.
MOMENT = Form(DATE, rb"[\x00-\xff]{5}[\x00-\x03]\x00\x00")
_KEY = Form(KEY, rb"[\x00-\xff]{12}")
_KEYS = Form(LIST, rb"(?:\x05\x00{4}|\x14\x00{3}\x070\x00[\x00-\xff]{12}\x00)")
_FORMS: dict[type, Callable[[Any], Form | None]] = {
    Flag: lambda _: Form(FLAG, rb"[\x00\x01]"),
    Identity: lambda _: _KEY,
    Key: _key,
    Keys: lambda _: _KEYS,
    Many: lambda _: Form(LIST, EMPTY_LIST),
    Moment: lambda _: MOMENT,
    Text: _text,
    Whole: _whole,
    Word: _word,
}


def cut_texts(values: Sequence[bytes]) -> list[int]:
    """Return which texts do not end where their length says, but before or behind it.

    Args:
        values: of text elements.

    Returns:
        Their places.
    """
    sizes = _unpack_all("i", [value[:4] for value in values])
    return [place for place, size in enumerate(sizes) if size != len(values[place]) - 4]


def text_of(text: str) -> bytes:
    """Return the value of a text element.

    Args:
        text: what it says.
    """
    letters = text.encode()
    return struct.pack("<i", len(letters) + 1) + letters + b"\x00"


def letters_of(value: bytes) -> str:
    """Return what a text element says.

    Args:
        value: of the element.
    """
    return value[4:-1].decode()


def date_of(moment: datetime) -> bytes:
    """Return the value of a date element.

    Args:
        moment: naive UTC.
    """
    return struct.pack("<q", (moment - _EPOCH) // _MILLISECOND)


def milliseconds_of(values: Sequence[bytes]) -> tuple[int, ...]:
    """Return the milliseconds since 1970 of date elements.

    Args:
        values: of the elements.
    """
    return _unpack_all("q", values)


def key_within(value: bytes) -> bytes:
    """Return the key that a key element is, or that stands alone in a list; empty for none.

    Args:
        value: of an element of the form of `Key` or `Keys`.
    """
    return value if len(value) == _KEY_SIZE else value[_IN_FRONT:-1]


def _unpack_all(type_: str, values: Sequence[bytes]) -> tuple[int, ...]:
    return struct.unpack(f"<{len(values)}{type_}", b"".join(values))


def element(name: str, value: Any) -> bytes:
    """Return a whole element.

    Args:
        name: of the field.
        value: a BSON value.
    """
    return bson.encode({name: value})[4:-1]


def head(type_: int, name: str) -> bytes:
    """Return what stands before the value of an element.

    Args:
        type_: of the element.
        name: of the field.
    """
    return bytes((type_,)) + name.encode() + b"\x00"


def elements_of(body: bytes) -> Iterator[Element]:
    """Walk over the fields of a document.

    Args:
        body: a document as BSON.

    Yields:
        Its elements.

    Raises:
        OddElementError: at one whose type is not among the usual ones.
    """
    place = 4
    while type_ := body[place]:
        start = body.index(0, place + 1) + 1
        name = body[place + 1 : start - 1].decode()
        if type_ in _SIZES:
            size = _SIZES[type_]
        elif type_ in _UNCOUNTED:
            size = int.from_bytes(body[start : start + 4], "little") + _UNCOUNTED[type_]
        else:
            raise OddElementError(name)
        place = start + size
        yield Element(type_, name, start, place)
