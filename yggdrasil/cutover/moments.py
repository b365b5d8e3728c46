"""When a document was made, where the predecessor does not say."""

from datetime import UTC, datetime

from yggdrasil.cutover.mapping import Document


def created_at(document: Document) -> datetime:
    """Return when a document was made: as it says, else as its key tells to the second.

    Args:
        document: a new one, with `_id` and perhaps `created_at`.

    Returns:
        Naive UTC, as BSON has it.
    """
    said: datetime | None = document.get("created_at")
    if said is not None:
        return said
    made: datetime = document["_id"].generation_time
    return made.astimezone(UTC).replace(tzinfo=None)


def updated_at(document: Document) -> datetime:
    """Return when a document was last changed: as it says, else when it was made.

    Args:
        document: a new one, with `created_at`.
    """
    said: datetime | None = document.get("updated_at")
    return said if said is not None else created_at(document)
