"""What is said about the parts of an outline: the forms to add and to change them."""

from dataclasses import replace
from typing import Any

from apps.courses import operations
from apps.courses.admin.desks import fields
from apps.courses.admin.desks.desk import DeskForm, Edited
from apps.courses.data import (
    ChapterData,
    ContentData,
    ContentKind,
    FileData,
    PartDetails,
    SectionData,
    TextData,
    VideoData,
)
from apps.courses.rules.outline import Part

# Exercises and quizzes have more to them than fits into a small form.
_SIMPLE = (ContentKind.TEXT, ContentKind.VIDEO, ContentKind.FILE)

_OF_BODY = "Markdown; of a video or file its address."


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
    """A text, a video or a file more in the chosen section."""

    deed, label, done = "add_content", "Add content to it", "Content added."

    kind = fields.choice("Kind", fields.words_of(_SIMPLE))
    body = fields.text("Text, or address", rows=6, hint=_OF_BODY)
    field_order = ("title", "kind", "body")

    def do(self, edited: Edited) -> None:
        said = self.said
        kind, body = ContentKind(said.pop("kind")), said.pop("body")
        content = ContentData(kind=kind, **said)
        operations.add_content(section_id=self.part.id, content=with_body(content, body), **edited)


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

    body = fields.text("Text, or address", rows=12, hint=_OF_BODY)
    field_order = ("title", "body")

    def __init__(self, *args: Any, part: ContentData, **kwargs: Any) -> None:
        super().__init__(*args, part=part, **kwargs)
        self.content = part
        self.fields["title"].required = False
        if part.kind not in _SIMPLE:
            del self.fields["body"]

    def do(self, edited: Edited) -> None:
        said = self.said
        body = said.pop("body", None)
        content = replace(self.content, **said)
        operations.change_content(
            content=content if body is None else with_body(content, body), **edited
        )


def with_body(content: ContentData, body: str) -> ContentData:
    """Return content with another text, or another address.

    Args:
        content: of a simple kind.
        body: Markdown for a text; where it is for a video or a file.

    Returns:
        The content; what else was known of its text, video or file stays.
    """
    # Browsers send other line ends than the ones they were given.
    body = body.replace("\r\n", "\n")
    if body.strip() == body_of(content).strip():
        return content
    if content.kind is ContentKind.TEXT:
        # The HTML of old was made from the old text.
        return replace(content, text=TextData(markdown=body))
    if content.kind is ContentKind.VIDEO:
        held = content.video or VideoData(url=body)
        return replace(content, video=replace(held, url=body))
    kept = content.file or FileData(url=body)
    return replace(content, file=replace(kept, url=body))


def body_of(content: ContentData) -> str:
    """Return the text or the address of content; nothing for what is not simple."""
    if content.text is not None:
        return content.text.markdown or content.text.html
    held = content.video or content.file
    return held.url if held else ""
