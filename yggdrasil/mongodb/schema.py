"""How collections get their indexes: the official backend's way, but unique ones serve lookups too.

The official backend restricts every unique index to values of the field's type, so that several
documents may lack a value. MongoDB never uses such an index to find one by its value: measured on
6.0, each look-up by a unique field read the whole collection.
"""

from datetime import UTC, datetime
from typing import Any

from bson import Decimal128, ObjectId
from django.db.models import Field, Index, Model
from django_mongodb_backend.schema import DatabaseSchemaEditor as MongoSchemaEditor
from pymongo.operations import IndexModel

# A comparison keeps to one type of BSON, so "at least the least" means "of that type"; and unlike
# `$type`, MongoDB knows that an equality implies it.
_LEAST = {
    "string": "",
    "objectId": ObjectId("0" * 24),
    "date": datetime(1, 1, 1, tzinfo=UTC),
    "bool": False,
    "int": float("-inf"),
    "long": float("-inf"),
    "double": float("-inf"),
    "decimal": Decimal128("-Infinity"),
}


class DatabaseSchemaEditor(MongoSchemaEditor):
    """Creates collections and indexes."""

    def add_index(
        self,
        model: type[Model],
        index: Index,
        *,
        field: "Field[Any, Any] | None" = None,
        unique: bool = False,
        column_prefix: str = "",
        parent_model: type[Model] | None = None,
    ) -> None:
        """Create an index; a unique one is left open for look-ups by value."""
        if not unique or index.contains_expressions:
            super().add_index(
                model,
                index,
                field=field,
                unique=unique,
                column_prefix=column_prefix,
                parent_model=parent_model,
            )
            return
        plan = index.get_pymongo_index_model(  # type: ignore[attr-defined]
            model, schema_editor=self, field=field, unique=True, column_prefix=column_prefix
        )
        for part in [field] if field else [model._meta.get_field(n) for n in index.fields]:
            if isinstance(part, Field):
                _open_for_lookups(plan, part, column_prefix=column_prefix)
        self.get_collection((parent_model or model)._meta.db_table).create_indexes([plan])


def _open_for_lookups(plan: IndexModel, field: "Field[Any, Any]", *, column_prefix: str) -> None:
    """Replace the filter by type, or take it away where every document has a value."""
    path = f"{column_prefix}{field.column}"
    conditions = plan.document.get("partialFilterExpression", {})
    condition = conditions.get(path, {})
    kind = condition.get("$type")
    if not field.null and not column_prefix:
        condition.pop("$type", None)
    elif kind in _LEAST:
        del condition["$type"]
        condition["$gte"] = _LEAST[kind]
    if not condition:
        conditions.pop(path, None)
    if not conditions:
        plan.document.pop("partialFilterExpression", None)
