"""Chapters and sections of the predecessor; every part gets an id, which its address needs."""

from collections.abc import Iterator
from typing import Any

from apps.courses.models import Chapter, OutlineSize, Section
from apps.courses.predecessor.contents import Contents
from yggdrasil.cutover.mapping.collection import Finding, Sort
from yggdrasil.cutover.mapping.documents import Document
from yggdrasil.cutover.mapping.keys import Key
from yggdrasil.cutover.mapping.kinds import Flag, Text
from yggdrasil.cutover.mapping.numbers import Whole
from yggdrasil.cutover.mapping.table import Column, Many, Table, blank_of
from yggdrasil.ids import derived_key

_PART = (
    Column("_id", "_id", Key()),
    Column("title", "title", Text(limit=100)),
    Column("description", "description", Text(limit=500), is_optional=True),
    Column("order", "order", Whole(low=1, empty=1)),
)
_STATE = (
    Column("isPublished", "is_published", Flag()),
    Column("estimatedDuration", "estimated_minutes", Whole()),
)
_SECTION = Table(Section, [*_PART, Column("content", "content", Contents()), *_STATE])
CHAPTER = Table(Chapter, [*_PART, Column("sections", "sections", Many(table=_SECTION)), *_STATE])

_EXERCISE_LABEL = "courses.ExerciseContent"
_QUIZ_LABEL = "courses.QuizContent"


def identify(course: Document, findings: list[Finding]) -> None:
    """Give each part of an outline that has no id, or one that is taken, an id of its own.

    Args:
        course: ours; changed.
        findings: irregularities so far, added to.
    """
    keys = _keys_in(course["chapters"])
    if None not in keys and len(set(keys)) == len(keys):
        return
    seen: set[Any] = set()
    for path, part in _walk(course["chapters"]):
        if part["_id"] is None or part["_id"] in seen:
            kept = derived_key("predecessor", "part", str(course["_id"]), path)
            findings.append(Finding(Sort.REPAIR, "part_identified", path, part["_id"], kept))
            part["_id"] = kept
        seen.add(part["_id"])


def size_of(chapters: list[Document]) -> Document:
    """Return how many published parts an outline has, counting below published parts only.

    Args:
        chapters: ours.
    """
    shown = _published(chapters)
    sections = [section for chapter in shown for section in _published(chapter["sections"])]
    contents = [content for section in sections for content in _published(section["content"])]
    labels = [content["_label"] for content in contents]
    return blank_of(OutlineSize) | {
        "chapters": len(shown),
        "sections": len(sections),
        "contents": len(contents),
        "exercises": labels.count(_EXERCISE_LABEL),
        "quizzes": labels.count(_QUIZ_LABEL),
    }


def _published(parts: list[Document]) -> list[Document]:
    return [part for part in parts if part["is_published"]]


def _keys_in(chapters: list[Document]) -> list[Any]:
    """Return the ids of all parts that `_walk` finds, in another order and a third of the time."""
    sections = [section for chapter in chapters for section in chapter["sections"]]
    contents = [content for section in sections for content in section["content"]]
    exercises = [content["exercise"] for content in contents if content.get("exercise")]
    quizzes = [content["quiz"] for content in contents if content.get("quiz")]
    cases = [case for exercise in exercises for case in exercise["test_cases"]]
    questions = [question for quiz in quizzes for question in quiz["questions"]]
    parts = (chapters, sections, contents, exercises, quizzes, cases, questions)
    return [part["_id"] for some in parts for part in some]


def _walk(parts: list[Document], path: str = "chapters") -> Iterator[tuple[str, Document]]:
    """Find every part that has an id, with its path in the predecessor's document."""
    for place, part in enumerate(parts):
        here = f"{path}.{place}"
        yield here, part
        yield from _walk(part.get("sections", []), f"{here}.sections")
        yield from _walk(part.get("content", []), f"{here}.content")
        if part.get("exercise"):
            yield f"{here}.data.exercise", part["exercise"]
            yield from _walk(part["exercise"]["test_cases"], f"{here}.data.exercise.testCases")
        if part.get("quiz"):
            yield f"{here}.data.quiz", part["quiz"]
            yield from _walk(part["quiz"]["questions"], f"{here}.data.quiz.questions")
