"""Whether a piece of content is what its kind says, and fits."""

from collections.abc import Iterator

from apps.courses.data import ContentData, ContentKind, ExerciseData, QuestionData, QuizData
from apps.courses.rules.answers import faults_of_answer
from yggdrasil.errors import FieldError
from yggdrasil.faults import (
    faults_of_address,
    faults_of_list,
    faults_of_number,
    faults_of_text,
)

_LONGEST_TEXT = 200_000
_LONGEST_CODE = 50_000
_MOST_CASES = 100
_MOST_QUESTIONS = 200


def faults_of_content(prefix: str, content: ContentData) -> Iterator[FieldError]:
    """Find what is wrong with a piece of content.

    Args:
        prefix: dotted path of the content with a dot at its end; nothing for the content itself.
        content: the content.

    Yields:
        One fault each: not exactly the field that its kind names, or something in it.
    """
    given = [kind.value for kind in ContentKind if getattr(content, kind.value) is not None]
    if given != [content.kind]:
        message = f"Content of kind {content.kind} has exactly the field {content.kind}."
        yield FieldError(field=f"{prefix}kind", message=message)
        return
    yield from _FAULTS_OF[content.kind](f"{prefix}{content.kind}", content)


def _faults_of_text(field: str, content: ContentData) -> Iterator[FieldError]:
    if content.text is not None:
        yield from faults_of_text(f"{field}.markdown", content.text.markdown, most=_LONGEST_TEXT)
        yield from faults_of_text(f"{field}.html", content.text.html, most=_LONGEST_TEXT)


def _faults_of_video(field: str, content: ContentData) -> Iterator[FieldError]:
    if (video := content.video) is not None:
        yield from faults_of_address(f"{field}.url", video.url, is_required=True)
        yield from faults_of_text(f"{field}.transcript", video.transcript, most=_LONGEST_TEXT)
        seconds = video.duration_seconds
        yield from faults_of_number(f"{field}.duration_seconds", seconds, least=1, most=360_000)


def _faults_of_file(field: str, content: ContentData) -> Iterator[FieldError]:
    if (file := content.file) is not None:
        yield from faults_of_address(f"{field}.url", file.url, is_required=True)
        yield from faults_of_text(f"{field}.file_name", file.file_name, most=255)
        yield from faults_of_text(f"{field}.mime_type", file.mime_type, most=127)
        yield from faults_of_number(f"{field}.size_bytes", file.size_bytes, least=1, most=10**12)


def _faults_of_exercise(field: str, content: ContentData) -> Iterator[FieldError]:
    if (exercise := content.exercise) is not None:
        yield from _faults_of_instructions(field, exercise)
        yield from _faults_of_cases(field, exercise)
        attempts, minutes = exercise.max_attempts, exercise.time_limit_minutes
        yield from faults_of_number(f"{field}.max_attempts", attempts, least=1, most=100)
        yield from faults_of_number(f"{field}.time_limit_minutes", minutes, least=1, most=480)


def _faults_of_instructions(field: str, exercise: ExerciseData) -> Iterator[FieldError]:
    language = exercise.programming_language
    yield from faults_of_text(f"{field}.title", exercise.title, most=100, is_required=True)
    yield from faults_of_text(f"{field}.description", exercise.description, most=1_000)
    yield from faults_of_text(f"{field}.instructions", exercise.instructions, most=2_000)
    yield from faults_of_text(f"{field}.programming_language", language, most=20)
    yield from faults_of_text(f"{field}.starter_code", exercise.starter_code, most=_LONGEST_CODE)
    yield from faults_of_text(f"{field}.solution", exercise.solution, most=_LONGEST_CODE)
    yield from faults_of_list(f"{field}.hints", exercise.hints, most=20, longest=200)


def _faults_of_cases(field: str, exercise: ExerciseData) -> Iterator[FieldError]:
    yield from _too_many(f"{field}.test_cases", len(exercise.test_cases), _MOST_CASES)
    for n, case in enumerate(exercise.test_cases[:_MOST_CASES]):
        here = f"{field}.test_cases.{n}"
        yield from faults_of_text(f"{here}.input", case.input, most=_LONGEST_CODE)
        yield from faults_of_text(
            f"{here}.expected_output", case.expected_output, most=_LONGEST_CODE
        )
        yield from faults_of_text(f"{here}.description", case.description, most=300)


def _faults_of_quiz(field: str, content: ContentData) -> Iterator[FieldError]:
    if (quiz := content.quiz) is not None:
        yield from _faults_of_terms(field, quiz)
        yield from _too_many(f"{field}.questions", len(quiz.questions), _MOST_QUESTIONS)
        for n, question in enumerate(quiz.questions[:_MOST_QUESTIONS]):
            yield from _faults_of_question(f"{field}.questions.{n}", question)


def _faults_of_terms(field: str, quiz: QuizData) -> Iterator[FieldError]:
    yield from faults_of_text(f"{field}.title", quiz.title, most=100, is_required=True)
    yield from faults_of_text(f"{field}.description", quiz.description, most=500)
    attempts, minutes = quiz.max_attempts, quiz.time_limit_minutes
    yield from faults_of_number(f"{field}.max_attempts", attempts, least=1, most=10)
    yield from faults_of_number(f"{field}.time_limit_minutes", minutes, least=1, most=480)
    score = quiz.passing_score_percent
    yield from faults_of_number(f"{field}.passing_score_percent", score, least=0, most=100)


def _faults_of_question(field: str, question: QuestionData) -> Iterator[FieldError]:
    yield from faults_of_text(f"{field}.text", question.text, most=1_000, is_required=True)
    yield from faults_of_text(f"{field}.explanation", question.explanation, most=2_000)
    yield from faults_of_list(f"{field}.options", question.options, most=20, longest=200)
    yield from faults_of_number(f"{field}.points", question.points, least=1, most=100)
    if question.answer is not None:
        texts = question.answer.texts
        yield from faults_of_list(f"{field}.answer.texts", texts, most=20, longest=1_000)
    for message in faults_of_answer(question):
        yield FieldError(field=f"{field}.answer", message=message)


def _too_many(field: str, held: int, most: int) -> Iterator[FieldError]:
    if held > most:
        yield FieldError(field=field, message=f"{held} are too many; {most} fit.", code="too_many")


_FAULTS_OF = {
    ContentKind.TEXT: _faults_of_text,
    ContentKind.VIDEO: _faults_of_video,
    ContentKind.FILE: _faults_of_file,
    ContentKind.EXERCISE: _faults_of_exercise,
    ContentKind.QUIZ: _faults_of_quiz,
}
