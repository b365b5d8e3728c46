"""The outline of a course as a tree that staff can read."""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from apps.courses.data import ChapterData, ContentData, PartData, SectionData


def tree_of(outline: Iterable[ChapterData]) -> SafeString:
    """Return an outline as nested lists.

    Args:
        outline: all chapters.

    Returns:
        Safe HTML: chapters and sections open and close, drafts are marked.
    """
    chapters = list(outline)
    if not chapters:
        return SafeString("Nothing yet.")
    return _list(_branch(chapter, map(_section, chapter.sections)) for chapter in chapters)


def _section(section: SectionData) -> SafeString:
    return _branch(section, map(_leaf, section.content))


def _branch(part: PartData, children: Iterable[SafeString]) -> SafeString:
    return format_html(
        "<details open><summary>{}. {}{}</summary>{}</details>",
        part.order,
        part.title,
        _notes(part),
        _list(children),
    )


def _leaf(content: ContentData) -> SafeString:
    title = content.title or f"({content.kind})"
    return format_html("{}. {} — {}{}", content.order, title, content.kind, _notes(content))


def _notes(part: PartData) -> SafeString:
    minutes = f", {part.estimated_minutes} min" if part.estimated_minutes else ""
    draft = "" if part.is_published else ", draft"
    return format_html("<small>{}{}</small>", minutes, draft)


def _list(items: Iterable[SafeString]) -> SafeString:
    inner = format_html_join("", "<li>{}</li>", ((item,) for item in items))
    return format_html('<ul style="margin-left: 1.5em">{}</ul>', inner)
