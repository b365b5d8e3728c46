"""Edit what is in a quiz. Every operation raises what `Editing` raises."""

from datetime import datetime

from apps.accounts.data import teaches
from apps.courses.data import ContentData, QuestionData, QuizDetails
from apps.courses.operations.editing import Editing
from apps.courses.rules import insides, limits
from apps.courses.rules.identity import identified
from apps.courses.rules.quizzes import faults_of_question, faults_of_terms
from yggdrasil.cqrs.command import command


@command(allow=teaches)
def change_quiz(
    *,
    course_id: str,
    content_id: str,
    details: QuizDetails,
    at: datetime,
    expected_version: int | None = None,
) -> None:
    """Put a quiz on other terms; its questions stay.

    Args:
        course_id: id of the course.
        content_id: id of the content that is the quiz.
        details: what is said about it from now on.
        at: now.
        expected_version: version the editor has seen; None to edit whatever there is.

    Raises:
        InvalidPartError: if the details do not fit.
        WrongContentError: if the content is no quiz.
    """
    limits.check_fits("quiz", faults_of_terms("", details))
    editing = Editing(course_id=course_id, expected_version=expected_version, at=at)
    editing.change(content_id, ContentData, lambda old: insides.with_terms(old, details))


@command(allow=teaches)
def add_question(
    *,
    course_id: str,
    content_id: str,
    question: QuestionData,
    at: datetime,
    position: int | None = None,
    expected_version: int | None = None,
) -> str:
    """Add a question to a quiz.

    Args:
        course_id: id of the course.
        content_id: id of the content that is the quiz.
        question: the question; without an id it gets one.
        at: now.
        position: its place, from 1; None for the end.
        expected_version: version the editor has seen; None to edit whatever there is.

    Returns:
        Id of the question.

    Raises:
        InvalidPartError: if something in the question does not fit.
        WrongContentError: if the content is no quiz.
        TooManyError: if the quiz has 200 questions already.
    """
    limits.check_fits("question", faults_of_question("", question))
    new = identified(question)
    editing = Editing(course_id=course_id, expected_version=expected_version, at=at)
    editing.change(content_id, ContentData, lambda old: insides.add(old, new, position=position))
    return new.id


@command(allow=teaches)
def change_question(
    *,
    course_id: str,
    content_id: str,
    question: QuestionData,
    at: datetime,
    expected_version: int | None = None,
) -> None:
    """Rewrite a question in its place; the predecessor's value stays beside an unchanged answer.

    Args:
        course_id: id of the course.
        content_id: id of the content that is the quiz.
        question: the question from now on, under the id it has.
        at: now.
        expected_version: version the editor has seen; None to edit whatever there is.

    Raises:
        InvalidPartError: if something in the question does not fit.
        WrongContentError: if the content is no quiz.
        ItemNotFoundError: if the quiz has no such question.
    """
    limits.check_fits("question", faults_of_question("", question))
    editing = Editing(course_id=course_id, expected_version=expected_version, at=at)
    editing.change(content_id, ContentData, lambda old: insides.change(old, question))


@command(allow=teaches)
def move_question(
    *,
    course_id: str,
    content_id: str,
    question_id: str,
    position: int,
    at: datetime,
    expected_version: int | None = None,
) -> None:
    """Put a question in another place of its quiz.

    Args:
        course_id: id of the course.
        content_id: id of the content that is the quiz.
        question_id: id of the question.
        position: its new place, from 1.
        at: now.
        expected_version: version the editor has seen; None to edit whatever there is.

    Raises:
        WrongContentError: if the content is no quiz.
        ItemNotFoundError: if the quiz has no such question.
    """
    editing = Editing(course_id=course_id, expected_version=expected_version, at=at)
    editing.change(
        content_id,
        ContentData,
        lambda old: insides.move(old, question_id, QuestionData, position=position),
    )


@command(allow=teaches)
def remove_question(
    *,
    course_id: str,
    content_id: str,
    question_id: str,
    at: datetime,
    expected_version: int | None = None,
) -> None:
    """Remove a question from a quiz; what learners answered to it stays where it is kept.

    Args:
        course_id: id of the course.
        content_id: id of the content that is the quiz.
        question_id: id of the question.
        at: now.
        expected_version: version the editor has seen; None to edit whatever there is.

    Raises:
        WrongContentError: if the content is no quiz.
        ItemNotFoundError: if the quiz has no such question.
    """
    editing = Editing(course_id=course_id, expected_version=expected_version, at=at)
    editing.change(
        content_id, ContentData, lambda old: insides.remove(old, question_id, QuestionData)
    )
