"""Whether a piece of content is what its kind says, and fits."""

from collections.abc import Iterator

from apps.courses.data import ContentData, ContentKind
from apps.courses.rules.exercises import faults_of_exercise
from apps.courses.rules.quizzes import faults_of_quiz
from yggdrasil.errors import FieldError
from yggdrasil.faults import faults_of_address, faults_of_number, faults_of_text

_LONGEST_TEXT = 200_000


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
    if content.exercise is not None:
        yield from faults_of_exercise(f"{field}.", content.exercise)


def _faults_of_quiz(field: str, content: ContentData) -> Iterator[FieldError]:
    if content.quiz is not None:
        yield from faults_of_quiz(f"{field}.", content.quiz)


_FAULTS_OF = {
    ContentKind.TEXT: _faults_of_text,
    ContentKind.VIDEO: _faults_of_video,
    ContentKind.FILE: _faults_of_file,
    ContentKind.EXERCISE: _faults_of_exercise,
    ContentKind.QUIZ: _faults_of_quiz,
}
