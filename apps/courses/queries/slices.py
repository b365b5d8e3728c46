"""Pages of a short list that is part of one document."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from yggdrasil.mongodb.paging import InvalidCursorError, Page, Window


class Identified(Protocol):
    """Something with an id."""

    @property
    def id(self) -> str:
        """Return the id."""


T = TypeVar("T", bound=Identified)


def slice_of(rows: Sequence[T], window: Window) -> Page[T]:
    """Return one page of the parts of a document.

    Args:
        rows: all parts, in order.
        window: which part of them; its cursor is `after-<id>` or `before-<id>`.

    Returns:
        The page.

    Raises:
        InvalidCursorError: if the cursor names no part of the list.
    """
    start, stop = _bounds(rows, window)
    return Page(
        results=tuple(rows[start:stop]),
        next=f"after-{rows[stop - 1].id}" if start < stop < len(rows) else None,
        previous=f"before-{rows[start].id}" if 0 < start < len(rows) else None,
        count=len(rows) if window.counts else None,
    )


def _bounds(rows: Sequence[Identified], window: Window) -> tuple[int, int]:
    if window.cursor is None:
        return 0, min(window.size, len(rows))
    side, _, row_id = window.cursor.partition("-")
    places = [place for place, row in enumerate(rows) if row.id == row_id]
    if side not in {"after", "before"} or not places:
        raise InvalidCursorError("The cursor is not one of this list: start again without it.")
    if side == "before":
        return max(0, places[0] - window.size), places[0]
    start = places[0] + 1
    return start, min(start + window.size, len(rows))
