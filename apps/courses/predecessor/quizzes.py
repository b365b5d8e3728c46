"""Quizzes of the predecessor: loose answers become typed ones, and stay beside them."""

from collections.abc import Iterator
from typing import Any

from apps.courses.data import QuestionKind
from apps.courses.models import Answer, Question, Quiz
from apps.courses.rules.answers import answer_from_legacy
from yggdrasil.cutover.mapping.collection import Finding, Sort
from yggdrasil.cutover.mapping.documents import Document
from yggdrasil.cutover.mapping.keys import Key
from yggdrasil.cutover.mapping.kinds import MISSING, Text, Word, repaired
from yggdrasil.cutover.mapping.lists import Texts
from yggdrasil.cutover.mapping.numbers import Whole
from yggdrasil.cutover.mapping.table import Column, Many, Table, blank_of


class _Question(Table):
    """A question, whose answer can only be read together with its kind and options."""

    def split(self, document: Document, findings: list[Finding]) -> Document:
        """Return the question with a typed answer.

        Args:
            document: the predecessor's question.
            findings: irregularities so far, added to.
        """
        question = super().split(document, findings)
        value = document.get("correctAnswer", MISSING)
        question["answer"] = _typed(value, question, findings)
        return question

    def merge(self, document: Document) -> Document:
        """Return the question with the answer as the predecessor knows it.

        Args:
            document: our question.
        """
        old = super().merge(document)
        answer = document.get("answer")
        if answer is not None and (value := _loose(answer)) is not None:
            old["correctAnswer"] = value
        return old


def _typed(value: Any, question: Document, findings: list[Finding]) -> Document:
    if value is MISSING or value is None:
        findings.append(Finding(Sort.NOTE, "answer_missing", "correctAnswer"))
        return blank_of(Answer)
    if not all(isinstance(each, str | int | float) for each in _each(value)):
        findings.append(repaired("answer_unreadable", "correctAnswer", value, None))
        return blank_of(Answer)
    kept = tuple(value) if isinstance(value, list) else value
    answer = answer_from_legacy(
        kind=QuestionKind(question["kind"]), options=tuple(question["options"]), value=kept
    )
    typed = blank_of(Answer) | {
        "choices": list(answer.choices),
        "texts": list(answer.texts),
        "is_true": answer.is_true,
        "legacy_value": value,
    }
    if not answer.choices and not answer.texts and answer.is_true is None:
        findings.append(Finding(Sort.CONFLICT, "answer_without_meaning", "correctAnswer", value))
    return typed


def _loose(answer: Document) -> Any:
    if answer.get("legacy_value") is not None:
        return answer["legacy_value"]
    if answer.get("is_true") is not None:
        return "true" if answer["is_true"] else "false"
    values = answer.get("choices") or answer.get("texts") or []
    return values[0] if len(values) == 1 else values or None


def types_of_answers(course: Document) -> Iterator[str]:
    """Return how the answers in a course of the predecessor are stored.

    Args:
        course: the predecessor's document.

    Yields:
        `int`, `str`, `list` and so on, one for each question.
    """
    for chapter in _dictionaries(course.get("chapters")):
        for section in _dictionaries(chapter.get("sections")):
            for content in _dictionaries(section.get("content")):
                data = content.get("data")
                quiz = data.get("quiz") if isinstance(data, dict) else None
                if isinstance(quiz, dict):
                    for question in _dictionaries(quiz.get("questions")):
                        yield type(question.get("correctAnswer")).__name__


def _each(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _dictionaries(value: Any) -> list[Document]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


_QUESTION = _Question(
    Question,
    [
        Column("_id", "_id", Key()),
        Column("type", "kind", Word(words=QuestionKind, default=QuestionKind.SHORT_ANSWER)),
        Column("question", "text", Text(limit=1000)),
        Column("options", "options", Texts(limit=200)),
        Column("explanation", "explanation", Text(), is_optional=True),
        Column("points", "points", Whole(empty=1)),
    ],
)
QUIZ = Table(
    Quiz,
    [
        Column("_id", "_id", Key()),
        Column("title", "title", Text(limit=100)),
        Column("description", "description", Text(limit=500), is_optional=True),
        Column("questions", "questions", Many(table=_QUESTION)),
        Column("timeLimit", "time_limit_minutes", Whole(empty=None), is_optional=True),
        Column("maxAttempts", "max_attempts", Whole(empty=None), is_optional=True),
        Column("passingScore", "passing_score_percent", Whole(high=100, empty=60)),
    ],
)
