"""Edit the content of a course. Every operation raises what `Editing` raises."""

from datetime import datetime

from apps.courses.data import ContentData
from apps.courses.operations.editing import Editing
from apps.courses.rules import identity, limits
from yggdrasil.cqrs.command import command


@command
def add_content(
    *,
    course_id: str,
    section_id: str,
    content: ContentData,
    at: datetime,
    position: int | None = None,
    expected_version: int | None = None,
) -> str:
    """Add a piece of content to a section.

    Args:
        course_id: id of the course.
        section_id: id of the section.
        content: the content; what has no id gets one.
        at: now.
        position: its place in the section, from 1; None for the end.
        expected_version: version the editor has seen; None to edit whatever there is.

    Returns:
        Id of the content.

    Raises:
        InvalidPartError: if something in the content does not fit.
    """
    editing = Editing(course_id=course_id, expected_version=expected_version, at=at)
    return editing.add(
        identity.identified_content(content), parent_id=section_id, position=position
    )


@command
def change_content(
    *, course_id: str, content: ContentData, at: datetime, expected_version: int | None = None
) -> None:
    """Rewrite a piece of content in its place; it may become one of another kind.

    Args:
        course_id: id of the course.
        content: the content from now on, under the id it has.
        at: now.
        expected_version: version the editor has seen; None to edit whatever there is.

    Raises:
        InvalidPartError: if something in the content does not fit.
    """
    new = identity.identified_content(content)
    limits.check_part(new)
    editing = Editing(course_id=course_id, expected_version=expected_version, at=at)
    editing.change(new.id, ContentData, lambda _: new)


@command
def move_content(
    *,
    course_id: str,
    content_id: str,
    at: datetime,
    section_id: str = "",
    position: int | None = None,
    expected_version: int | None = None,
) -> None:
    """Put a piece of content in another place, in its section or in another.

    Args:
        course_id: id of the course.
        content_id: id of the content.
        at: now.
        section_id: id of the section it goes to; nothing to stay in the same.
        position: its new place there, from 1; None for the end.
        expected_version: version the editor has seen; None to edit whatever there is.
    """
    editing = Editing(course_id=course_id, expected_version=expected_version, at=at)
    editing.move(content_id, ContentData, parent_id=section_id, position=position)


@command
def remove_content(
    *, course_id: str, content_id: str, at: datetime, expected_version: int | None = None
) -> None:
    """Remove a piece of content.

    Args:
        course_id: id of the course.
        content_id: id of the content.
        at: now.
        expected_version: version the editor has seen; None to edit whatever there is.
    """
    editing = Editing(course_id=course_id, expected_version=expected_version, at=at)
    editing.remove(content_id, ContentData)
