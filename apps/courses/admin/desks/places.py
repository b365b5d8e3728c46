"""Where the parts of an outline stand: the forms to move and to remove them."""

from typing import Any

from django import forms

from apps.courses import operations
from apps.courses.admin.desks import fields
from apps.courses.admin.desks.desk import Edited
from apps.courses.admin.desks.parts import OfPart
from apps.courses.data import ChapterData, SectionData
from apps.courses.rules.outline import Part


class StepPart(OfPart):
    """Another place among its siblings: the arrows in the tree."""

    deed, done = "step", "Moved."

    position = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def do(self, edited: Edited) -> None:
        _move(self.part, edited, parent_id="", position=self.said["position"])


class MovePart(OfPart):
    """A place in another chapter or section."""

    deed, label, done = "move", "Move it", "Moved."

    parent_id = fields.choice("To")
    position = fields.number("Place there", least=1, hint="Empty for the end.")

    def __init__(self, *args: Any, parents: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose: Any = self.fields["parent_id"]
        choose.choices = parents

    def do(self, edited: Edited) -> None:
        _move(self.part, edited, **self.said)


class RemovePart(OfPart):
    """Without it, and all that is in it."""

    deed, label, done = "remove", "Remove it", "Removed."
    variant = "danger"

    is_sure = fields.switch("With all that is in it", required=True)

    def do(self, edited: Edited) -> None:
        if isinstance(self.part, ChapterData):
            operations.remove_chapter(chapter_id=self.part.id, **edited)
        elif isinstance(self.part, SectionData):
            operations.remove_section(section_id=self.part.id, **edited)
        else:
            operations.remove_content(content_id=self.part.id, **edited)


def _move(part: Part, edited: Edited, *, parent_id: str, position: int | None) -> None:
    if isinstance(part, ChapterData):
        operations.move_chapter(chapter_id=part.id, position=position or 1, **edited)
    elif isinstance(part, SectionData):
        operations.move_section(
            section_id=part.id, chapter_id=parent_id, position=position, **edited
        )
    else:
        operations.move_content(
            content_id=part.id, section_id=parent_id, position=position, **edited
        )
