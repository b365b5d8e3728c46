"""When a document was made, where the predecessor does not say."""

from datetime import UTC, datetime

from yggdrasil.cutover.mapping.documents import Document


def created_at(document: Document) -> datetime:
    """Return when a document was made: as it says, else as its key tells to the second.

    Args:
        document: a new one, with `_id` and perhaps a date in `created_at`.

    Returns:
        Naive UTC, as BSON has it.
    """
    said = document.get("created_at")
    if isinstance(said, datetime):
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


# What was made before anybody noted when.
LONG_AGO = datetime(1970, 1, 1)  # noqa: DTZ001 - BSON dates are naive UTC


def earliest(so_far: datetime | None, document: Document) -> datetime:
    """Fold the predecessor's documents into the moment the first of them was made.

    Args:
        so_far: of the documents before.
        document: one more, with `createdAt`.
    """
    said = document.get("createdAt")
    made = said if isinstance(said, datetime) else LONG_AGO
    return made if so_far is None else min(so_far, made)
