"""One edit of an outline: load, ask the rules, edit, check that it fits, tell, save."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from apps.courses import events
from apps.courses.models import Course
from apps.courses.operations.loading import load_to_edit, save
from apps.courses.rules import learners, limits
from apps.courses.rules.outline import Outline
from yggdrasil.mongodb.shapes import data_from


@dataclass(frozen=True, kw_only=True)
class Editing:
    """Which part of which course is edited, how and when.

    Attributes:
        course_id: id of the course.
        expected_version: version the editor has seen; None to edit whatever there is.
        change: added, changed, moved or removed.
        part: chapter, section or content.
        part_id: its id.
        at: now.
    """

    course_id: str
    expected_version: int | None
    change: str
    part: str
    part_id: str
    at: datetime


def edit_outline(editing: Editing, edit: Callable[[Outline], Outline]) -> None:
    """Edit the outline of a course and tell how.

    Args:
        editing: which part of which course, how and when.
        edit: function from the outline to the next.

    Raises:
        CourseNotFoundError: if there is no such course.
        NotCourseEditorError: unless by those who teach it or the office.
        VersionConflictError: if it is at another version than expected.
        PartNotFoundError: if the edit names a part that is not there.
        InvalidPositionError: if the edit names a place that is not there.
        OutlineTooLargeError: if the outline would outgrow its document.
        DuplicatePartError: if an id would be used twice.
    """
    course = load_to_edit(editing.course_id, editing.expected_version, "materials")
    outline = edit(course.outline)
    limits.check_outline(outline)
    course.set_outline(outline, size=learners.size_of(outline))
    save(course, events.outline_changed, _told(course, editing))


def _told(course: Course, editing: Editing) -> events.OutlineChanged:
    return data_from(
        course.outline_size,
        events.OutlineChanged,
        course_id=editing.course_id,
        change=editing.change,
        part=editing.part,
        part_id=editing.part_id,
        at=editing.at,
    )
