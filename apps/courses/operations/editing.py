"""One edit of an outline: load, ask the rules, edit, check that it fits, tell, save."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from apps.courses import events
from apps.courses.operations.loading import load_to_edit, save
from apps.courses.rules import learners, limits, outline as outlines
from apps.courses.rules.outline import Outline, P, Part
from yggdrasil.mongodb.shapes import data_from


@dataclass(frozen=True, kw_only=True)
class Editing:
    """Edits of the outline of one course, each told and saved.

    Raises, whichever the edit:
        CourseNotFoundError: if there is no such course.
        NotCourseEditorError: unless by those who teach it or the office.
        VersionConflictError: if it is at another version than expected.
        PartNotFoundError: if the edit names a part that is not there.
        InvalidPositionError: if the edit names a place that is not there.
        OutlineTooLargeError: if the outline would outgrow its document.
        DuplicatePartError: if an id would be used twice.

    Attributes:
        course_id: id of the course.
        expected_version: version the editor has seen; None to edit whatever there is.
        at: now.
    """

    course_id: str
    expected_version: int | None
    at: datetime

    def add(self, part: Part, *, parent_id: str = "", position: int | None = None) -> str:
        """Add a part, once it is well formed, and return its id; see `rules.outline.add`."""
        limits.check_part(part)
        self._edit(
            "added",
            type(part),
            part.id,
            lambda outline: outlines.add(outline, part, parent_id=parent_id, position=position),
        )
        return part.id

    def change(self, part_id: str, kind: type[P], rewrite: Callable[[P], P]) -> None:
        """Rewrite a part in its place; see `rules.outline.change`."""
        self._edit(
            "changed",
            kind,
            part_id,
            lambda outline: outlines.change(outline, part_id, kind, rewrite),
        )

    def move(
        self, part_id: str, kind: type[P], *, parent_id: str = "", position: int | None = None
    ) -> None:
        """Put a part in another place; see `rules.outline.move`."""
        self._edit(
            "moved",
            kind,
            part_id,
            lambda outline: outlines.move(
                outline, part_id, kind, parent_id=parent_id, position=position
            ),
        )

    def remove(self, part_id: str, kind: type[P]) -> None:
        """Remove a part with all that is in it; see `rules.outline.remove`."""
        self._edit(
            "removed", kind, part_id, lambda outline: outlines.remove(outline, part_id, kind)
        )

    def _edit(
        self, change: str, kind: type[Part], part_id: str, edit: Callable[[Outline], Outline]
    ) -> None:
        course = load_to_edit(self.course_id, self.expected_version, "materials")
        outline = edit(course.outline)
        limits.check_outline(outline)
        course.set_outline(outline, size=learners.size_of(outline))
        fact = data_from(
            course.outline_size,
            events.OutlineChanged,
            course_id=self.course_id,
            change=change,
            part=outlines.noun_of(kind),
            part_id=part_id,
            at=self.at,
        )
        save(course, events.outline_changed, fact)
