"""Comparisons as the server's indexes like them.

The official backend adds a test for existence wherever null might come in. The server leaves null
and missing fields out of such comparisons by itself, and walks an index only without the test.
"""

from typing import Any


def is_null(field: str, is_wanted: bool) -> dict[str, Any]:  # noqa: FBT001 - the backend's signature
    """Return the condition for a field that is null or missing, or for its opposite.

    Args:
        field: path in the document.
        is_wanted: whether null is wanted.

    Returns:
        A filter.
    """
    return {field: None} if is_wanted else {field: {"$ne": None}}


def is_below(field: str, operator: str, value: Any) -> dict[str, Any]:
    """Return the condition for a field that is less than a value, and neither null nor missing.

    Args:
        field: path in the document.
        operator: `$lt` or `$lte`.
        value: what to compare with; nothing is less than null.

    Returns:
        A filter.
    """
    return {field: {"$in": []} if value is None else {operator: value}}


OPERATORS = {
    "lt": lambda field, value: is_below(field, "$lt", value),
    "lte": lambda field, value: is_below(field, "$lte", value),
    "isnull": is_null,
}
