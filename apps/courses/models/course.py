"""The course: one document with its whole outline."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django_mongodb_backend.fields import (
    ArrayField,
    EmbeddedModelArrayField,
    EmbeddedModelField,
    ObjectIdField,
)

from apps.courses.data import (
    ChapterData,
    CourseData,
    CourseDetails,
    CourseSettingsData,
    CourseStatus,
    CourseSummary,
    Level,
    OutlineSizeData,
)
from apps.courses.models.details import CourseSettings, Material, OutlineSize
from apps.courses.models.outline import Chapter
from apps.courses.models.people import Collaborator, Instructor
from yggdrasil.mongodb.aggregate import Aggregate
from yggdrasil.mongodb.path_index import PathIndex, TextIndex
from yggdrasil.mongodb.shapes import data_from, document_from

_DETAILS = tuple(name for name in CourseDetails.__dataclass_fields__ if name != "settings")


class Course(Aggregate):
    """A course with its outline: chapters > sections > content, all in one document.

    Indexes: slug and code (unique); catalogue by status and publicity in order of publication and
    of title, and all courses in these orders; category with level; tags; instructor;
    collaborators; last change; words of title and description.
    Growth: `rules.limits` bounds parts and bytes far below MongoDB's 16 MB.
    """

    code = models.CharField(
        max_length=20,
        null=True,
        blank=True,
        unique=True,
        validators=[RegexValidator(r"^[A-Z0-9][A-Z0-9._-]*$", "Capital letters, digits, . _ -")],
    )
    slug = models.SlugField(max_length=140, unique=True)
    title = models.CharField(max_length=100)
    description = models.TextField(max_length=1000)
    category = models.CharField(max_length=50)
    level = models.CharField(max_length=12, choices=[(v.value, v.name.title()) for v in Level])
    status = models.CharField(
        max_length=9,
        choices=[(s.value, s.name.title()) for s in CourseStatus],
        default=CourseStatus.DRAFT,
    )
    published_at = models.DateTimeField(null=True, blank=True)
    instructor = EmbeddedModelField(Instructor)
    collaborators = EmbeddedModelArrayField(Collaborator, default=list, blank=True)
    thumbnail = models.URLField(max_length=2000, blank=True, default="")
    tags = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    # The predecessor's free texts beside references to courses here.
    prerequisites = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    prerequisite_ids = ArrayField(ObjectIdField(), default=list, blank=True)
    estimated_minutes = models.PositiveIntegerField(default=0)
    settings = EmbeddedModelField(CourseSettings, default=CourseSettings, blank=True)
    materials = EmbeddedModelArrayField(Material, default=list, blank=True)
    chapters = EmbeddedModelArrayField(Chapter, default=list, blank=True)
    outline_size = EmbeddedModelField(OutlineSize, default=OutlineSize, blank=True)

    class Meta:
        db_table = "courses"
        indexes = [
            PathIndex(
                paths=["status", "settings.is_public", "-published_at", "-id"],
                name="courses_published",
            ),
            PathIndex(
                paths=["status", "settings.is_public", "title", "id"],
                name="courses_title",
            ),
            PathIndex(
                paths=["category", "level", "status", "-published_at"],
                name="courses_category",
            ),
            PathIndex(paths=["tags", "status", "-published_at"], name="courses_tags"),
            PathIndex(paths=["instructor.account_id", "-updated_at"], name="courses_instructor"),
            PathIndex(
                paths=["collaborators.account_id", "-updated_at"], name="courses_collaborators"
            ),
            # For viewers to whom more than the public is shown: read in order, passing the rest.
            PathIndex(paths=["-published_at", "-id"], name="courses_published_at"),
            PathIndex(paths=["title", "id"], name="courses_by_title"),
            PathIndex(paths=["-updated_at", "-id"], name="courses_updated"),
            TextIndex(weights={"title": 10, "description": 3}, name="courses_text"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def outline(self) -> tuple[ChapterData, ...]:
        """Return the chapters as their editors hold them."""
        return tuple(chapter.to_data() for chapter in self.chapters)

    def set_outline(self, outline: tuple[ChapterData, ...], *, size: OutlineSizeData) -> None:
        """Replace the outline.

        Args:
            outline: all chapters.
            size: how many published parts it has.
        """
        self.chapters = [Chapter.from_data(chapter) for chapter in outline]
        self.outline_size = document_from(size, OutlineSize)

    def set_details(self, details: CourseDetails) -> None:
        """Replace what is said about the course.

        Args:
            details: tidied and checked details.
        """
        for name in _DETAILS:
            value = getattr(details, name)
            setattr(self, name, list(value) if isinstance(value, tuple) else value)
        self.settings = document_from(details.settings, CourseSettings)

    def to_summary(self) -> CourseSummary:
        """Return the course for a list."""
        return data_from(self, CourseSummary, **self._shown())

    def to_data(self) -> CourseData:
        """Return the course without outline and materials."""
        return data_from(
            self,
            CourseData,
            settings=data_from(self.settings, CourseSettingsData),
            collaborators=tuple(person.to_data() for person in self.collaborators),
            **self._shown(),
        )

    def to_details(self) -> CourseDetails:
        """Return what an editor wrote about the course."""
        return data_from(self, CourseDetails, settings=data_from(self.settings, CourseSettingsData))

    def _shown(self) -> dict[str, Any]:
        return {
            "instructor": self.instructor.to_data(),
            "is_public": self.settings.is_public,
            "outline_size": data_from(self.outline_size, OutlineSizeData),
        }
