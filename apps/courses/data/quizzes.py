"""Quizzes: as their editors hold them, and as learners see them."""

from dataclasses import dataclass

from apps.courses.data.words import QuestionKind

LegacyAnswer = str | int | float | bool | tuple[str | int | float | bool, ...] | None


@dataclass(frozen=True, kw_only=True)
class AnswerData:
    """The right answer, in the one form that fits its question.

    Attributes:
        choices: positions of the right options, from 0 (multiple choice).
        texts: texts that count as right (short answer); what a good one says (essay).
        is_true: whether the statement is true (true or false).
        legacy_value: what the predecessor stored, untouched; None for questions made here.
    """

    choices: tuple[int, ...] = ()
    texts: tuple[str, ...] = ()
    is_true: bool | None = None
    legacy_value: LegacyAnswer = None


@dataclass(frozen=True, kw_only=True)
class LearnerQuestionData:
    """A question as learners see it: without its answer and the explanation of it.

    Attributes:
        id: id of the question.
        kind: how it is answered.
        text: the question.
        options: what a multiple choice offers, in order.
        points: what a right answer is worth.
    """

    id: str = ""
    kind: QuestionKind
    text: str
    options: tuple[str, ...] = ()
    points: int = 1


@dataclass(frozen=True, kw_only=True)
class QuestionData(LearnerQuestionData):
    """A question as its editors hold it.

    Attributes:
        answer: the right answer; None for an essay judged by a person.
        explanation: why that answer is right.
    """

    answer: AnswerData | None = None
    explanation: str = ""


@dataclass(frozen=True, kw_only=True)
class QuizDetails:
    """What an editor writes about a quiz, beside its questions.

    Attributes:
        title: its name, 1 to 100 characters.
        description: what it is about, at most 500 characters.
        time_limit_minutes: how long one attempt may take, 1 to 480; None for no limit.
        max_attempts: how often one may try, 1 to 10; None for no limit.
        passing_score_percent: share of the points that passes, 0 to 100.
    """

    title: str
    description: str = ""
    time_limit_minutes: int | None = None
    max_attempts: int | None = None
    passing_score_percent: int = 60


@dataclass(frozen=True, kw_only=True)
class QuizTextData:
    """What editors and learners both see of a quiz, beside its questions.

    Attributes:
        id: id of the quiz.
        title: its name.
        description: what it is about.
        time_limit_minutes: how long one attempt may take; None for no limit.
        max_attempts: how often one may try; None for no limit.
        passing_score_percent: share of the points that passes, 0 to 100.
    """

    id: str = ""
    title: str
    description: str = ""
    time_limit_minutes: int | None = None
    max_attempts: int | None = None
    passing_score_percent: int = 60


@dataclass(frozen=True, kw_only=True)
class LearnerQuizData(QuizTextData):
    """A quiz as learners see it.

    Attributes:
        questions: in order, without answers.
    """

    questions: tuple[LearnerQuestionData, ...] = ()


@dataclass(frozen=True, kw_only=True)
class QuizData(QuizTextData):
    """A quiz as its editors hold it.

    Attributes:
        questions: in order, with answers.
    """

    questions: tuple[QuestionData, ...] = ()
