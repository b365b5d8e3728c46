"""Ids as documents keep them and as data shows them."""

from bson import ObjectId

from yggdrasil.ids import to_object_id


def text_of(key: ObjectId | None) -> str | None:
    """Return a key as data shows it; None stays None."""
    return None if key is None else str(key)


def key_of(text: str | None) -> ObjectId | None:
    """Return an id as documents keep it; None stays None.

    Raises:
        InvalidIdError: if the text is no id.
    """
    return None if text is None else to_object_id(text)
