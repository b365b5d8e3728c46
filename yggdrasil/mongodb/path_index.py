"""Indexes that Django's `Index` cannot name: on paths into embedded documents, and on words."""

from typing import Any

from django.db.models import Index
from django.db.models.base import Model
from pymongo import ASCENDING, DESCENDING, TEXT
from pymongo.operations import IndexModel


class PathIndex(Index):
    """An index on paths such as `instructor.account_id`, created and dropped by migrations.

    Example:
        PathIndex(paths=["instructor.account_id", "-updated_at"], name="courses_instructor")
    """

    def __init__(self, *, paths: list[str], name: str, unique: bool = False) -> None:
        """Declare the index.

        Args:
            paths: columns in order, dots into embedded documents, `-` before a descending one.
            name: its name, `<collection>_<what>`, at most 30 characters.
            unique: whether no two documents may have the same there; within the arrays of one
                document the server sees no double.
        """
        self.paths = paths
        self.unique = unique
        # Django checks that the fields of an index exist: the first step of each path does.
        super().__init__(fields=[path.lstrip("-").partition(".")[0] for path in paths], name=name)

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        """Return what a migration needs to declare the index again."""
        path, _, _ = super().deconstruct()
        options = {"unique": True} if self.unique else {}
        return path, (), {"paths": self.paths, "name": self.name, **options}

    def get_pymongo_index_model(
        self,
        model: type[Model],
        schema_editor: Any,  # noqa: ARG002 - the backend's signature
        field: Any = None,  # noqa: ARG002
        unique: bool = False,  # noqa: FBT001, FBT002
        column_prefix: str = "",
    ) -> IndexModel:
        """Return the index as the driver creates it."""
        keys = [(column_prefix + _column(model, path), _order(path)) for path in self.paths]
        return IndexModel(keys, name=self.name, unique=self.unique or unique)


class TextIndex(PathIndex):
    """The one index on words of a collection, read by the `$text` operator.

    Words are matched as written, without stemming: the school writes English and French.

    Example:
        TextIndex(weights={"title": 10, "description": 3}, name="courses_text")
    """

    def __init__(self, *, weights: dict[str, int], name: str) -> None:
        """Declare the index.

        Args:
            weights: columns to how much a match there counts, 1 to 99999.
            name: its name, `<collection>_text`.
        """
        self.weights = weights
        super().__init__(paths=list(weights), name=name)

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        """Return what a migration needs to declare the index again."""
        path, _, _ = super().deconstruct()
        return path, (), {"weights": self.weights, "name": self.name}

    def get_pymongo_index_model(self, *_arguments: Any, **_options: Any) -> IndexModel:
        """Return the index as the driver creates it."""
        return IndexModel(
            [(path, TEXT) for path in self.paths],
            name=self.name,
            weights=self.weights,
            default_language="none",
        )


def _column(model: type[Model], path: str) -> str:
    """Return the path with its first step as the document spells it: `id` is kept as `_id`."""
    first, dot, rest = path.lstrip("-").partition(".")
    return f"{model._meta.get_field(first).column}{dot}{rest}"  # type: ignore[union-attr]


def _order(path: str) -> int:
    return DESCENDING if path.startswith("-") else ASCENDING
