"""Identifiers: ObjectIds inside, strings wherever an id leaves the process."""

from hashlib import sha256

from bson import ObjectId
from bson.errors import InvalidId

from yggdrasil.errors import InvalidError

_KEY_BYTES = 12


class InvalidIdError(InvalidError):
    """The text is not an id: an id is 24 hexadecimal digits."""


def new_id() -> str:
    """Return a new id, unique across processes and growing with time.

    Returns:
        24 hexadecimal digits.
    """
    return str(ObjectId())


def derived_id(*words: str) -> str:
    """Return the id that always stands for the same words; for demo and test data.

    Args:
        words: what the thing is called, from general to special.

    Returns:
        24 hexadecimal digits.
    """
    return sha256("/".join(words).encode()).hexdigest()[:24]


def derived_key(*words: str) -> ObjectId:
    """Return the key that always stands for the same words: what `derived_id` spells.

    Args:
        words: what the thing is called, from general to special.
    """
    return ObjectId(sha256("/".join(words).encode()).digest()[:_KEY_BYTES])


def to_object_id(text: str) -> ObjectId:
    """Return the key that an id stands for.

    Args:
        text: 24 hexadecimal digits.

    Returns:
        The ObjectId.

    Raises:
        InvalidIdError: if the text is anything else.
    """
    try:
        return ObjectId(text)
    except (InvalidId, TypeError):
        raise InvalidIdError(f"{text!r:.60} is not an id: 24 hexadecimal digits are.") from None


def is_id(text: str) -> bool:
    """Return whether a text is an id: 24 hexadecimal digits."""
    return ObjectId.is_valid(text)


def checked_id(text: str) -> str:
    """Return an id that is one.

    Args:
        text: 24 hexadecimal digits.

    Returns:
        The same digits, small.

    Raises:
        InvalidIdError: if the text is anything else.
    """
    return str(to_object_id(text))
