"""Short words to write outlines with."""

from apps.courses.data import (
    AnswerData,
    ChapterData,
    ContentData,
    ContentKind,
    Difficulty,
    ExerciseData,
    ExerciseKind,
    FileData,
    QuestionData,
    QuestionKind,
    QuizData,
    SectionData,
    TestCaseData,
    TextData,
    VideoData,
)

_MEDIA = "https://media.yggdrasil.example"


def chapter(title: str, description: str, *sections: SectionData) -> ChapterData:
    """Return a published chapter.

    Args:
        title: its name.
        description: what it is about.
        sections: what is in it.

    Returns:
        The chapter.
    """
    return ChapterData(
        title=title, description=description, is_published=True, sections=tuple(sections)
    )


def section(title: str, *content: ContentData) -> SectionData:
    """Return a published section that takes as long as what is in it.

    Args:
        title: its name.
        content: what is in it.

    Returns:
        The section.
    """
    minutes = sum(part.estimated_minutes for part in content)
    return SectionData(
        title=title, is_published=True, estimated_minutes=minutes, content=tuple(content)
    )


def text(title: str, markdown: str, *, minutes: int = 10) -> ContentData:
    """Return something to read.

    Args:
        title: its name.
        markdown: the text.
        minutes: how long it takes to read.

    Returns:
        The content.
    """
    return _content(ContentKind.TEXT, title, minutes, text=TextData(markdown=markdown.strip()))


def video(title: str, path: str, *, minutes: int, transcript: str = "") -> ContentData:
    """Return something to watch.

    Args:
        title: its name.
        path: where it is on the school's media server.
        minutes: how long it lasts.
        transcript: what is said in it.

    Returns:
        The content.
    """
    data = VideoData(
        url=f"{_MEDIA}/videos/{path}", duration_seconds=minutes * 60, transcript=transcript
    )
    return _content(ContentKind.VIDEO, title, minutes, video=data)


def handout(title: str, name: str, *, kilobytes: int, minutes: int = 5) -> ContentData:
    """Return a PDF to download.

    Args:
        title: what it is.
        name: name of the file.
        kilobytes: how big it is.
        minutes: how long it takes to read.

    Returns:
        The content.
    """
    data = FileData(
        url=f"{_MEDIA}/files/{name}",
        file_name=name,
        size_bytes=kilobytes * 1_000,
        mime_type="application/pdf",
    )
    return _content(ContentKind.FILE, title, minutes, file=data)


def code(
    title: str,
    instructions: str,
    *,
    language: str,
    starter: str,
    solution: str,
    cases: tuple[tuple[str, str], ...],
    minutes: int = 30,
) -> ContentData:
    """Return a program to write; the last test case is hidden.

    Args:
        title: its name.
        instructions: what to do.
        language: programming language.
        starter: what a learner begins with.
        solution: a right answer.
        cases: pairs of input and expected output.
        minutes: how long it takes.

    Returns:
        The content.
    """
    tests = tuple(
        TestCaseData(input=given, expected_output=wanted, is_hidden=number == len(cases))
        for number, (given, wanted) in enumerate(cases, start=1)
    )
    data = ExerciseData(
        title=title,
        kind=ExerciseKind.CODE,
        instructions=instructions,
        programming_language=language,
        starter_code=starter.strip("\n"),
        solution=solution.strip("\n"),
        test_cases=tests,
        max_attempts=10,
    )
    return _content(ContentKind.EXERCISE, title, minutes, exercise=data)


def assignment(
    title: str, instructions: str, *, hints: tuple[str, ...] = (), minutes: int = 60
) -> ContentData:
    """Return a piece of work to hand in.

    Args:
        title: its name.
        instructions: what to do.
        hints: shown one after the other.
        minutes: how long it takes.

    Returns:
        The content.
    """
    data = ExerciseData(
        title=title,
        kind=ExerciseKind.ASSIGNMENT,
        instructions=instructions,
        difficulty=Difficulty.HARD if minutes > 60 else Difficulty.MEDIUM,  # noqa: PLR2004 - an hour
        hints=hints,
        max_attempts=3,
    )
    return _content(ContentKind.EXERCISE, title, minutes, exercise=data)


def quiz(title: str, *questions: QuestionData, minutes: int = 10) -> ContentData:
    """Return questions to answer.

    Args:
        title: its name.
        questions: what is asked.
        minutes: how long one attempt may take.

    Returns:
        The content.
    """
    data = QuizData(
        title=title,
        questions=tuple(questions),
        time_limit_minutes=minutes,
        max_attempts=3,
        passing_score_percent=60,
    )
    return _content(ContentKind.QUIZ, title, minutes, quiz=data)


def choice(question: str, *options: str, right: int, why: str = "") -> QuestionData:
    """Return a multiple-choice question.

    Args:
        question: what is asked.
        options: what is offered.
        right: position of the right option, from 0.
        why: why it is right.

    Returns:
        The question.
    """
    return QuestionData(
        kind=QuestionKind.MULTIPLE_CHOICE,
        text=question,
        options=options,
        answer=AnswerData(choices=(right,)),
        explanation=why,
        points=10,
    )


def statement(words: str, *, is_true: bool, why: str = "") -> QuestionData:
    """Return a statement that is true or false.

    Args:
        words: the statement.
        is_true: whether it is.
        why: why.

    Returns:
        The question.
    """
    return QuestionData(
        kind=QuestionKind.TRUE_FALSE,
        text=words,
        answer=AnswerData(is_true=is_true),
        explanation=why,
        points=5,
    )


def word(question: str, *accepted: str, why: str = "") -> QuestionData:
    """Return a question answered by a word or two.

    Args:
        question: what is asked.
        accepted: texts that count as right.
        why: why they do.

    Returns:
        The question.
    """
    return QuestionData(
        kind=QuestionKind.SHORT_ANSWER,
        text=question,
        answer=AnswerData(texts=accepted),
        explanation=why,
        points=10,
    )


def essay(question: str, guide: str) -> QuestionData:
    """Return a question that a person judges.

    Args:
        question: what is asked.
        guide: what a good answer says.

    Returns:
        The question.
    """
    return QuestionData(
        kind=QuestionKind.ESSAY, text=question, answer=AnswerData(texts=(guide,)), points=20
    )


def _content(
    kind: ContentKind,
    title: str,
    minutes: int,
    **own: TextData | VideoData | FileData | ExerciseData | QuizData,
) -> ContentData:
    return ContentData(
        kind=kind,
        title=title,
        is_published=True,
        estimated_minutes=minutes,
        **own,  # type: ignore[arg-type]  # each under the name of its kind
    )
