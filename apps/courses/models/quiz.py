"""A quiz, its questions and their typed answers."""

from typing import Self

from django.db import models
from django_mongodb_backend.fields import (
    ArrayField,
    EmbeddedModelArrayField,
    EmbeddedModelField,
    ObjectIdAutoField,
)
from django_mongodb_backend.models import EmbeddedModel

from apps.courses.data import AnswerData, QuestionData, QuestionKind, QuizData
from yggdrasil.mongodb.shapes import data_from, document_from


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

    @classmethod
    def from_data(cls, data: QuestionData) -> Self:
        """Return the question as it is stored."""
        answer = document_from(data.answer, Answer) if data.answer is not None else None
        return document_from(data, cls, answer=answer)

    def to_data(self) -> QuestionData:
        """Return the question as its editors hold it."""
        answer = data_from(self.answer, AnswerData) if self.answer is not None else None
        return data_from(self, QuestionData, answer=answer)


class Quiz(EmbeddedModel):
    """Questions answered together, passed from a percentage of their points on."""

    id = ObjectIdAutoField(primary_key=True)
    title = models.CharField(max_length=100)
    description = models.CharField(max_length=500, blank=True, default="")
    questions = EmbeddedModelArrayField(Question, default=list, blank=True)
    time_limit_minutes = models.PositiveIntegerField(null=True, blank=True)
    max_attempts = models.PositiveIntegerField(null=True, blank=True)
    passing_score_percent = models.PositiveIntegerField(default=60)

    @classmethod
    def from_data(cls, data: QuizData) -> Self:
        """Return the quiz as it is stored."""
        return document_from(data, cls, questions=list(map(Question.from_data, data.questions)))

    def to_data(self) -> QuizData:
        """Return the quiz as its editors hold it."""
        return data_from(
            self, QuizData, questions=tuple(question.to_data() for question in self.questions)
        )
