"""Pages of what is computed rather than stored: occurrences, conflicts."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from yggdrasil.mongodb.cursors import Cursor, Side
from yggdrasil.mongodb.keyset import Keyset
from yggdrasil.mongodb.paging import Page, Window

T = TypeVar("T")


def page_of(
    rows: Sequence[T], *, key: Callable[[T], tuple[str, ...]], name: str, window: Window
) -> Page[T]:
    """Return one page of a computed list, with the same kind of cursors as stored lists have.

    Args:
        rows: the whole list, by growing key.
        key: what a row is found again by, unlike any other's.
        name: of the list and whatever it depends on; cursors are bound to it.
        window: which part.

    Returns:
        The page.

    Raises:
        InvalidCursorError: if the cursor is not one of this list.
    """
    keyset = Keyset(name=name, columns=())
    cursor = window.cursor and Cursor.decode(window.cursor, keyset=keyset)
    begin, end = _bounds([key(row) for row in rows], cursor or None, size=window.size)
    shown = tuple(rows[begin:end])

    def link(side: Side, row: T) -> str:
        return Cursor(side=side, values=key(row)).encode(keyset=keyset)

    return Page(
        results=shown,
        next=link(Side.AFTER, shown[-1]) if shown and end < len(rows) else None,
        previous=link(Side.BEFORE, shown[0]) if shown and begin > 0 else None,
        count=len(rows) if window.counts else None,
    )


def _bounds(keys: list[tuple[str, ...]], cursor: Cursor | None, *, size: int) -> tuple[int, int]:
    if cursor is None:
        return 0, size
    place = tuple(value or "" for value in cursor.values)
    if cursor.side is Side.BEFORE:
        end = sum(key < place for key in keys)
        return max(0, end - size), end
    begin = sum(key <= place for key in keys)
    return begin, begin + size
