"""The demo school's catalogue: what is said about each course, and who teaches it."""

from dataclasses import dataclass, field

from apps.courses.data import ChapterData, CourseStatus, Level, MaterialKind


@dataclass(frozen=True, kw_only=True)
class DemoCourse:
    """One course of the demo school.

    Attributes:
        key: part of its ids, the same at every run.
        code: short code.
        title: its name.
        description: what it is about.
        category: subject.
        level: how much one must know before.
        tags: words to find it by.
        outline: its chapters.
        prerequisites: what one should know, in words.
        follows: keys of courses one should have completed.
        status: where it ends up.
        is_public: whether anybody may read it.
        capacity: seats; None for no limit.
        materials: name, kind and address of what goes with it.
    """

    key: str
    code: str
    title: str
    description: str
    category: str
    level: Level
    tags: tuple[str, ...]
    outline: tuple[ChapterData, ...]
    prerequisites: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
    status: CourseStatus = CourseStatus.PUBLISHED
    is_public: bool = True
    capacity: int | None = None
    materials: tuple[tuple[str, MaterialKind, str], ...] = field(default_factory=tuple)
