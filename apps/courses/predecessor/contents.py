"""Content of the predecessor: one loose bag of data becomes one of five kinds."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from apps.courses.data import ContentKind, Difficulty, ExerciseKind
from apps.courses.models import (
    Content,
    Exercise,
    ExerciseContent,
    FileContent,
    QuizContent,
    TestCase,
    TextContent,
    VideoContent,
)
from apps.courses.predecessor.quizzes import QUIZ
from yggdrasil.cutover.mapping.collection import Finding
from yggdrasil.cutover.mapping.documents import Document
from yggdrasil.cutover.mapping.keys import Key
from yggdrasil.cutover.mapping.kinds import MISSING, Flag, Text, Word, repaired
from yggdrasil.cutover.mapping.lists import Texts
from yggdrasil.cutover.mapping.numbers import Whole
from yggdrasil.cutover.mapping.table import Column, Many, Part, Table

_CASE = Table(
    TestCase,
    [
        Column("_id", "_id", Key()),
        Column("input", "input", Text()),
        Column("expectedOutput", "expected_output", Text()),
        Column("description", "description", Text(limit=300), is_optional=True),
        Column("isHidden", "is_hidden", Flag()),
    ],
)
_EXERCISE = Table(
    Exercise,
    [
        Column("_id", "_id", Key()),
        Column("title", "title", Text(limit=100)),
        Column("description", "description", Text(limit=1000)),
        Column("type", "kind", Word(words=ExerciseKind, default=ExerciseKind.ASSIGNMENT)),
        Column("instructions", "instructions", Text(limit=2000)),
        Column("difficulty", "difficulty", Word(words=Difficulty, default=Difficulty.MEDIUM)),
        Column("starterCode", "starter_code", Text(), is_optional=True),
        Column("solution", "solution", Text(), is_optional=True),
        Column("testCases", "test_cases", Many(table=_CASE)),
        Column("hints", "hints", Texts(limit=200)),
        Column("programmingLanguage", "programming_language", Text(limit=20), is_optional=True),
        Column("maxAttempts", "max_attempts", Whole(empty=None), is_optional=True),
        Column("timeLimit", "time_limit_minutes", Whole(empty=None), is_optional=True),
    ],
)


@dataclass(frozen=True)
class _Form:
    """One kind of content: its model, and what of the bag belongs to it."""

    kind: ContentKind
    model: type[Content]
    data: Table
    # The field of the bag without which this kind makes no sense.
    needs: str = ""

    @cached_property
    def label(self) -> str:
        """Return how a document tells its kind."""
        return self.model._meta.label

    @cached_property
    def common(self) -> Table:
        """Return the columns that all kinds have, with the defaults of this one."""
        return Table(self.model, _COMMON)


_FORMS = (
    _Form(
        ContentKind.TEXT,
        TextContent,
        Table(
            None,
            [
                Column("markdown", "markdown", Text(), is_optional=True),
                Column("html", "html", Text(), is_optional=True),
            ],
        ),
    ),
    _Form(
        ContentKind.VIDEO,
        VideoContent,
        Table(
            None,
            [
                Column("videoUrl", "url", Text(limit=2000), is_optional=True),
                Column("videoDuration", "duration_seconds", Whole(empty=None), is_optional=True),
                Column("transcript", "transcript", Text(), is_optional=True),
            ],
        ),
    ),
    _Form(
        ContentKind.FILE,
        FileContent,
        Table(
            None,
            [
                Column("fileUrl", "url", Text(limit=2000), is_optional=True),
                Column("fileName", "file_name", Text(limit=255), is_optional=True),
                Column("fileSize", "size_bytes", Whole(empty=None), is_optional=True),
                Column("mimeType", "mime_type", Text(limit=127), is_optional=True),
            ],
        ),
    ),
    _Form(
        ContentKind.EXERCISE,
        ExerciseContent,
        Table(None, [Column("exercise", "exercise", Part(table=_EXERCISE, or_none=True))]),
        needs="exercise",
    ),
    _Form(
        ContentKind.QUIZ,
        QuizContent,
        Table(None, [Column("quiz", "quiz", Part(table=QUIZ, or_none=True))]),
        needs="quiz",
    ),
)
_COMMON = (
    Column("_id", "_id", Key()),
    Column("title", "title", Text(limit=100), is_optional=True),
    Column("order", "order", Whole(low=1, empty=1)),
    Column("isPublished", "is_published", Flag()),
)
_BY_KIND = {form.kind.value: form for form in _FORMS}
_BY_LABEL = {form.label: form for form in _FORMS}


@dataclass(frozen=True)
class Contents:
    """The content of a section: a kind of field, see `yggdrasil.cutover.mapping.kinds`."""

    exact: ClassVar[type | None] = None
    limit: ClassVar[int] = 0
    is_plain: ClassVar[bool] = False

    def read(self, value: Any, name: str, findings: list[Finding]) -> Any:
        """Take each piece in the form of its kind; one that makes no sense becomes a text."""
        pieces = value if isinstance(value, list) else []
        if pieces is not value and value is not MISSING and value is not None:
            findings.append(repaired("wrong_type", name, value, []))
        return [
            _split(piece, f"{name}.{place}", findings)
            for place, piece in enumerate(pieces)
            if isinstance(piece, dict)
        ]

    def back(self, value: Any) -> Any:
        """Return the pieces with their bags."""
        return [_merge(piece) for piece in value or ()]


def _split(piece: Document, name: str, findings: list[Finding]) -> Document:
    mark = len(findings)
    bag = piece["data"] if isinstance(piece.get("data"), dict) else {}
    form = _BY_KIND.get(piece.get("type", ""), _FORMS[0])
    if form.kind != piece.get("type") or (form.needs and not isinstance(bag.get(form.needs), dict)):
        found = repaired("content_without_form", "type", piece.get("type"), _FORMS[0].kind.value)
        findings.append(found)
        form = _FORMS[0]
    content = form.common.split(piece, findings)
    content |= form.data.split(bag, findings)
    content["_label"] = form.label
    if len(findings) > mark:
        findings[mark:] = [it._replace(field=f"{name}.{it.field}") for it in findings[mark:]]
    return content


def _merge(content: Document) -> Document:
    form = _BY_LABEL[content["_label"]]
    piece = form.common.merge(content)
    return {**piece, "type": form.kind.value, "data": form.data.merge(content)}
