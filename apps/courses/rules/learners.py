"""What learners see of an outline: published parts, without solutions and answers."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from apps.courses.data import (
    ChapterData,
    ContentData,
    ExerciseData,
    LearnerChapterData,
    LearnerContentData,
    LearnerExerciseData,
    LearnerQuestionData,
    LearnerQuizData,
    LearnerSectionData,
    OutlineSizeData,
    QuestionData,
    QuizData,
    SectionData,
)
from apps.courses.rules.outline import Outline

T = TypeVar("T")


def chapters_for_learners(
    outline: Outline, *, clean_html: Callable[[str], str] = str
) -> tuple[LearnerChapterData, ...]:
    """Return the chapters as learners see them.

    Args:
        outline: all chapters.
        clean_html: makes what an editor wrote as HTML safe to show.

    Returns:
        Published chapters, with published sections and content only. Orders are kept, so gaps
        tell that something is still being written, but not what.
    """
    return tuple(_chapter(chapter, clean_html) for chapter in outline if chapter.is_published)


def size_of(outline: Outline) -> OutlineSizeData:
    """Return how many parts a learner can complete.

    Args:
        outline: all chapters.

    Returns:
        Counts of published parts of published parts.
    """
    chapters = chapters_for_learners(outline)
    sections = [section for chapter in chapters for section in chapter.sections]
    contents = [content for section in sections for content in section.content]
    return OutlineSizeData(
        chapters=len(chapters),
        sections=len(sections),
        contents=len(contents),
        exercises=sum(content.exercise is not None for content in contents),
        quizzes=sum(content.quiz is not None for content in contents),
    )


def _chapter(chapter: ChapterData, clean: Callable[[str], str]) -> LearnerChapterData:
    sections = tuple(
        _section(section, clean) for section in chapter.sections if section.is_published
    )
    return _narrowed(chapter, LearnerChapterData, sections=sections)


def _section(section: SectionData, clean: Callable[[str], str]) -> LearnerSectionData:
    content = tuple(_content(part, clean) for part in section.content if part.is_published)
    return _narrowed(section, LearnerSectionData, content=content)


def _content(content: ContentData, clean: Callable[[str], str]) -> LearnerContentData:
    text = content.text
    return _narrowed(
        content,
        LearnerContentData,
        text=text and replace(text, html=clean(text.html)),
        exercise=content.exercise and _exercise(content.exercise),
        quiz=content.quiz and _quiz(content.quiz),
    )


def _exercise(exercise: ExerciseData) -> LearnerExerciseData:
    visible = tuple(case for case in exercise.test_cases if not case.is_hidden)
    return _narrowed(exercise, LearnerExerciseData, test_cases=visible)


def _quiz(quiz: QuizData) -> LearnerQuizData:
    return _narrowed(
        quiz, LearnerQuizData, questions=tuple(_question(each) for each in quiz.questions)
    )


def _question(question: QuestionData) -> LearnerQuestionData:
    return _narrowed(question, LearnerQuestionData)


def _narrowed(source: object, kind: type[T], **changed: Any) -> T:
    """Return only what the learner's shape names: a field added for editors stays with them."""
    names: dict[str, Any] = kind.__dataclass_fields__  # type: ignore[attr-defined]  # a dataclass
    kept = {name: getattr(source, name) for name in names if name not in changed}
    return kind(**kept, **changed)
