"""What is in a quiz or an exercise: its list of items, and forms about what was chosen in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, NamedTuple

from django.http import HttpRequest

from apps.courses.admin.desks.desk import Desk, DeskForm
from apps.courses.admin.desks.items import RemoveItem, StepItem
from apps.courses.data import ContentData
from apps.courses.models import Course
from apps.courses.rules.insides import Item
from yggdrasil.admin.site import HomeAdmin


class Line(NamedTuple):
    """A line below the name of an item: a text, and what stands before it."""

    mark: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ItemRow:
    """An item as the list shows it.

    Attributes:
        item: the item.
        name: what it asks or is about.
        note: what else is to be known.
        lines: its options, answers or texts.
        above: the place before its own; None for the first.
        below: the place after its own; None for the last.
    """

    item: Item
    name: str
    note: str
    lines: tuple[Line, ...]
    above: int | None
    below: int | None


class InsideDesk(Desk):
    """One quiz or exercise; `?item=` names the item that the forms are about, `?new=` a kind.

    Args:
        content: the quiz or the exercise.
    """

    door = "Outline"
    template = "courses/admin/inside.html"
    items_are: ClassVar[str]
    kinds: ClassVar[list[tuple[str, str]]]

    def __init__(
        self, admin: HomeAdmin, request: HttpRequest, course: Course, content: ContentData
    ) -> None:
        super().__init__(admin, request, course)
        self.content = content

    @property
    def items(self) -> tuple[Item, ...]:
        """Return the items of the content."""
        raise NotImplementedError

    @cached_property
    def chosen(self) -> Item | None:
        """Return the item that was chosen, if it is still there."""
        item_id = self.request.GET.get("item")
        return next((item for item in self.items if item.id == item_id), None)

    @property
    def new(self) -> str:
        """Return the kind of item that is to be added, if one was chosen."""
        word = self.request.GET.get("new", "")
        return word if word in dict(self.kinds) else ""

    def forms(self) -> Iterator[DeskForm]:
        if self.chosen is not None:
            yield self.changing(self.chosen)
            yield self.make(StepItem, part=self.content, item=self.chosen)
            yield self.make(RemoveItem, part=self.content, item=self.chosen)
        elif self.new:
            yield self.adding(self.new)
        else:
            yield self.describing()

    def describing(self) -> DeskForm:
        """Return the form about the quiz or the exercise itself."""
        raise NotImplementedError

    def adding(self, kind: str) -> DeskForm:
        """Return the form for a new item of a kind."""
        raise NotImplementedError

    def changing(self, item: Any) -> DeskForm:
        """Return the form about an item."""
        raise NotImplementedError

    def told(self, item: Any) -> tuple[str, str, tuple[Line, ...]]:
        """Return what the list tells of an item: name, note and lines."""
        raise NotImplementedError

    def shown(self) -> dict[str, Any]:
        rows = list(self._rows())
        return {
            "content": self.content,
            "rows": rows,
            "chosen": next((row for row in rows if row.item is self.chosen), None),
            "new": dict(self.kinds).get(self.new, ""),
            "items_are": self.items_are,
            "kinds": self.kinds,
        }

    def _rows(self) -> Iterator[ItemRow]:
        for place, item in enumerate(self.items, start=1):
            name, note, lines = self.told(item)
            yield ItemRow(
                item=item,
                name=name,
                note=note,
                lines=lines,
                above=place - 1 or None,
                below=place + 1 if place < len(self.items) else None,
            )
