"""Edit the sections of a course. Every operation raises what `Editing` raises."""

from datetime import datetime

from apps.courses.data import PartDetails, SectionData
from apps.courses.operations.editing import Editing
from apps.courses.rules import identity, limits, outline as outlines
from yggdrasil.cqrs.command import command


@command
def add_section(
    *,
    course_id: str,
    chapter_id: str,
    section: SectionData,
    at: datetime,
    position: int | None = None,
    expected_version: int | None = None,
) -> str:
    """Add a section to a chapter, with all that is in it.

    Args:
        course_id: id of the course.
        chapter_id: id of the chapter.
        section: the section; parts without an id get one.
        at: now.
        position: its place in the chapter, from 1; None for the end.
        expected_version: version the editor has seen; None to edit whatever there is.

    Returns:
        Id of the section.

    Raises:
        InvalidPartError: if something in the section does not fit.
    """
    editing = Editing(course_id=course_id, expected_version=expected_version, at=at)
    return editing.add(
        identity.identified_section(section), parent_id=chapter_id, position=position
    )


@command
def change_section(
    *,
    course_id: str,
    section_id: str,
    details: PartDetails,
    at: datetime,
    expected_version: int | None = None,
) -> None:
    """Say other things about a section; what is in it stays.

    Args:
        course_id: id of the course.
        section_id: id of the section.
        details: what is said about it from now on.
        at: now.
        expected_version: version the editor has seen; None to edit whatever there is.

    Raises:
        InvalidPartError: if the details do not fit.
    """
    limits.check_part(outlines.described(SectionData(id=section_id), details))
    editing = Editing(course_id=course_id, expected_version=expected_version, at=at)
    editing.change(section_id, SectionData, lambda old: outlines.described(old, details))


@command
def move_section(
    *,
    course_id: str,
    section_id: str,
    at: datetime,
    chapter_id: str = "",
    position: int | None = None,
    expected_version: int | None = None,
) -> None:
    """Put a section in another place, in its chapter or in another.

    Args:
        course_id: id of the course.
        section_id: id of the section.
        at: now.
        chapter_id: id of the chapter it goes to; nothing to stay in the same.
        position: its new place there, from 1; None for the end.
        expected_version: version the editor has seen; None to edit whatever there is.
    """
    editing = Editing(course_id=course_id, expected_version=expected_version, at=at)
    editing.move(section_id, SectionData, parent_id=chapter_id, position=position)


@command
def remove_section(
    *, course_id: str, section_id: str, at: datetime, expected_version: int | None = None
) -> None:
    """Remove a section with all that is in it.

    Args:
        course_id: id of the course.
        section_id: id of the section.
        at: now.
        expected_version: version the editor has seen; None to edit whatever there is.
    """
    editing = Editing(course_id=course_id, expected_version=expected_version, at=at)
    editing.remove(section_id, SectionData)
