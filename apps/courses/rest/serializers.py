"""Courses as JSON: one serializer for each shape."""

from apps.courses.data import (
    CourseData,
    CourseMaterialData,
    CourseSummary,
    LearnerChapterData,
    OutlineData,
    PublicationData,
)
from yggdrasil.rest.serializers import DataSerializer


class CourseSummarySerializer(DataSerializer[CourseSummary]):
    """A course in a list."""


class CourseSerializer(DataSerializer[CourseData]):
    """A course, without outline and materials."""


class ChapterSerializer(DataSerializer[LearnerChapterData]):
    """A chapter as learners see it."""


class OutlineSerializer(DataSerializer[OutlineData]):
    """The whole outline as its editors hold it."""


class MaterialSerializer(DataSerializer[CourseMaterialData]):
    """A material."""


class PublicationSerializer(DataSerializer[PublicationData]):
    """Whether a course is published."""
