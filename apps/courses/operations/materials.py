"""Add and remove what goes with a course as a whole."""

from datetime import datetime

from apps.courses import events
from apps.courses.data import CourseMaterialData
from apps.courses.models import Material
from apps.courses.operations.loading import load_to_edit, save
from apps.courses.rules import details
from yggdrasil import ids
from yggdrasil.cqrs.command import command
from yggdrasil.errors import NotFoundError
from yggdrasil.mongodb.shapes import document_from


class MaterialNotFoundError(NotFoundError):
    """The course has no material with that id."""


@command
def add_material(
    *,
    course_id: str,
    material: CourseMaterialData,
    at: datetime,
    expected_version: int | None = None,
) -> str:
    """Add a material to a course.

    Args:
        course_id: id of the course.
        material: the material; without an id it gets one.
        at: now, when it was uploaded.
        expected_version: version the editor has seen; None to edit whatever there is.

    Returns:
        Id of the material.

    Raises:
        CourseNotFoundError: if there is no such course.
        NotCourseEditorError: unless by those who teach it or the office.
        VersionConflictError: if it is at another version.
        InvalidCourseError: if the material does not fit.
        TooManyError: if the course has 200 already.
    """
    details.check_material(material)
    course = load_to_edit(course_id, expected_version, "chapters")
    details.check_room_for("materials", held=len(course.materials), most=details.MOST_MATERIALS)
    key = ids.to_object_id(material.id or ids.new_id())
    course.materials = [
        *course.materials,
        document_from(material, Material, id=key, uploaded_at=at),
    ]
    fact = events.MaterialAdded(
        course_id=course_id, material_id=str(key), name=material.name, kind=material.kind, at=at
    )
    save(course, events.material_added, fact)
    return str(key)


@command
def remove_material(
    *, course_id: str, material_id: str, at: datetime, expected_version: int | None = None
) -> None:
    """Remove a material from a course.

    Args:
        course_id: id of the course.
        material_id: id of the material.
        at: now.
        expected_version: version the editor has seen; None to edit whatever there is.

    Raises:
        CourseNotFoundError: if there is no such course.
        NotCourseEditorError: unless by those who teach it or the office.
        VersionConflictError: if it is at another version.
        MaterialNotFoundError: if it has no such material.
    """
    course = load_to_edit(course_id, expected_version, "chapters")
    kept = [material for material in course.materials if str(material.id) != material_id]
    if len(kept) == len(course.materials):
        raise MaterialNotFoundError(f"Course {course_id} has no material {material_id!r:.40}.")
    course.materials = kept
    fact = events.MaterialRemoved(course_id=course_id, material_id=material_id, at=at)
    save(course, events.material_removed, fact)
