"""Edits inside a piece of content: pure functions from one to the next.

Inside a quiz are its terms and questions, inside an exercise its task and test cases. Whatever the
edit, the rest stays as it is, and everything keeps its id.
"""

from dataclasses import replace
from typing import Any

from apps.courses.data import (
    ContentData,
    ExerciseData,
    ExerciseDetails,
    QuestionData,
    QuizData,
    QuizDetails,
    TestCaseData,
)
from apps.courses.rules.answers import with_legacy_value_of
from apps.courses.rules.details import TooManyError
from apps.courses.rules.exercises import MOST_CASES
from apps.courses.rules.limits import DuplicatePartError
from apps.courses.rules.outline import InvalidPositionError
from apps.courses.rules.quizzes import MOST_QUESTIONS
from yggdrasil.errors import ConflictError, NotFoundError

Item = QuestionData | TestCaseData
Items = tuple[Any, ...]

_NOUNS: dict[type[Item], str] = {QuestionData: "question", TestCaseData: "test case"}
_MOST: dict[type[Item], int] = {QuestionData: MOST_QUESTIONS, TestCaseData: MOST_CASES}


class WrongContentError(ConflictError):
    """Content of another kind has nothing of that sort in it."""


class ItemNotFoundError(NotFoundError):
    """The quiz has no such question, or the exercise no such test case."""


def quiz_of(content: ContentData) -> QuizData:
    """Return the quiz that a piece of content is.

    Args:
        content: the content.

    Raises:
        WrongContentError: if it is something else.
    """
    if content.quiz is None:
        raise WrongContentError(f"Content {content.id} is no quiz, but of kind {content.kind}.")
    return content.quiz


def exercise_of(content: ContentData) -> ExerciseData:
    """Return the exercise that a piece of content is.

    Args:
        content: the content.

    Raises:
        WrongContentError: if it is something else.
    """
    if content.exercise is None:
        raise WrongContentError(f"Content {content.id} is no exercise, but of kind {content.kind}.")
    return content.exercise


def with_terms(content: ContentData, details: QuizDetails) -> ContentData:
    """Return a quiz on other terms, with the same questions.

    Args:
        content: the quiz.
        details: what is said about it from now on.

    Raises:
        WrongContentError: if it is no quiz.
    """
    return replace(content, quiz=replace(quiz_of(content), **vars(details)))


def with_task(content: ContentData, details: ExerciseDetails) -> ContentData:
    """Return an exercise that asks something else, with the same test cases.

    Args:
        content: the exercise.
        details: what is asked from now on.

    Raises:
        WrongContentError: if it is no exercise.
    """
    return replace(content, exercise=replace(exercise_of(content), **vars(details)))


def items_of(content: ContentData, kind: type[Item]) -> Items:
    """Return what is asked one by one in a quiz, or tried one by one in an exercise.

    Args:
        content: the quiz or the exercise.
        kind: `QuestionData` or `TestCaseData`.

    Raises:
        WrongContentError: if such content has no items of that kind.
    """
    if kind is QuestionData:
        return quiz_of(content).questions
    return exercise_of(content).test_cases


def find(content: ContentData, item_id: str, kind: type[Item]) -> Item:
    """Return the item with an id.

    Args:
        content: the quiz or the exercise.
        item_id: id of the item.
        kind: `QuestionData` or `TestCaseData`.

    Raises:
        WrongContentError: if such content has no items of that kind.
        ItemNotFoundError: if it has none with that id.
    """
    for item in items_of(content, kind):
        if item.id == item_id:
            found: Item = item
            return found
    raise ItemNotFoundError(f"Content {content.id} has no {_NOUNS[kind]} {item_id!r:.40}.")


def add(content: ContentData, item: Item, *, position: int | None = None) -> ContentData:
    """Return content with one item more.

    Args:
        content: the quiz or the exercise.
        item: a question for a quiz, a test case for an exercise, with its id.
        position: its place, from 1; None for the end.

    Raises:
        WrongContentError: if such content has no items of that kind.
        TooManyError: if it is full.
        DuplicatePartError: if it has one with that id already.
        InvalidPositionError: if there is no such place.
    """
    kind = type(item)
    held = items_of(content, kind)
    noun, most = _NOUNS[kind], _MOST[kind]
    if len(held) >= most:
        raise TooManyError(f"Content {content.id} holds {most} {noun}s already; remove one first.")
    if any(each.id == item.id for each in held):
        raise DuplicatePartError(f"Content {content.id} has a {noun} {item.id} already.")
    return _with(content, kind, _placed(held, item, position))


def change(content: ContentData, item: Item) -> ContentData:
    """Return content with one item rewritten in its place.

    Args:
        content: the quiz or the exercise.
        item: the item from now on, under the id it has.

    Raises:
        WrongContentError: if such content has no items of that kind.
        ItemNotFoundError: if it has none with that id.
    """
    kind = type(item)
    old, new = find(content, item.id, kind), item
    if isinstance(old, QuestionData) and isinstance(item, QuestionData):
        new = with_legacy_value_of(old, item)
    held = items_of(content, kind)
    return _with(content, kind, tuple(new if each is old else each for each in held))


def move(content: ContentData, item_id: str, kind: type[Item], *, position: int) -> ContentData:
    """Return content with one item in another place.

    Args:
        content: the quiz or the exercise.
        item_id: id of the item.
        kind: `QuestionData` or `TestCaseData`.
        position: its new place, from 1.

    Raises:
        WrongContentError: if such content has no items of that kind.
        ItemNotFoundError: if it has none with that id.
        InvalidPositionError: if there is no such place.
    """
    item = find(content, item_id, kind)
    others = items_of(remove(content, item_id, kind), kind)
    return _with(content, kind, _placed(others, item, position))


def remove(content: ContentData, item_id: str, kind: type[Item]) -> ContentData:
    """Return content without one item.

    Args:
        content: the quiz or the exercise.
        item_id: id of the item.
        kind: `QuestionData` or `TestCaseData`.

    Raises:
        WrongContentError: if such content has no items of that kind.
        ItemNotFoundError: if it has none with that id.
    """
    item = find(content, item_id, kind)
    return _with(content, kind, tuple(each for each in items_of(content, kind) if each is not item))


def _placed(others: Items, item: Item, position: int | None) -> Items:
    places = len(others) + 1
    place = places if position is None else position
    if not 1 <= place <= places:
        raise InvalidPositionError(f"There is no place {place} here: choose 1 to {places}.")
    return (*others[: place - 1], item, *others[place - 1 :])


def _with(content: ContentData, kind: type[Item], items: Items) -> ContentData:
    if kind is QuestionData:
        return replace(content, quiz=replace(quiz_of(content), questions=items))
    return replace(content, exercise=replace(exercise_of(content), test_cases=items))
