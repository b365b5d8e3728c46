"""A batch: facts of one name from one home, as a message carries them."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec

from yggdrasil.errors import InvalidError
from yggdrasil.eventstore.store import Recorded


class MalformedBatchError(InvalidError):
    """The body of a message is not a batch of facts."""


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Facts of one name, in the order of their publication.

    Attributes:
        home: alias of the home they happened in.
        name: name of the facts.
        start: last position before the window that the relay published them from.
        end: last position of that window.
        closes: hearing apps for which nothing of the window follows.
        before: for each hearing app, how many facts that it hears were published before these.
        facts: the facts with their positions; those of one aggregate by version.
    """

    home: str
    name: str
    start: int
    end: int
    closes: tuple[str, ...]
    before: dict[str, int]
    facts: tuple[Recorded, ...]


_encoder = msgspec.msgpack.Encoder()


def encode(batch: Batch) -> bytes:
    """Return a batch as the bytes of a message.

    Args:
        batch: the batch.

    Returns:
        MessagePack.
    """
    return _encoder.encode(batch)


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
        return _decoder().decode(body)  # type: ignore[no-any-return]
    except msgspec.MsgspecError as error:
        raise MalformedBatchError(f"Not a batch of facts: {error}") from error


@cache
def _decoder() -> Any:
    return msgspec.msgpack.Decoder(Batch)
