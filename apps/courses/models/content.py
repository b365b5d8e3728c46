"""What a section is made of: five kinds of content, each with fields of its own."""

from typing import Any, ClassVar, Self

from django.db import models
from django_mongodb_backend.fields import EmbeddedModelField, ObjectIdAutoField
from django_mongodb_backend.models import EmbeddedModel

from apps.courses.data import ContentData, ContentKind, FileData, PartData, TextData, VideoData
from apps.courses.models.exercise import Exercise
from apps.courses.models.quiz import Quiz
from yggdrasil.mongodb.shapes import data_from, document_from

_SHARED = tuple(PartData.__dataclass_fields__)


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

    @staticmethod
    def from_data(data: ContentData) -> "Content":
        """Return the content as it is stored: a document of the model of its kind."""
        shared = {name: getattr(data, name) for name in _SHARED}
        return MODELS[data.kind].filled(getattr(data, data.kind.value), shared)

    @classmethod
    def filled(cls, own: Any, shared: dict[str, Any]) -> Self:
        """Return the content with its own fields beside the shared ones."""
        return document_from(own, cls, **shared)

    def to_data(self) -> ContentData:
        """Return the content as its editors hold it."""
        own: dict[str, Any] = {self.kind.value: self.own_data()}
        return data_from(self, ContentData, kind=self.kind, **_NOTHING | own)

    def own_data(self) -> object:
        """Return what this kind has beside the shared fields."""
        raise NotImplementedError


class TextContent(Content):
    """Something to read: Markdown, HTML, or both forms of the same text."""

    kind = ContentKind.TEXT

    markdown = models.TextField(blank=True, default="")
    html = models.TextField(blank=True, default="")

    def own_data(self) -> TextData:
        """Return the text."""
        return data_from(self, TextData)


class VideoContent(Content):
    """Something to watch."""

    kind = ContentKind.VIDEO

    url = models.URLField(max_length=2000)
    duration_seconds = models.PositiveIntegerField(null=True, blank=True)
    transcript = models.TextField(blank=True, default="")

    def own_data(self) -> VideoData:
        """Return where to watch it."""
        return data_from(self, VideoData)


class FileContent(Content):
    """Something to download."""

    kind = ContentKind.FILE

    url = models.URLField(max_length=2000)
    file_name = models.CharField(max_length=255, blank=True, default="")
    size_bytes = models.PositiveBigIntegerField(null=True, blank=True)
    mime_type = models.CharField(max_length=127, blank=True, default="")

    def own_data(self) -> FileData:
        """Return where to get it."""
        return data_from(self, FileData)


class ExerciseContent(Content):
    """Something to do and hand in."""

    kind = ContentKind.EXERCISE

    exercise = EmbeddedModelField(Exercise)

    @classmethod
    def filled(cls, own: Any, shared: dict[str, Any]) -> Self:
        """Return the content around its exercise."""
        return cls(exercise=Exercise.from_data(own), **shared)

    def own_data(self) -> object:
        """Return the exercise."""
        return self.exercise.to_data()


class QuizContent(Content):
    """Something to answer."""

    kind = ContentKind.QUIZ

    quiz = EmbeddedModelField(Quiz)

    @classmethod
    def filled(cls, own: Any, shared: dict[str, Any]) -> Self:
        """Return the content around its quiz."""
        return cls(quiz=Quiz.from_data(own), **shared)

    def own_data(self) -> object:
        """Return the quiz."""
        return self.quiz.to_data()


MODELS: dict[ContentKind, type[Content]] = {
    model.kind: model
    for model in (TextContent, VideoContent, FileContent, ExerciseContent, QuizContent)
}
_NOTHING: dict[str, Any] = dict.fromkeys(kind.value for kind in ContentKind)
