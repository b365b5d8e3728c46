"""What a section is made of: five kinds of content, each with fields of its own."""

from typing import ClassVar

from django.db import models
from django_mongodb_backend.fields import EmbeddedModelField, ObjectIdAutoField
from django_mongodb_backend.models import EmbeddedModel

from apps.courses.data import ContentKind
from apps.courses.models.exercise import Exercise
from apps.courses.models.quiz import Quiz


class Content(EmbeddedModel):
    """What all kinds of content share."""

    kind: ClassVar[ContentKind]

    id = ObjectIdAutoField(primary_key=True)
    title = models.CharField(max_length=100, blank=True, default="")
    order = models.PositiveIntegerField()
    is_published = models.BooleanField(default=False)
    estimated_minutes = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


class TextContent(Content):
    """Something to read: Markdown, HTML, or both forms of the same text."""

    kind = ContentKind.TEXT

    markdown = models.TextField(blank=True, default="")
    html = models.TextField(blank=True, default="")


class VideoContent(Content):
    """Something to watch."""

    kind = ContentKind.VIDEO

    url = models.URLField(max_length=2000)
    duration_seconds = models.PositiveIntegerField(null=True, blank=True)
    transcript = models.TextField(blank=True, default="")


class FileContent(Content):
    """Something to download."""

    kind = ContentKind.FILE

    url = models.URLField(max_length=2000)
    file_name = models.CharField(max_length=255, blank=True, default="")
    size_bytes = models.PositiveBigIntegerField(null=True, blank=True)
    mime_type = models.CharField(max_length=127, blank=True, default="")


class ExerciseContent(Content):
    """Something to do and hand in."""

    kind = ContentKind.EXERCISE

    exercise = EmbeddedModelField(Exercise)


class QuizContent(Content):
    """Something to answer."""

    kind = ContentKind.QUIZ

    quiz = EmbeddedModelField(Quiz)
