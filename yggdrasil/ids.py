"""Identifiers: ObjectIds inside, strings wherever an id leaves the process."""

from bson import ObjectId
from bson.errors import InvalidId

from yggdrasil.errors import InvalidError


class InvalidIdError(InvalidError):
    """The text is not an id: an id is 24 hexadecimal digits."""


def new_id() -> str:
    """Return a new id, unique across processes and growing with time.

    Returns:
        24 hexadecimal digits.
    """
    return str(ObjectId())


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
