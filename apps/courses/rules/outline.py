"""Edits of an outline: pure functions from one outline to the next.

Whatever the edit, siblings are numbered 1, 2, 3 ... and every part keeps its id.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, TypeVar

from apps.courses.data import ChapterData, ContentData, PartData, PartDetails, SectionData
from yggdrasil.errors import InvalidError, NotFoundError

Outline = tuple[ChapterData, ...]
Part = ChapterData | SectionData | ContentData
P = TypeVar("P", ChapterData, SectionData, ContentData)
Described = TypeVar("Described", ChapterData, SectionData)
Siblings = tuple[Any, ...]

# What a part of one kind stands in; chapters stand in the course itself.
_HOLDERS: dict[type[PartData], type[PartData]] = {
    SectionData: ChapterData,
    ContentData: SectionData,
}


class PartNotFoundError(NotFoundError):
    """The course has no chapter, section or content with that id."""


class InvalidPositionError(InvalidError):
    """There is no such place among the siblings."""


def walk(outline: Outline) -> Iterator[Part]:
    """Iterate over all parts, each before what is in it, in the order learners meet them.

    Args:
        outline: all chapters.

    Yields:
        Chapters, sections and content.
    """
    for chapter in outline:
        yield chapter
        for section in chapter.sections:
            yield section
            yield from section.content


def find(outline: Outline, part_id: str, kind: type[P]) -> P:
    """Return the part with an id.

    Args:
        outline: all chapters.
        part_id: id of the part.
        kind: `ChapterData`, `SectionData` or `ContentData`.

    Returns:
        The part.

    Raises:
        PartNotFoundError: if the course has none of that kind.
    """
    for part in walk(outline):
        if part.id == part_id and isinstance(part, kind):
            return part
    raise PartNotFoundError(f"The course has no {noun_of(kind)} {part_id!r:.40}.")


def noun_of(kind: type[Part]) -> str:
    """Return what a kind of part is called: chapter, section or content."""
    return kind.__name__.removesuffix("Data").lower()


def parent_id_of(outline: Outline, part: Part) -> str:
    """Return the id of what a part stands in.

    Args:
        outline: all chapters.
        part: one of its parts.

    Returns:
        Id of a chapter or section; nothing for a chapter, which stands in the course itself.
    """
    for parent in walk(outline):
        if any(child.id == part.id for child in _children(parent)):
            return parent.id
    return ""


def add(
    outline: Outline, part: Part, *, parent_id: str = "", position: int | None = None
) -> Outline:
    """Return the outline with one part more, and all that is in it.

    Args:
        outline: all chapters.
        part: a chapter, a section or a piece of content.
        parent_id: id of the chapter that gets the section, of the section that gets the content;
            nothing for a chapter.
        position: its place, from 1; None for the end.

    Returns:
        The new outline.

    Raises:
        PartNotFoundError: if there is no such chapter or section.
        InvalidPositionError: if there is no such place.
    """
    return _edit(outline, parent_id, type(part), lambda parts: _insert(parts, part, position))


def change(outline: Outline, part_id: str, kind: type[P], rewrite: Callable[[P], P]) -> Outline:
    """Return the outline with one part rewritten in its place.

    Args:
        outline: all chapters.
        part_id: id of the part.
        kind: `ChapterData`, `SectionData` or `ContentData`.
        rewrite: function from the part to its new form; id and order stay whatever it says.

    Returns:
        The new outline.

    Raises:
        PartNotFoundError: if there is no such part.
    """
    old = find(outline, part_id, kind)
    new = replace(rewrite(old), id=old.id, order=old.order)
    return _edit(
        outline,
        parent_id_of(outline, old),
        kind,
        lambda parts: tuple(new if part.id == part_id else part for part in parts),
    )


def move(
    outline: Outline,
    part_id: str,
    kind: type[P],
    *,
    parent_id: str = "",
    position: int | None = None,
) -> Outline:
    """Return the outline with one part in another place, and all that is in it.

    Args:
        outline: all chapters.
        part_id: id of the part.
        kind: `ChapterData`, `SectionData` or `ContentData`.
        parent_id: id of the chapter or section it goes to; nothing to stay in the same.
        position: its new place there, from 1; None for the end.

    Returns:
        The new outline.

    Raises:
        PartNotFoundError: if there is no such part, or nothing to go to.
        InvalidPositionError: if there is no such place.
    """
    part = find(outline, part_id, kind)
    target = parent_id or parent_id_of(outline, part)
    return add(remove(outline, part_id, kind), part, parent_id=target, position=position)


def remove(outline: Outline, part_id: str, kind: type[P]) -> Outline:
    """Return the outline without one part and all that is in it.

    Args:
        outline: all chapters.
        part_id: id of the part.
        kind: `ChapterData`, `SectionData` or `ContentData`.

    Returns:
        The new outline.

    Raises:
        PartNotFoundError: if there is no such part.
    """
    part = find(outline, part_id, kind)
    return _edit(
        outline,
        parent_id_of(outline, part),
        kind,
        lambda parts: numbered(tuple(sibling for sibling in parts if sibling.id != part_id)),
    )


def described(part: Described, details: PartDetails) -> Described:
    """Return a chapter or section with other words about it.

    Args:
        part: the chapter or section.
        details: what to say about it.

    Returns:
        The same part, with the same things in it.
    """
    return replace(
        part,
        title=details.title,
        description=details.description,
        is_published=details.is_published,
        estimated_minutes=details.estimated_minutes,
    )


def numbered(parts: Siblings) -> Siblings:
    """Return siblings numbered in the order in which they stand.

    Args:
        parts: siblings.

    Returns:
        The same parts with `order` 1, 2, 3 ...
    """
    return tuple(
        part if part.order == order else replace(part, order=order)
        for order, part in enumerate(parts, start=1)
    )


def _insert(parts: Siblings, part: Part, position: int | None) -> Siblings:
    places = len(parts) + 1
    place = places if position is None else position
    if not 1 <= place <= places:
        raise InvalidPositionError(f"There is no place {place} here: choose 1 to {places}.")
    return numbered((*parts[: place - 1], part, *parts[place - 1 :]))


def _children(part: Part) -> Siblings:
    if isinstance(part, ChapterData):
        return part.sections
    return part.content if isinstance(part, SectionData) else ()


def _edit(
    outline: Outline,
    parent_id: str,
    kind: type[PartData],
    edit: Callable[[Siblings], Siblings],
) -> Outline:
    """Return the outline with the children of one part edited."""
    if kind is ChapterData:
        return edit(outline)
    holder: Any = _HOLDERS[kind]
    find(outline, parent_id, holder)
    return tuple(_edit_below(chapter, parent_id, edit) for chapter in outline)


def _edit_below(
    chapter: ChapterData, parent_id: str, edit: Callable[[Siblings], Siblings]
) -> ChapterData:
    if chapter.id == parent_id:
        return replace(chapter, sections=edit(chapter.sections))
    if all(section.id != parent_id for section in chapter.sections):
        return chapter
    return replace(
        chapter,
        sections=tuple(
            replace(section, content=edit(section.content)) if section.id == parent_id else section
            for section in chapter.sections
        ),
    )
