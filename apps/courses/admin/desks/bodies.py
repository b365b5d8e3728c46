"""The body of content: the one text that says most about it, whatever its kind."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from apps.courses.data import (
    ContentData,
    ContentKind,
    ExerciseData,
    ExerciseKind,
    FileData,
    QuizData,
    TextData,
    VideoData,
)

# What has no more to it than fits into a small form; the others have a desk of their own.
SIMPLE = (ContentKind.TEXT, ContentKind.VIDEO, ContentKind.FILE)


def with_body(content: ContentData, body: str) -> ContentData:
    """Return content with another text, or another address.

    Args:
        content: the content; of an exercise or a quiz no more than its kind and title.
        body: Markdown for a text; where it is for a video or a file; what to do in an exercise,
            what a quiz is about.

    Returns:
        The content; what else was known of its text, video or file stays.
    """
    if content.kind in SIMPLE and body.strip() == body_of(content).strip():
        return content
    said: dict[str, Any] = {content.kind.value: _BODIES[content.kind](content, body)}
    return replace(content, **said)


def _text_of(_content: ContentData, body: str) -> TextData:
    # The HTML of old was made from the old text.
    return TextData(markdown=body)


def _video_of(content: ContentData, body: str) -> VideoData:
    return replace(content.video or VideoData(url=body), url=body)


def _file_of(content: ContentData, body: str) -> FileData:
    return replace(content.file or FileData(url=body), url=body)


def _exercise_of(content: ContentData, body: str) -> ExerciseData:
    return ExerciseData(title=content.title, kind=ExerciseKind.ASSIGNMENT, instructions=body)


def _quiz_of(content: ContentData, body: str) -> QuizData:
    return QuizData(title=content.title, description=body)


_BODIES: dict[ContentKind, Callable[[ContentData, str], object]] = {
    ContentKind.TEXT: _text_of,
    ContentKind.VIDEO: _video_of,
    ContentKind.FILE: _file_of,
    ContentKind.EXERCISE: _exercise_of,
    ContentKind.QUIZ: _quiz_of,
}


def body_of(content: ContentData) -> str:
    """Return the text or the address of content; nothing for what is not simple."""
    if content.text is not None:
        return content.text.markdown or content.text.html
    held = content.video or content.file
    return held.url if held else ""
