"""Lists by page without counting or skipping: each page begins where the last one ended.

Rows that come or go elsewhere move nothing: every row that stays is seen once. A row whose sort
key changes while somebody walks may be seen twice or not at all.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet

from yggdrasil.errors import InvalidError
from yggdrasil.mongodb.cursors import Cursor, InvalidCursorError, Side
from yggdrasil.mongodb.keyset import Keyset

__all__ = [
    "MAX_SIZE",
    "InvalidCursorError",
    "InvalidPageSizeError",
    "Page",
    "Window",
    "keyset_page",
]

T = TypeVar("T")
M = TypeVar("M", bound=Model)

MAX_SIZE = 100


class InvalidPageSizeError(InvalidError):
    """A page holds from 1 to 100 rows."""


@dataclass(frozen=True, kw_only=True)
class Window:
    """Which part of a list is wanted.

    Attributes:
        cursor: where it begins, as another page told; None for the beginning.
        size: most rows, 1 to 100.
        counts: whether the length of the whole list is wanted too; it costs as much as there is
            to count.
    """

    cursor: str | None = None
    size: int = 20
    counts: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.size <= MAX_SIZE:
            raise InvalidPageSizeError(
                f"A page of {self.size} rows is not served: ask for 1 to {MAX_SIZE}."
            )


@dataclass(frozen=True, kw_only=True)
class Page(Generic[T]):
    """A part of a list.

    Attributes:
        results: its rows.
        next: cursor of the part after it; None at the end of the list.
        previous: cursor of the part before it; None at the beginning. It may lead to an empty
            page if everything before was removed.
        count: length of the whole list; None unless it was wanted.
    """

    results: tuple[T, ...]
    next: str | None = None
    previous: str | None = None
    count: int | None = None


def keyset_page(
    queryset: QuerySet[M], *, ordering: Sequence[str], window: Window, to_data: Callable[[M], T]
) -> Page[T]:
    """Return one page of a list, by one query for one row more than the page holds.

    Its length, where that is wanted, is a second query.

    Args:
        queryset: the rows, filtered, in any order.
        ordering: the model's own columns, `-` before descending ones; the id is added as the
            last, so that the order is total. Null comes first ascending, last descending. An
            index on these columns and the id keeps the cost that of the page.
        window: which part.
        to_data: makes the data of a row.

    Returns:
        The page.

    Raises:
        InvalidCursorError: if the cursor is not one of this list in this order.
    """
    keyset = Keyset.of(queryset.model, ordering)
    cursor = Cursor.decode(window.cursor, keyset=keyset) if window.cursor is not None else None
    rows = list(keyset.seek(queryset, cursor)[: window.size + 1])
    has_more = len(rows) > window.size
    del rows[window.size :]
    if cursor is not None and cursor.side is Side.BEFORE:
        rows.reverse()
    return Page(
        results=tuple(to_data(row) for row in rows),
        next=_link(Side.AFTER, rows, keyset=keyset, came=cursor, has_more=has_more),
        previous=_link(Side.BEFORE, rows, keyset=keyset, came=cursor, has_more=has_more),
        count=queryset.count() if window.counts else None,
    )


def _link(
    side: Side, rows: Sequence[Model], *, keyset: Keyset, came: Cursor | None, has_more: bool
) -> str | None:
    walked = came.side if came is not None else Side.AFTER
    if side is walked and not has_more:
        return None
    if side is not walked and came is None:
        return None
    if not rows:
        # Everything beyond the cursor is gone; the way back includes the row it stood on.
        return came.turned().encode(keyset=keyset) if came is not None else None
    row = rows[-1 if side is Side.AFTER else 0]
    return Cursor(side=side, values=keyset.values_of(row)).encode(keyset=keyset)
