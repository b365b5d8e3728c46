"""Ids of the parts of an outline: given once, kept for ever."""

from dataclasses import replace
from typing import Any, TypeVar

from apps.courses.data import ChapterData, ContentData, ExerciseData, QuizData, SectionData
from apps.courses.rules.outline import numbered
from yggdrasil import ids

T = TypeVar("T")


def identified(part: T) -> T:
    """Return something with an id of its own.

    Args:
        part: a part of an outline, or something in one; what has an id keeps it.

    Raises:
        InvalidIdError: if what it has is none.
    """
    held: Any = part
    kept: T = held if held.id else replace(held, id=ids.new_id())
    ids.to_object_id(kept.id)  # type: ignore[attr-defined]  # refuses ids that are none
    return kept


def identified_chapter(chapter: ChapterData) -> ChapterData:
    """Return a chapter whose parts all have ids and places.

    Args:
        chapter: a chapter; parts with an id keep it.

    Returns:
        The chapter with new ids where there were none, and everything in it numbered.
    """
    sections = numbered(tuple(identified_section(section) for section in chapter.sections))
    return replace(identified(chapter), sections=sections)


def identified_section(section: SectionData) -> SectionData:
    """Return a section whose parts all have ids and places.

    Args:
        section: a section; parts with an id keep it.

    Returns:
        The section with new ids where there were none, and everything in it numbered.
    """
    content = numbered(tuple(identified_content(each) for each in section.content))
    return replace(identified(section), content=content)


def identified_content(content: ContentData) -> ContentData:
    """Return a piece of content in which all that can be referred to has an id.

    Args:
        content: the content; whatever has an id keeps it.

    Returns:
        The content with new ids for itself, its exercise, test cases, quiz and questions.
    """
    return replace(
        identified(content),
        exercise=content.exercise and _identified_exercise(content.exercise),
        quiz=content.quiz and _identified_quiz(content.quiz),
    )


def _identified_exercise(exercise: ExerciseData) -> ExerciseData:
    cases = tuple(identified(case) for case in exercise.test_cases)
    return replace(identified(exercise), test_cases=cases)


def _identified_quiz(quiz: QuizData) -> QuizData:
    return replace(identified(quiz), questions=tuple(identified(each) for each in quiz.questions))
