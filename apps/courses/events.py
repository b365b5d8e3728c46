"""The facts the courses app tells."""

from dataclasses import dataclass
from datetime import datetime

from apps.courses.data import CollaboratorRole, Level, MaterialKind
from yggdrasil.events.signal import DomainSignal


@dataclass(frozen=True, kw_only=True)
class CourseCreated:
    """A course was made; it is a draft."""

    course_id: str
    slug: str
    title: str
    category: str
    level: Level
    instructor_id: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CourseUpdated:
    """Other things are said about a course; `changed` names the fields."""

    course_id: str
    code: str | None
    title: str
    category: str
    level: Level
    is_public: bool
    requires_approval: bool
    capacity: int | None
    changed: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CoursePublished:
    """Learners may read a course: everybody if it is public, else those let in."""

    course_id: str
    slug: str
    title: str
    category: str
    level: Level
    instructor_id: str
    is_public: bool
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CourseUnpublished:
    """A course became a draft again."""

    course_id: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CourseArchived:
    """A course was put away."""

    course_id: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CourseRestored:
    """A course was brought back, as a draft."""

    course_id: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CourseDeleted:
    """A course is gone for good."""

    course_id: str
    title: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class OutlineChanged:
    """A part was added, changed, moved or removed; the counts are those of published parts."""

    course_id: str
    change: str
    part: str
    part_id: str
    chapters: int
    sections: int
    contents: int
    exercises: int
    quizzes: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class InstructorChanged:
    """Somebody else answers for a course."""

    course_id: str
    instructor_id: str
    instructor_name: str
    previous_instructor_id: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CollaboratorAdded:
    """Somebody helps with a course, or now does something else in it."""

    course_id: str
    account_id: str
    role: CollaboratorRole
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CollaboratorRemoved:
    """Somebody no longer helps with a course."""

    course_id: str
    account_id: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class MaterialAdded:
    """A material goes with a course."""

    course_id: str
    material_id: str
    name: str
    kind: MaterialKind
    at: datetime


@dataclass(frozen=True, kw_only=True)
class MaterialRemoved:
    """A material no longer goes with a course."""

    course_id: str
    material_id: str
    at: datetime


course_created = DomainSignal("courses.course.created.v1", CourseCreated)
course_updated = DomainSignal("courses.course.updated.v1", CourseUpdated)
course_published = DomainSignal("courses.course.published.v1", CoursePublished)
course_unpublished = DomainSignal("courses.course.unpublished.v1", CourseUnpublished)
course_archived = DomainSignal("courses.course.archived.v1", CourseArchived)
course_restored = DomainSignal("courses.course.restored.v1", CourseRestored)
course_deleted = DomainSignal("courses.course.deleted.v1", CourseDeleted)
outline_changed = DomainSignal("courses.outline.changed.v1", OutlineChanged)
instructor_changed = DomainSignal("courses.instructor.changed.v1", InstructorChanged)
collaborator_added = DomainSignal("courses.collaborator.added.v1", CollaboratorAdded)
collaborator_removed = DomainSignal("courses.collaborator.removed.v1", CollaboratorRemoved)
material_added = DomainSignal("courses.material.added.v1", MaterialAdded)
material_removed = DomainSignal("courses.material.removed.v1", MaterialRemoved)
