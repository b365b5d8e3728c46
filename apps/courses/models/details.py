"""Embedded parts of a course beside its outline."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django_mongodb_backend.fields import ObjectIdAutoField
from django_mongodb_backend.models import EmbeddedModel

from apps.courses.data import CourseMaterialData, MaterialKind
from yggdrasil.mongodb.shapes import data_from


class CourseSettings(EmbeddedModel):
    """Who may come, when, and what they may do; `capacity` absent means without limit."""

    is_public = models.BooleanField(default=True)
    requires_approval = models.BooleanField(default=False)
    capacity = models.PositiveIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(10_000)]
    )
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    allows_late_submissions = models.BooleanField(default=True)
    allows_discussions = models.BooleanField(default=True)
    allows_collaboration = models.BooleanField(default=False)


class Material(EmbeddedModel):
    """Something that goes with the course as a whole: a file, a link, a reference."""

    id = ObjectIdAutoField(primary_key=True)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=9, choices=[(k.value, k.name.title()) for k in MaterialKind])
    url = models.URLField(max_length=2000)
    description = models.CharField(max_length=300, blank=True, default="")
    size_bytes = models.PositiveBigIntegerField(null=True, blank=True)
    uploaded_at = models.DateTimeField()

    def to_data(self) -> CourseMaterialData:
        """Return the material as readers see it."""
        return data_from(self, CourseMaterialData)


class OutlineSize(EmbeddedModel):
    """How many published parts the outline has, so that lists need not load it."""

    chapters = models.PositiveIntegerField(default=0)
    sections = models.PositiveIntegerField(default=0)
    contents = models.PositiveIntegerField(default=0)
    exercises = models.PositiveIntegerField(default=0)
    quizzes = models.PositiveIntegerField(default=0)
