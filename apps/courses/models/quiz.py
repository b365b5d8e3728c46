"""A quiz, its questions and their typed answers."""

from django.db import models
from django_mongodb_backend.fields import (
    ArrayField,
    EmbeddedModelArrayField,
    EmbeddedModelField,
    ObjectIdAutoField,
)
from django_mongodb_backend.models import EmbeddedModel

from apps.courses.data import QuestionKind


class Answer(EmbeddedModel):
    """The right answer, in the one form that fits the kind of its question.

    `legacy_value` is what the predecessor stored (an option's index, a text, a list of texts),
    untouched, so that the way back is exact.
    """

    choices = ArrayField(models.PositiveIntegerField(), default=list, blank=True)
    texts = ArrayField(models.CharField(max_length=1000), default=list, blank=True)
    is_true = models.BooleanField(null=True, blank=True)
    legacy_value = models.JSONField(null=True, blank=True)


class Question(EmbeddedModel):
    """One question; `answer` and `explanation` never reach a learner."""

    id = ObjectIdAutoField(primary_key=True)
    kind = models.CharField(
        max_length=15, choices=[(k.value, k.name.title()) for k in QuestionKind]
    )
    text = models.CharField(max_length=1000)
    options = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    answer = EmbeddedModelField(Answer, null=True, blank=True)
    explanation = models.TextField(blank=True, default="")
    points = models.PositiveIntegerField(default=1)


class Quiz(EmbeddedModel):
    """Questions answered together, passed from a percentage of their points on."""

    id = ObjectIdAutoField(primary_key=True)
    title = models.CharField(max_length=100)
    description = models.CharField(max_length=500, blank=True, default="")
    questions = EmbeddedModelArrayField(Question, default=list, blank=True)
    time_limit_minutes = models.PositiveIntegerField(null=True, blank=True)
    max_attempts = models.PositiveIntegerField(null=True, blank=True)
    passing_score_percent = models.PositiveIntegerField(default=60)
