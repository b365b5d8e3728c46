"""A batch: facts of one name from one home, as a message carries them."""

import zlib
from collections.abc import Sequence
from functools import cache
from typing import Any

import msgspec

from yggdrasil.errors import InvalidError
from yggdrasil.eventstore.store import Recorded


class MalformedBatchError(InvalidError):
    """The body of a message is not a batch of facts."""


class Place(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """Where a batch stands among those of its window, as one hearing app sees it.

    Attributes:
        after: position of the last fact before the window that the app hears; 0 if there is none.
        part: 1 for the first batch of the window that the app hears, then one more each.
        parts: how many batches of the window the app hears.
        table: digest of the names that the relay believes the app hears of this home.
    """

    after: int
    part: int
    parts: int
    table: str


class Batch(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """Facts of one name, in the order of their publication.

    Attributes:
        home: alias of the home they happened in.
        name: name of the facts.
        window: id of this attempt to hand over a window of positions; another attempt has another.
        end: last position of the window.
        places: where the batch stands, by hearing app.
        facts: the facts with their positions, those of one aggregate by version; none where the
            broker cannot carry them, and then hearers read the store up to `end`.
    """

    home: str
    name: str
    window: str
    end: int
    places: dict[str, Place]
    facts: tuple[Recorded, ...]


_encoder = msgspec.msgpack.Encoder()

# Below it, packing costs more than it saves.
PACKED_FROM_BYTES = 2_048
# Ten times what a relay puts into a message: who sends more wants to fill our memory.
MOST_UNPACKED_BYTES = 20 * 1024 * 1024
# How zlib begins; a batch, being a list, never does.
_PACKED = b"x"


def size_of(facts: Sequence[Recorded]) -> int | None:
    """Return how many bytes facts take in a message.

    Args:
        facts: the facts.

    Returns:
        Bytes; None if one of them cannot be written.
    """
    try:
        return len(_encoder.encode(facts))
    except (TypeError, ValueError, OverflowError, RecursionError):
        return None


def encode(batch: Batch) -> bytes:
    """Return a batch as the bytes of a message.

    Args:
        batch: the batch.

    Returns:
        MessagePack; packed by zlib where that makes it cheaper to carry.
    """
    body = _encoder.encode(batch)
    return body if len(body) < PACKED_FROM_BYTES else zlib.compress(body, 1)


def decode(body: bytes) -> Batch:
    """Return the batch of a message.

    Args:
        body: what `encode` returned.

    Returns:
        An equal batch.

    Raises:
        MalformedBatchError: if it is anything else.
    """
    try:
        return _decoder().decode(_unpacked(body))  # type: ignore[no-any-return]
    except (msgspec.MsgspecError, zlib.error) as error:
        raise MalformedBatchError(f"Not a batch of facts: {error}") from error


def _unpacked(body: bytes) -> bytes:
    if not body.startswith(_PACKED):
        return body
    packed = zlib.decompressobj()
    unpacked = packed.decompress(body, MOST_UNPACKED_BYTES)
    if not packed.eof:
        raise MalformedBatchError("Not a batch of facts: its end is missing, or it has none.")
    return unpacked


@cache
def _decoder() -> Any:
    return msgspec.msgpack.Decoder(Batch)
