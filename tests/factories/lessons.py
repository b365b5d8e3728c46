"""Outlines for tests: everything that a learner must not see says so."""

from apps.courses.data import (
    AnswerData,
    ChapterData,
    ContentData,
    ContentKind,
    CourseDetails,
    Difficulty,
    ExerciseData,
    ExerciseKind,
    FileData,
    Level,
    QuestionData,
    QuestionKind,
    QuizData,
    SectionData,
    TestCaseData,
    TextData,
    VideoData,
)

SECRET = "never-for-learners"

DETAILS = CourseDetails(
    title="Python Basics",
    description="From nothing to small programs.",
    category="Programming",
    level=Level.BEGINNER,
    tags=("python", "beginner"),
)


def text(title="Welcome", *, is_published=True, **words) -> ContentData:
    return ContentData(
        kind=ContentKind.TEXT,
        title=title,
        is_published=is_published,
        text=TextData(**{"markdown": "# Hello", **words}),
    )


def video(url="https://videos.example/1") -> ContentData:
    return ContentData(
        kind=ContentKind.VIDEO, title="Watch", is_published=True, video=VideoData(url=url)
    )


def file(url="https://files.example/sheet.pdf") -> ContentData:
    return ContentData(
        kind=ContentKind.FILE, title="Sheet", is_published=True, file=FileData(url=url)
    )


def exercise(**changes) -> ContentData:
    data = {
        "title": "Add",
        "kind": ExerciseKind.CODE,
        "difficulty": Difficulty.EASY,
        "solution": f"{SECRET} solution",
        "test_cases": (
            TestCaseData(input="1 2", expected_output="3"),
            TestCaseData(input="4 5", expected_output=f"{SECRET} output", is_hidden=True),
        ),
    }
    return ContentData(
        kind=ContentKind.EXERCISE,
        title="Exercise",
        is_published=True,
        exercise=ExerciseData(**{**data, **changes}),
    )


def question(**changes) -> QuestionData:
    data = {
        "kind": QuestionKind.MULTIPLE_CHOICE,
        "text": "Which is a list?",
        "options": ("()", "{}", "[]"),
        "answer": AnswerData(choices=(2,), legacy_value=2),
        "explanation": f"{SECRET} explanation",
    }
    return QuestionData(**{**data, **changes})


def quiz(*questions: QuestionData) -> ContentData:
    true = question(
        kind=QuestionKind.TRUE_FALSE,
        text="Lists grow.",
        options=(),
        answer=AnswerData(is_true=True),
    )
    short = question(
        kind=QuestionKind.SHORT_ANSWER,
        text="Who made it?",
        options=(),
        answer=AnswerData(texts=(f"{SECRET} name",)),
    )
    return ContentData(
        kind=ContentKind.QUIZ,
        title="Quiz",
        is_published=True,
        quiz=QuizData(title="Check", questions=questions or (question(), true, short)),
    )


def section(title="First steps", *content: ContentData, is_published=True) -> SectionData:
    return SectionData(title=title, is_published=is_published, content=content or (text(),))


def chapter(title="Beginnings", *sections: SectionData, is_published=True) -> ChapterData:
    return ChapterData(title=title, is_published=is_published, sections=sections or (section(),))


def full_chapter() -> ChapterData:
    """Return a chapter with content of all kinds, and parts that are still being written."""
    return chapter(
        "Everything",
        section("All kinds", text(), video(), file(), exercise(), quiz()),
        section("Half done", text(), text(f"{SECRET} draft", is_published=False)),
        section(f"{SECRET} section", is_published=False),
    )
