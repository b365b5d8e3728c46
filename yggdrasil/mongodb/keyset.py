"""A total order over a collection, and the query for what lies beyond a place in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Field, Model, Q, QuerySet

from yggdrasil.mongodb.cursors import Cursor, InvalidCursorError, Side

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, kw_only=True)
class Column:
    """One part of a sort key.

    Attributes:
        field: the model's field.
        is_descending: whether great values come first.
    """

    field: "Field[Any, Any]"
    is_descending: bool = False

    @property
    def name(self) -> str:
        """Return the name that queries use."""
        return self.field.attname

    def beyond(self, value: Any, *, is_backward: bool) -> Q | None:
        """Return the condition for values that come strictly after one.

        Args:
            value: the value to pass; None for null, which is the smallest.
            is_backward: whether the list is walked from its end.

        Returns:
            The condition; None if nothing can come after.
        """
        if self.is_descending == is_backward:
            return (
                Q((f"{self.name}__isnull", False)) if value is None else self._compare("gt", value)
            )
        if value is None:
            return None
        smaller = self._compare("lt", value)
        return smaller | Q((f"{self.name}__isnull", True)) if self.field.null else smaller

    def equals(self, value: Any) -> Q:
        """Return the condition for one value, null included."""
        return Q((f"{self.name}__isnull", True)) if value is None else Q((self.name, value))

    def _compare(self, lookup: str, value: Any) -> Q:
        return Q((f"{self.name}__{lookup}", value))


@dataclass(frozen=True, kw_only=True)
class Keyset:
    """The columns that order a list totally; the last is the id.

    Attributes:
        name: names list and order; cursors are bound to it.
        columns: the sort key.
    """

    name: str
    columns: tuple[Column, ...]

    @classmethod
    def of(cls, model: type[Model], ordering: Sequence[str]) -> "Keyset":
        """Return the keyset of an ordering, completed with the id.

        Args:
            model: the model of the rows.
            ordering: names of its own columns, `-` before descending ones.

        Returns:
            The keyset.

        Raises:
            ValueError: if a column is named twice, or is a relation from elsewhere.
        """
        columns: list[Column] = []
        for term in (*ordering, "-pk" if ordering and ordering[-1].startswith("-") else "pk"):
            name = term.removeprefix("-")
            field = model._meta.pk if name == "pk" else model._meta.get_field(name)
            if not isinstance(field, Field):
                raise ValueError(f"{name!r} is not a column of {model._meta.label}.")  # noqa: TRY004
            columns.append(Column(field=field, is_descending=term.startswith("-")))
            if field.primary_key:
                break
        if len({column.name for column in columns}) < len(columns):
            raise ValueError(f"A column is named twice in {ordering!r}.")
        names = ",".join(f"{'-' * column.is_descending}{column.name}" for column in columns)
        return cls(name=f"{model._meta.label} {names}", columns=tuple(columns))

    def values_of(self, row: Model) -> tuple[str | None, ...]:
        """Return the sort key of a row as text.

        Args:
            row: a saved row.

        Returns:
            One text per column; None for null.
        """
        return tuple(
            None if getattr(row, column.name) is None else column.field.value_to_string(row)
            for column in self.columns
        )

    def seek(self, queryset: QuerySet[M], cursor: Cursor | None) -> QuerySet[M]:
        """Return the rows beyond a place, nearest first.

        Args:
            queryset: the rows, in any order.
            cursor: the place; None for the beginning.

        Returns:
            The rows in the order in which they are met when walking.

        Raises:
            InvalidCursorError: if the cursor holds values that the columns cannot have.
        """
        is_backward = cursor is not None and cursor.side is Side.BEFORE
        terms = (
            f"{'-' if column.is_descending != is_backward else ''}{column.name}"
            for column in self.columns
        )
        if cursor is not None:
            values = self._parse(cursor.values)
            queryset = queryset.filter(self._beyond(values, cursor, is_backward=is_backward))
        return queryset.order_by(*terms)

    def _parse(self, values: Sequence[str | None]) -> list[Any]:
        try:
            return [
                None if value is None else column.field.to_python(value)
                for column, value in zip(self.columns, values, strict=True)
            ]
        except (ValidationError, ValueError):
            raise InvalidCursorError("The cursor is not one of this list.") from None

    def _beyond(self, values: list[Any], cursor: Cursor, *, is_backward: bool) -> Q:
        """Return `a > x or (a = x and (b > y or (b = y and ...)))`, each column its own way."""
        condition: Q | None = Q() if cursor.is_inclusive else None
        for column, value in reversed(list(zip(self.columns, values, strict=True))):
            tie = None if condition is None else column.equals(value) & condition
            beyond = column.beyond(value, is_backward=is_backward)
            condition = beyond if tie is None else tie if beyond is None else beyond | tie
        if condition is None:
            return Q(pk__in=[])
        return condition
