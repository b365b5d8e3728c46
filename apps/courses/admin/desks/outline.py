"""The outline of a course: a tree, and forms about the part that was chosen in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse

from apps.courses.admin.desks.bodies import SIMPLE, body_of
from apps.courses.admin.desks.desk import Desk, DeskForm
from apps.courses.admin.desks.parts import (
    AddChapter,
    AddContent,
    AddSection,
    ChangeContent,
    ChangePart,
)
from apps.courses.admin.desks.places import MovePart, RemovePart, StepPart
from apps.courses.data import ChapterData, ContentData, SectionData
from apps.courses.rules.outline import Outline, Part, noun_of, parent_id_of, walk


@dataclass(frozen=True, kw_only=True)
class Row:
    """A part as the tree shows it.

    Attributes:
        part: the part.
        noun: what it is called; for content its kind.
        depth: 0 for a chapter, 1 for a section, 2 for content.
        above: the place before its own; None for the first.
        below: the place after its own; None for the last.
    """

    part: Part
    noun: str
    depth: int
    above: int | None
    below: int | None

    @property
    def name(self) -> str:
        """Return its title, or what it is where it has none."""
        return self.part.title or f"({self.noun})"


class OutlineDesk(Desk):
    """The tree of a course; `?part=` names the part that the forms are about."""

    title = "Outline"
    template = "courses/admin/outline.html"

    @cached_property
    def outline(self) -> Outline:
        """Return all chapters."""
        return self.course.outline

    @cached_property
    def chosen(self) -> Part | None:
        """Return the part that was chosen, if it is still there."""
        part_id = self.request.GET.get("part")
        return next((part for part in walk(self.outline) if part.id == part_id), None)

    def forms(self) -> Iterator[DeskForm]:
        part = self.chosen
        if part is None:
            yield self.make(AddChapter)
            return
        yield self._changing(part)
        if isinstance(part, ChapterData):
            yield self.make(AddSection, part=part)
        elif isinstance(part, SectionData):
            yield self.make(AddContent, part=part)
        yield from self._placing(part)

    def shown(self) -> dict[str, Any]:
        rows = list(rows_of(self.outline))
        return {
            "rows": rows,
            "chosen": next((row for row in rows if row.part is self.chosen), None),
            "inside": self._inside(),
        }

    def _inside(self) -> str:
        """Return the address of the desk of what is in the chosen part, if it has one."""
        part = self.chosen
        if not isinstance(part, ContentData) or part.kind in SIMPLE:
            return ""
        return reverse("admin:courses_course_edit_inside", args=[self.course.pk, part.id])

    def _changing(self, part: Part) -> DeskForm:
        said = {
            name: getattr(part, name) for name in ("title", "estimated_minutes", "is_published")
        }
        if isinstance(part, ContentData):
            return self.make(ChangeContent, part=part, initial=said | {"body": body_of(part)})
        return self.make(ChangePart, part=part, initial=said | {"description": part.description})

    def _placing(self, part: Part) -> Iterator[DeskForm]:
        yield self.make(StepPart, part=part)
        if not isinstance(part, ChapterData):
            here = {"parent_id": parent_id_of(self.outline, part)}
            yield self.make(MovePart, part=part, parents=list(self._parents(part)), initial=here)
        yield self.make(RemovePart, part=part)

    def _parents(self, part: Part) -> Iterator[tuple[str, str]]:
        """Tell what could hold a part: any chapter a section, any section content."""
        for chapter in self.outline:
            if isinstance(part, SectionData):
                yield chapter.id, chapter.title
                continue
            for section in chapter.sections:
                yield section.id, f"{chapter.title}: {section.title}"


def rows_of(parts: tuple[Part, ...], depth: int = 0) -> Iterator[Row]:
    """Iterate over the rows of a tree, each before those below it.

    Args:
        parts: siblings.
        depth: how deep they stand.

    Yields:
        One row for each part.
    """
    for place, part in enumerate(parts, start=1):
        yield Row(
            part=part,
            noun=part.kind.value if isinstance(part, ContentData) else noun_of(type(part)),
            depth=depth,
            above=place - 1 or None,
            below=place + 1 if place < len(parts) else None,
        )
        yield from rows_of(_children(part), depth + 1)


def _children(part: Part) -> tuple[Part, ...]:
    if isinstance(part, ChapterData):
        return part.sections
    return part.content if isinstance(part, SectionData) else ()
