"""Documents of the courses app: one aggregate, its embedded parts, and who may read it."""

from apps.courses.models.content import (
    Content,
    ExerciseContent,
    FileContent,
    QuizContent,
    TextContent,
    VideoContent,
)
from apps.courses.models.course import Course
from apps.courses.models.details import CourseSettings, Material, OutlineSize
from apps.courses.models.exercise import Exercise, TestCase
from apps.courses.models.outline import Chapter, Section
from apps.courses.models.people import Collaborator, Instructor
from apps.courses.models.quiz import Answer, Question, Quiz
from apps.courses.models.reader import CourseReader

__all__ = [
    "Answer",
    "Chapter",
    "Collaborator",
    "Content",
    "Course",
    "CourseReader",
    "CourseSettings",
    "Exercise",
    "ExerciseContent",
    "FileContent",
    "Instructor",
    "Material",
    "OutlineSize",
    "Question",
    "Quiz",
    "QuizContent",
    "Section",
    "TestCase",
    "TextContent",
    "VideoContent",
]
