"""Edit the chapters of a course. Every operation raises what `Editing` raises."""

from datetime import datetime

from apps.courses.data import ChapterData, PartDetails
from apps.courses.operations.editing import Editing
from apps.courses.rules import identity, limits, outline as outlines
from yggdrasil.cqrs.command import command


@command
def add_chapter(
    *,
    course_id: str,
    chapter: ChapterData,
    at: datetime,
    position: int | None = None,
    expected_version: int | None = None,
) -> str:
    """Add a chapter, with all that is in it.

    Args:
        course_id: id of the course.
        chapter: the chapter; parts without an id get one.
        at: now.
        position: its place, from 1; None for the end.
        expected_version: version the editor has seen; None to edit whatever there is.

    Returns:
        Id of the chapter.

    Raises:
        InvalidPartError: if something in the chapter does not fit.
    """
    editing = Editing(course_id=course_id, expected_version=expected_version, at=at)
    return editing.add(identity.identified_chapter(chapter), position=position)


@command
def change_chapter(
    *,
    course_id: str,
    chapter_id: str,
    details: PartDetails,
    at: datetime,
    expected_version: int | None = None,
) -> None:
    """Say other things about a chapter; what is in it stays.

    Args:
        course_id: id of the course.
        chapter_id: id of the chapter.
        details: what is said about it from now on.
        at: now.
        expected_version: version the editor has seen; None to edit whatever there is.

    Raises:
        InvalidPartError: if the details do not fit.
    """
    limits.check_part(outlines.described(ChapterData(id=chapter_id), details))
    editing = Editing(course_id=course_id, expected_version=expected_version, at=at)
    editing.change(chapter_id, ChapterData, lambda old: outlines.described(old, details))


@command
def move_chapter(
    *,
    course_id: str,
    chapter_id: str,
    position: int,
    at: datetime,
    expected_version: int | None = None,
) -> None:
    """Put a chapter in another place.

    Args:
        course_id: id of the course.
        chapter_id: id of the chapter.
        position: its new place, from 1.
        at: now.
        expected_version: version the editor has seen; None to edit whatever there is.
    """
    editing = Editing(course_id=course_id, expected_version=expected_version, at=at)
    editing.move(chapter_id, ChapterData, position=position)


@command
def remove_chapter(
    *, course_id: str, chapter_id: str, at: datetime, expected_version: int | None = None
) -> None:
    """Remove a chapter with all that is in it.

    Args:
        course_id: id of the course.
        chapter_id: id of the chapter.
        at: now.
        expected_version: version the editor has seen; None to edit whatever there is.
    """
    editing = Editing(course_id=course_id, expected_version=expected_version, at=at)
    editing.remove(chapter_id, ChapterData)
