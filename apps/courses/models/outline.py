"""The outline of a course: chapters of sections of content."""

from django.db import models
from django_mongodb_backend.fields import (
    EmbeddedModelArrayField,
    ObjectIdAutoField,
    PolymorphicEmbeddedModelArrayField,
)
from django_mongodb_backend.models import EmbeddedModel

from apps.courses.models.content import (
    ExerciseContent,
    FileContent,
    QuizContent,
    TextContent,
    VideoContent,
)


class Section(EmbeddedModel):
    """One sitting: content in order."""

    id = ObjectIdAutoField(primary_key=True)
    title = models.CharField(max_length=100)
    description = models.CharField(max_length=500, blank=True, default="")
    order = models.PositiveIntegerField()
    is_published = models.BooleanField(default=False)
    estimated_minutes = models.PositiveIntegerField(default=0)
    content = PolymorphicEmbeddedModelArrayField(
        [TextContent, VideoContent, FileContent, ExerciseContent, QuizContent], default=list
    )


class Chapter(EmbeddedModel):
    """One subject: sections in order."""

    id = ObjectIdAutoField(primary_key=True)
    title = models.CharField(max_length=100)
    description = models.CharField(max_length=500, blank=True, default="")
    order = models.PositiveIntegerField()
    is_published = models.BooleanField(default=False)
    estimated_minutes = models.PositiveIntegerField(default=0)
    sections = EmbeddedModelArrayField(Section, default=list, blank=True)
