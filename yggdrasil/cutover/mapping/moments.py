"""When a document was made, where the predecessor does not say."""

from datetime import UTC, datetime
from typing import Any

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
# Before all others: when something was made that does not say when.
UNSAID = datetime.min  # noqa: DTZ901 - as above


def said(value: Any) -> datetime:
    """Return a moment; UNSAID for anything else.

    Args:
        value: what a field holds.
    """
    return value if isinstance(value, datetime) else UNSAID
