"""A place in an ordered list, as text for the outside: opaque, signed, of one list only."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64Error
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from yggdrasil.errors import InvalidError

if TYPE_CHECKING:
    from yggdrasil.mongodb.keyset import Keyset

_SIGNATURE_BYTES = 12


class InvalidCursorError(InvalidError):
    """The text is not a cursor that this list gave out in this order."""


class Side(StrEnum):
    """Which part of the list a cursor leads to."""

    AFTER = "a"
    BEFORE = "b"


@dataclass(frozen=True, kw_only=True)
class Cursor:
    """A place in a list and a direction.

    Attributes:
        side: the part of the list that is wanted.
        values: the sort key at the place, as text; None for null.
        is_inclusive: whether a row that stands exactly there is wanted too.
    """

    side: Side
    values: tuple[str | None, ...]
    is_inclusive: bool = False

    def turned(self) -> "Cursor":
        """Return the cursor to everything that this one leaves out."""
        side = Side.BEFORE if self.side is Side.AFTER else Side.AFTER
        return Cursor(side=side, values=self.values, is_inclusive=not self.is_inclusive)

    def encode(self, *, keyset: "Keyset") -> str:
        """Return the cursor as URL-safe text.

        Args:
            keyset: the order it belongs to.

        Returns:
            Text that `decode` accepts for the same order only.
        """
        place = [self.side, int(self.is_inclusive), *self.values]
        body = json.dumps(place, separators=(",", ":")).encode()
        return _as_text(_sign(body, keyset, settings.SECRET_KEY) + body)

    @classmethod
    def decode(cls, text: str, *, keyset: "Keyset") -> "Cursor":
        """Return a cursor from its text.

        Args:
            text: what `encode` returned.
            keyset: the order it must belong to.

        Returns:
            The cursor.

        Raises:
            InvalidCursorError: if the text is anything else.
        """
        signature, body = _split(text)
        keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
        if not any(constant_time_compare(signature, _sign(body, keyset, key)) for key in keys):
            raise _invalid()
        side, is_inclusive, *values = json.loads(body)
        return cls(side=Side(side), values=tuple(values), is_inclusive=bool(is_inclusive))


def _split(text: str) -> tuple[bytes, bytes]:
    try:
        raw = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except (NotBase64Error, ValueError):
        raise _invalid() from None
    # The decoder leaves out what it does not know; one place has one text.
    if _as_text(raw) != text:
        raise _invalid()
    return raw[:_SIGNATURE_BYTES], raw[_SIGNATURE_BYTES:]


def _as_text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _sign(body: bytes, keyset: "Keyset", key: str | bytes) -> bytes:
    salt = f"yggdrasil.mongodb.cursors {keyset.name}"
    return salted_hmac(salt, body, secret=key, algorithm="sha256").digest()[:_SIGNATURE_BYTES]


def _invalid() -> InvalidCursorError:
    return InvalidCursorError("The cursor is not one of this list: start again without it.")
