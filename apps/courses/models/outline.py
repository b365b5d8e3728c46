"""The outline of a course: chapters of sections of content."""

from typing import Self

from django.db import models
from django_mongodb_backend.fields import (
    EmbeddedModelArrayField,
    ObjectIdAutoField,
    PolymorphicEmbeddedModelArrayField,
)
from django_mongodb_backend.models import EmbeddedModel

from apps.courses.data import ChapterData, SectionData
from apps.courses.models.content import MODELS, Content
from yggdrasil.mongodb.shapes import data_from, document_from


class Section(EmbeddedModel):
    """One sitting: content in order."""

    id = ObjectIdAutoField(primary_key=True)
    title = models.CharField(max_length=100)
    description = models.CharField(max_length=500, blank=True, default="")
    order = models.PositiveIntegerField()
    is_published = models.BooleanField(default=False)
    estimated_minutes = models.PositiveIntegerField(default=0)
    content = PolymorphicEmbeddedModelArrayField(list(MODELS.values()), default=list, blank=True)

    @classmethod
    def from_data(cls, data: SectionData) -> Self:
        """Return the section as it is stored."""
        return document_from(data, cls, content=list(map(Content.from_data, data.content)))

    def to_data(self) -> SectionData:
        """Return the section as its editors hold it."""
        content = tuple(content.to_data() for content in self.content)
        return data_from(self, SectionData, content=content)


class Chapter(EmbeddedModel):
    """One subject: sections in order."""

    id = ObjectIdAutoField(primary_key=True)
    title = models.CharField(max_length=100)
    description = models.CharField(max_length=500, blank=True, default="")
    order = models.PositiveIntegerField()
    is_published = models.BooleanField(default=False)
    estimated_minutes = models.PositiveIntegerField(default=0)
    sections = EmbeddedModelArrayField(Section, default=list, blank=True)

    @classmethod
    def from_data(cls, data: ChapterData) -> Self:
        """Return the chapter as it is stored."""
        return document_from(data, cls, sections=list(map(Section.from_data, data.sections)))

    def to_data(self) -> ChapterData:
        """Return the chapter as its editors hold it."""
        sections = tuple(section.to_data() for section in self.sections)
        return data_from(self, ChapterData, sections=sections)
