"""The outline of a course: chapters of sections of content, for editors and for learners."""

from dataclasses import dataclass

from apps.courses.data.exercises import ExerciseData, LearnerExerciseData
from apps.courses.data.quizzes import LearnerQuizData, QuizData
from apps.courses.data.words import ContentKind


@dataclass(frozen=True, kw_only=True)
class TextData:
    """Something to read.

    Attributes:
        markdown: the text as written.
        html: the same text as HTML; shown sanitised.
    """

    markdown: str = ""
    html: str = ""


@dataclass(frozen=True, kw_only=True)
class VideoData:
    """Something to watch.

    Attributes:
        url: where it is.
        duration_seconds: how long it takes; None if nobody said.
        transcript: what is said in it.
    """

    url: str
    duration_seconds: int | None = None
    transcript: str = ""


@dataclass(frozen=True, kw_only=True)
class FileData:
    """Something to download.

    Attributes:
        url: where it is.
        file_name: what to call it.
        size_bytes: how big it is; None if nobody said.
        mime_type: what it is, for example `application/pdf`.
    """

    url: str
    file_name: str = ""
    size_bytes: int | None = None
    mime_type: str = ""


@dataclass(frozen=True, kw_only=True)
class PartData:
    """What chapters, sections and content share.

    Attributes:
        id: id of the part, the same for ever; empty for one that is still to be added.
        title: its name.
        order: its place among its siblings, from 1, without gaps.
        is_published: False for a part that only editors see.
        estimated_minutes: how long a learner needs.
    """

    id: str = ""
    title: str = ""
    order: int = 0
    is_published: bool = False
    estimated_minutes: int = 0


@dataclass(frozen=True, kw_only=True)
class PartDetails:
    """What an editor writes about a chapter or a section, beside what is in it.

    Attributes:
        title: its name, 1 to 100 characters.
        description: what it is about, at most 500 characters.
        is_published: False for a part that only editors see.
        estimated_minutes: how long a learner needs, 0 to 100,000.
    """

    title: str
    description: str = ""
    is_published: bool = False
    estimated_minutes: int = 0


@dataclass(frozen=True, kw_only=True)
class LearnerContentData(PartData):
    """A piece of content as learners see it: exactly the field that `kind` names is present.

    Attributes:
        kind: which of the fields below is present.
        text: something to read.
        video: something to watch.
        file: something to download.
        exercise: something to do, without its solution.
        quiz: something to answer, without the answers.
    """

    kind: ContentKind
    text: TextData | None = None
    video: VideoData | None = None
    file: FileData | None = None
    exercise: LearnerExerciseData | None = None
    quiz: LearnerQuizData | None = None


@dataclass(frozen=True, kw_only=True)
class ContentData(PartData):
    """A piece of content as its editors hold it: exactly the field that `kind` names is present.

    Example:
        ContentData(kind=ContentKind.TEXT, title="Welcome", text=TextData(markdown="# Hello"))

    Attributes:
        kind: which of the fields below is present.
        text: something to read.
        video: something to watch.
        file: something to download.
        exercise: something to do, with its solution.
        quiz: something to answer, with the answers.
    """

    kind: ContentKind
    text: TextData | None = None
    video: VideoData | None = None
    file: FileData | None = None
    exercise: ExerciseData | None = None
    quiz: QuizData | None = None


@dataclass(frozen=True, kw_only=True)
class LearnerSectionData(PartData):
    """A section as learners see it.

    Attributes:
        description: what it is about.
        content: published content, in order.
    """

    description: str = ""
    content: tuple[LearnerContentData, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SectionData(PartData):
    """A section as its editors hold it.

    Attributes:
        description: what it is about.
        content: all content, in order.
    """

    description: str = ""
    content: tuple[ContentData, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LearnerChapterData(PartData):
    """A chapter as learners see it.

    Attributes:
        description: what it is about.
        sections: published sections, in order.
    """

    description: str = ""
    sections: tuple[LearnerSectionData, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ChapterData(PartData):
    """A chapter as its editors hold it.

    Attributes:
        description: what it is about.
        sections: all sections, in order.
    """

    description: str = ""
    sections: tuple[SectionData, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OutlineData:
    """The whole outline of a course as its editors hold it, solutions and answers included.

    Attributes:
        course_id: id of the course.
        version: version of the course it was read at.
        chapters: all chapters, in order.
    """

    course_id: str
    version: int
    chapters: tuple[ChapterData, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OutlineSizeData:
    """How many published parts a course has, which is what a learner can complete.

    Attributes:
        chapters: published chapters.
        sections: published sections of published chapters.
        contents: published content of those.
        exercises: exercises among it.
        quizzes: quizzes among it.
    """

    chapters: int = 0
    sections: int = 0
    contents: int = 0
    exercises: int = 0
    quizzes: int = 0
