"""A table of columns: how the fields of one document are called there and here.

One table reads both ways, so that the way back is written down with the way there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cache, cached_property
from typing import Any, ClassVar

from django.db import DEFAULT_DB_ALIAS, connections, models, router
from django.db.models import Model
from django_mongodb_backend.models import EmbeddedModel

from yggdrasil.cutover.mapping.collection import Finding
from yggdrasil.cutover.mapping.documents import Document
from yggdrasil.cutover.mapping.kinds import MISSING, Kind, repaired


@dataclass(frozen=True)
class Column:
    """One field.

    Attributes:
        old: its name in the predecessor's document.
        new: its column in ours; empty if it has none and `kind` only looks at it.
        kind: what it holds.
        is_optional: True if the predecessor leaves the field out where there is nothing to say.
    """

    old: str
    new: str
    kind: Kind
    is_optional: bool = False


_EMPTIABLE = (str, list, dict)


class Table:
    """How documents of one shape are read and written back."""

    def __init__(self, model: type[Model] | None, columns: Iterable[Column]) -> None:
        """Compile the columns.

        Args:
            model: reads the new documents; its other columns get their defaults. None for parts
                that have no model.
            columns: in the order in which the predecessor writes them.
        """
        self.model = model
        self.columns = tuple(columns)
        self._readers = [
            (it.old, it.new, it.kind.exact, it.kind.limit, it.kind.read) for it in self.columns
        ]
        self._writers = [
            (it.new, it.old, None if it.kind.is_plain else it.kind.back, it.is_optional)
            for it in self.columns
        ]

    @cached_property
    def blank(self) -> Document:
        """Return the columns that a new document has before any field is read."""
        return blank_of(self.model) if self.model else {}

    def split(self, document: Document, findings: list[Finding]) -> Document:
        """Return our document for one of the predecessor's.

        Args:
            document: or a part of it.
            findings: irregularities so far, added to.
        """
        new = self.blank.copy()
        # Runs some ten times for each of all documents: what needs no look is not looked at.
        for old, column, exact, limit, read in self._readers:
            value: Any = document.get(old, MISSING)
            if type(value) is exact and not (limit and len(value) > limit):  # type: ignore[arg-type]
                new[column] = value
            else:
                new[column] = read(value, old, findings)
        return new

    def merge(self, document: Document) -> Document:
        """Return the predecessor's document for one of ours.

        Args:
            document: or a part of it.
        """
        old: Document = {}
        for column, name, back, is_optional in self._writers:
            value = document.get(column)
            if back is not None:
                value = back(value)
            if value is None or value is MISSING:
                continue
            # Neither False nor zero is empty: they say something.
            if is_optional and type(value) in _EMPTIABLE and not value:
                continue
            old[name] = value
        return old


@dataclass(frozen=True, kw_only=True)
class Part:
    """A document within the document.

    Attributes:
        table: of its fields.
        or_none: True if its absence means none; else it means one with nothing in it.
    """

    table: Table
    or_none: bool = False

    exact: ClassVar[type | None] = None
    limit: ClassVar[int] = 0
    is_plain: ClassVar[bool] = False

    def read(self, value: Any, name: str, findings: list[Finding]) -> Any:
        """Take a document, and what its absence means."""
        if type(value) is not dict:
            if value is not MISSING and value is not None:
                findings.append(repaired("wrong_type", name, value, None))
            return None if self.or_none else self.table.split({}, [])
        return _within(name, self.table, value, findings)

    def back(self, value: Any) -> Any:
        """Return the document."""
        return MISSING if value is None else self.table.merge(value)


@dataclass(frozen=True, kw_only=True)
class Many:
    """A list of documents within the document."""

    table: Table

    exact: ClassVar[type | None] = None
    limit: ClassVar[int] = 0
    is_plain: ClassVar[bool] = False

    def read(self, value: Any, name: str, findings: list[Finding]) -> Any:
        """Take the documents of a list; anything else in it is left out."""
        if value is MISSING or value is None:
            return []
        values = value if isinstance(value, list) else [value]
        parts = [part for part in values if isinstance(part, dict)]
        if len(parts) != len(values) or values is not value:
            findings.append(repaired("wrong_type", name, value, len(parts)))
        return [
            _within(f"{name}.{place}", self.table, part, findings)
            for place, part in enumerate(parts)
        ]

    def back(self, value: Any) -> Any:
        """Return the documents."""
        return [self.table.merge(part) for part in value or ()]


def _within(name: str, table: Table, value: Document, findings: list[Finding]) -> Document:
    mark = len(findings)
    part = table.split(value, findings)
    if len(findings) > mark:
        findings[mark:] = [
            finding._replace(field=f"{name}.{finding.field}") for finding in findings[mark:]
        ]
    return part


@cache
def blank_of(model: type[Model]) -> Document:
    """Return a document as the model would save it with nothing but defaults; not to be changed.

    Args:
        model: with or without a collection of its own.

    Returns:
        Column to value; None where the default is made anew each time. An embedded document has
        no key, unless one is given to it.
    """
    is_embedded = issubclass(model, EmbeddedModel)
    connection = connections[DEFAULT_DB_ALIAS if is_embedded else router.db_for_write(model)]
    return {
        str(field.column): _plain(field.get_db_prep_save(_default_of(field), connection))
        for field in _in_order(model)
        if not (is_embedded and field.primary_key)
    }


def _in_order(model: type[Model]) -> list[Any]:
    """Return the fields of a model: those in an index first, where the server finds them sooner."""
    rules = (*model._meta.indexes, *model._meta.constraints)
    indexed = {name.lstrip("-") for rule in rules for name in getattr(rule, "fields", ())}
    fields = model._meta.concrete_fields
    return sorted(fields, key=lambda it: (not it.primary_key, it.name not in indexed))


def _default_of(field: Any) -> Any:
    # Keys and times of creation belong to one document.
    is_own = field.primary_key or field.name in {"created_at", "updated_at"}
    # Without a default of its own, Django takes an empty text, whatever the field.
    is_text = isinstance(field, models.CharField | models.TextField)
    return field.get_default() if not is_own and (field.has_default() or is_text) else None


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value
