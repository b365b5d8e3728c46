"""How documents are found, and how lists are narrowed to what was asked and may be seen."""

from dataclasses import fields
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from apps.enrollments.rules.reading import Scope
from yggdrasil.errors import NotFoundError
from yggdrasil.ids import to_object_id

M = TypeVar("M", bound=Model)


def find_by_id(
    documents: "type[M] | QuerySet[M]", document_id: str, *, missing: type[NotFoundError]
) -> M:
    """Return the document of an id.

    Args:
        documents: a model, or the part of its documents to look in.
        document_id: 24 hexadecimal digits.
        missing: error to raise where there is none.

    Returns:
        The document.

    Raises:
        NotFoundError: of the class given.
        InvalidIdError: if the text is no id.
    """
    queryset = documents if isinstance(documents, QuerySet) else documents._default_manager.all()
    document = queryset.filter(pk=to_object_id(document_id)).first()
    if document is None:
        name = queryset.model._meta.verbose_name
        raise missing(f"There is no {name} {document_id}, or none for you.")
    return document


def narrowed(queryset: "QuerySet[M]", filters: object) -> "QuerySet[M]":
    """Return the documents that have every value asked for.

    Args:
        queryset: documents with a column for each field of the filters.
        filters: a dataclass of optional values; fields that end in `_id` hold ids.

    Returns:
        The narrowed query set.

    Raises:
        InvalidIdError: if an id is none.
    """
    asked = {
        field.name: _column_value(field.name, value)
        for field in fields(filters)  # type: ignore[arg-type]  # a dataclass, of any kind
        if (value := getattr(filters, field.name)) is not None
    }
    return queryset.filter(**asked)


def within(queryset: "QuerySet[M]", scope: Scope, *, course_column: str) -> "QuerySet[M]":
    """Return the documents of a student and a course that are within a scope.

    Args:
        queryset: documents with a column `student_id`.
        scope: what may be read.
        course_column: the column with the course.

    Returns:
        The part that may be read.
    """
    if scope.is_everything:
        return queryset
    if scope.student_id:
        return queryset.filter(student_id=to_object_id(scope.student_id))
    return queryset.filter(**{f"{course_column}__in": list(map(to_object_id, scope.course_ids))})


def _column_value(name: str, value: Any) -> Any:
    if name.endswith("_id"):
        return to_object_id(value)
    return getattr(value, "value", value)
