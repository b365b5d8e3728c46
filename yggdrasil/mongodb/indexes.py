"""Indexes that the official backend lacks."""

from datetime import timedelta
from typing import Any

from django.db.models import Index
from pymongo.operations import IndexModel


class ExpiryIndex(Index):
    """An index by which the server removes documents when their time has come (TTL).

    The server looks once a minute; whoever reads must still compare the time itself.
    """

    def __init__(self, *, after: timedelta = timedelta(0), **options: Any) -> None:
        """Choose the moment.

        Args:
            after: how long after the moment in the one field the document is removed.
            options: `fields` with one date field, and `name`.

        Raises:
            ValueError: if there is not exactly one field.
        """
        super().__init__(**options)
        if len(self.fields) != 1:
            raise ValueError("Documents expire by exactly one field.")
        self.after = after

    def deconstruct(self) -> tuple[str, Any, dict[str, Any]]:
        """Return what a migration needs to build it again."""
        path, arguments, options = super().deconstruct()
        return path, arguments, {**options, "after": self.after}

    def get_pymongo_index_model(self, *arguments: Any, **options: Any) -> IndexModel:
        """Return the index as the driver wants it."""
        plain = super().get_pymongo_index_model(*arguments, **options)  # type: ignore[misc]
        document = dict(plain.document)
        keys = document.pop("key")
        return IndexModel(
            list(keys.items()), **document, expireAfterSeconds=int(self.after.total_seconds())
        )
