"""Whether a quiz and its questions fit."""

from collections.abc import Iterator

from apps.courses.data import QuestionData, QuizData, QuizDetails
from apps.courses.rules.answers import faults_of_answer
from yggdrasil.errors import FieldError
from yggdrasil.faults import faults_of_count, faults_of_list, faults_of_number, faults_of_text

MOST_QUESTIONS = 200


def faults_of_quiz(prefix: str, quiz: QuizData) -> Iterator[FieldError]:
    """Find what is wrong with a quiz.

    Args:
        prefix: dotted path of the quiz with a dot at its end; nothing for the quiz itself.
        quiz: the quiz, with its questions.

    Yields:
        One fault each.
    """
    yield from faults_of_terms(prefix, quiz)
    yield from faults_of_count(f"{prefix}questions", len(quiz.questions), most=MOST_QUESTIONS)
    for number, question in enumerate(quiz.questions[:MOST_QUESTIONS]):
        yield from faults_of_question(f"{prefix}questions.{number}.", question)


def faults_of_terms(prefix: str, quiz: QuizData | QuizDetails) -> Iterator[FieldError]:
    """Find what is wrong with the terms of a quiz.

    Args:
        prefix: dotted path of the quiz with a dot at its end; nothing for the quiz itself.
        quiz: its terms; questions do not count.

    Yields:
        One fault each.
    """
    yield from faults_of_text(f"{prefix}title", quiz.title, most=100, is_required=True)
    yield from faults_of_text(f"{prefix}description", quiz.description, most=500)
    attempts, minutes = quiz.max_attempts, quiz.time_limit_minutes
    yield from faults_of_number(f"{prefix}max_attempts", attempts, least=1, most=10)
    yield from faults_of_number(f"{prefix}time_limit_minutes", minutes, least=1, most=480)
    score = quiz.passing_score_percent
    yield from faults_of_number(f"{prefix}passing_score_percent", score, least=0, most=100)


def faults_of_question(prefix: str, question: QuestionData) -> Iterator[FieldError]:
    """Find what is wrong with a question.

    Args:
        prefix: dotted path of the question with a dot at its end; nothing for the question itself.
        question: the question, with its answer.

    Yields:
        One fault each.
    """
    yield from faults_of_text(f"{prefix}text", question.text, most=1_000, is_required=True)
    yield from faults_of_text(f"{prefix}explanation", question.explanation, most=2_000)
    yield from faults_of_list(f"{prefix}options", question.options, most=20, longest=200)
    yield from faults_of_number(f"{prefix}points", question.points, least=1, most=100)
    if question.answer is not None:
        texts = question.answer.texts
        yield from faults_of_list(f"{prefix}answer.texts", texts, most=20, longest=1_000)
    for message in faults_of_answer(question):
        yield FieldError(field=f"{prefix}answer", message=message)
