"""Words of the courses app; their values are what leaves the process and never change meaning."""

from enum import StrEnum


class Level(StrEnum):
    """How much a learner must know before."""

    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


class CourseStatus(StrEnum):
    """Where a course stands: only a published one is read by learners."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class CollaboratorRole(StrEnum):
    """What somebody beside the instructor does in a course."""

    INSTRUCTOR = "instructor"
    ASSISTANT = "assistant"


class ContentKind(StrEnum):
    """What a piece of content is."""

    TEXT = "text"
    VIDEO = "video"
    FILE = "file"
    EXERCISE = "exercise"
    QUIZ = "quiz"


class ExerciseKind(StrEnum):
    """What is handed in."""

    CODE = "code"
    QUIZ = "quiz"
    ASSIGNMENT = "assignment"


class Difficulty(StrEnum):
    """How hard an exercise is."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class QuestionKind(StrEnum):
    """How a question is answered."""

    MULTIPLE_CHOICE = "multiple_choice"
    TRUE_FALSE = "true_false"
    SHORT_ANSWER = "short_answer"
    ESSAY = "essay"


class MaterialKind(StrEnum):
    """What a course material is."""

    FILE = "file"
    LINK = "link"
    REFERENCE = "reference"


class ReadingVia(StrEnum):
    """Why somebody may read a course that is not public."""

    ENROLLMENT = "enrollment"
    COHORT = "cohort"
    GRANT = "grant"
