"""What is said about the parts of an outline: the forms to add and to change them."""

from dataclasses import replace
from typing import Any

from apps.courses import operations
from apps.courses.admin.desks import fields
from apps.courses.admin.desks.bodies import SIMPLE, with_body
from apps.courses.admin.desks.desk import DeskForm, Edited
from apps.courses.data import ChapterData, ContentData, ContentKind, PartDetails, SectionData
from apps.courses.rules.outline import Part

_OF_BODY = "Markdown; of a video or file its address."
_OF_NEW = "Markdown; of a video or file its address; of an exercise what to do."
# Where a fault of these is told: they are what the body becomes.
_IN_BODY = dict.fromkeys(("markdown", "url", "instructions", "description"), "body")


class PartForm(DeskForm):
    """What all parts have."""

    title = fields.line("Title", most=100)
    estimated_minutes = fields.number("Minutes a learner needs", least=0)
    is_published = fields.switch("Published: learners may read it")

    @property
    def said(self) -> dict[str, Any]:
        return super().said | {"estimated_minutes": super().said["estimated_minutes"] or 0}


class DescribedForm(PartForm):
    """What chapters and sections have."""

    description = fields.line("Description", most=500, required=False)
    field_order = ("title", "description")


class AddChapter(DescribedForm):
    """A chapter more, at the end."""

    deed, label, done = "add_chapter", "Add a chapter", "Chapter added."

    def do(self, edited: Edited) -> None:
        operations.add_chapter(chapter=ChapterData(**self.said), **edited)


class OfPart(DeskForm):
    """A form about the part that was chosen on the page."""

    def __init__(self, *args: Any, part: Part, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.part = part


class AddSection(OfPart, DescribedForm):
    """A section more in the chosen chapter."""

    deed, label, done = "add_section", "Add a section to it", "Section added."

    def do(self, edited: Edited) -> None:
        operations.add_section(chapter_id=self.part.id, section=SectionData(**self.said), **edited)


class AddContent(OfPart, PartForm):
    """Content more in the chosen section; questions and test cases come at its own desk."""

    deed, label, done = "add_content", "Add content to it", "Content added."
    shown_at = _IN_BODY

    kind = fields.choice("Kind", fields.words_of(ContentKind))
    body = fields.text("Text, or address", rows=6, hint=_OF_NEW)
    field_order = ("title", "kind", "body")

    def do(self, edited: Edited) -> None:
        said = self.said
        kind, body = ContentKind(said.pop("kind")), said.pop("body")
        content = with_body(ContentData(kind=kind, **said), body)
        operations.add_content(section_id=self.part.id, content=content, **edited)


class ChangePart(OfPart, DescribedForm):
    """Other words about the chosen chapter or section."""

    deed, label, done = "change", "Change it", "Changed."

    def do(self, edited: Edited) -> None:
        details = PartDetails(**self.said)
        if isinstance(self.part, ChapterData):
            operations.change_chapter(chapter_id=self.part.id, details=details, **edited)
        else:
            operations.change_section(section_id=self.part.id, details=details, **edited)


class ChangeContent(OfPart, PartForm):
    """Other words about the chosen content; of an exercise or a quiz no more than these."""

    deed, label, done = "change", "Change it", "Changed."
    shown_at = _IN_BODY

    body = fields.text("Text, or address", rows=12, hint=_OF_BODY)
    field_order = ("title", "body")

    def __init__(self, *args: Any, part: ContentData, **kwargs: Any) -> None:
        super().__init__(*args, part=part, **kwargs)
        self.content = part
        self.fields["title"].required = False
        if part.kind not in SIMPLE:
            del self.fields["body"]

    def do(self, edited: Edited) -> None:
        said = self.said
        body = said.pop("body", None)
        content = replace(self.content, **said)
        operations.change_content(
            content=content if body is None else with_body(content, body), **edited
        )
