"""An exercise and the cases a submission is tried on."""

from typing import Self

from django.db import models
from django_mongodb_backend.fields import (
    ArrayField,
    EmbeddedModelArrayField,
    ObjectIdAutoField,
)
from django_mongodb_backend.models import EmbeddedModel

from apps.courses.data import Difficulty, ExerciseData, ExerciseKind, TestCaseData
from yggdrasil.mongodb.shapes import data_from, document_from


class TestCase(EmbeddedModel):
    """One input and the output it must lead to; hidden cases never reach a learner."""

    id = ObjectIdAutoField(primary_key=True)
    input = models.TextField(blank=True, default="")
    expected_output = models.TextField(blank=True, default="")
    description = models.CharField(max_length=300, blank=True, default="")
    is_hidden = models.BooleanField(default=False)


class Exercise(EmbeddedModel):
    """What a learner does and hands in; `solution` never reaches a learner."""

    id = ObjectIdAutoField(primary_key=True)
    title = models.CharField(max_length=100)
    description = models.CharField(max_length=1000, blank=True, default="")
    kind = models.CharField(
        max_length=10, choices=[(k.value, k.name.title()) for k in ExerciseKind]
    )
    instructions = models.CharField(max_length=2000, blank=True, default="")
    difficulty = models.CharField(
        max_length=6, choices=[(d.value, d.name.title()) for d in Difficulty]
    )
    programming_language = models.CharField(max_length=20, blank=True, default="")
    starter_code = models.TextField(blank=True, default="")
    solution = models.TextField(blank=True, default="")
    test_cases = EmbeddedModelArrayField(TestCase, default=list, blank=True)
    hints = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    max_attempts = models.PositiveIntegerField(null=True, blank=True)
    time_limit_minutes = models.PositiveIntegerField(null=True, blank=True)

    @classmethod
    def from_data(cls, data: ExerciseData) -> Self:
        """Return the exercise as it is stored."""
        cases = [document_from(case, TestCase) for case in data.test_cases]
        return document_from(data, cls, test_cases=cases)

    def to_data(self) -> ExerciseData:
        """Return the exercise as its editors hold it."""
        cases = tuple(data_from(case, TestCaseData) for case in self.test_cases)
        return data_from(self, ExerciseData, test_cases=cases)
