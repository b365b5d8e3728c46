"""Exercises: as their editors hold them, and as learners see them."""

from dataclasses import dataclass

from apps.courses.data.words import Difficulty, ExerciseKind


@dataclass(frozen=True, kw_only=True)
class TestCaseData:
    """One input and the output it must lead to.

    Attributes:
        id: id of the case.
        input: what the program reads.
        expected_output: what it must write.
        description: what the case is about.
        is_hidden: True for a case that learners never see.
    """

    # Not a test class, whatever its name suggests to pytest.
    __test__ = False

    id: str = ""
    input: str = ""
    expected_output: str = ""
    description: str = ""
    is_hidden: bool = False


@dataclass(frozen=True, kw_only=True)
class ExerciseTextData:
    """What editors and learners both see of an exercise.

    Attributes:
        id: id of the exercise.
        title: its name.
        description: what it is about.
        kind: what is handed in.
        instructions: what to do, Markdown.
        difficulty: how hard it is.
        programming_language: of the code to write; empty where none is.
        starter_code: what a learner begins with.
        hints: shown one after the other.
        max_attempts: how often one may hand in; None for no limit.
        time_limit_minutes: how long one attempt may take; None for no limit.
        test_cases: what a submission is tried on; for learners only those that are not hidden.
    """

    id: str = ""
    title: str
    description: str = ""
    kind: ExerciseKind
    instructions: str = ""
    difficulty: Difficulty = Difficulty.MEDIUM
    programming_language: str = ""
    starter_code: str = ""
    hints: tuple[str, ...] = ()
    max_attempts: int | None = None
    time_limit_minutes: int | None = None
    test_cases: tuple[TestCaseData, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ExerciseDetails:
    """What an editor writes about an exercise, beside its test cases.

    Attributes:
        title: its name, 1 to 100 characters.
        description: what it is about, at most 1,000 characters.
        kind: what is handed in.
        instructions: what to do, Markdown, at most 2,000 characters.
        difficulty: how hard it is.
        programming_language: of the code to write, at most 20 characters.
        starter_code: what a learner begins with, at most 50,000 characters.
        solution: a right answer, at most 50,000 characters; learners never see it.
        hints: at most 20, of at most 200 characters each.
        max_attempts: how often one may hand in, 1 to 100; None for no limit.
        time_limit_minutes: how long one attempt may take, 1 to 480; None for no limit.
    """

    title: str
    description: str = ""
    kind: ExerciseKind
    instructions: str = ""
    difficulty: Difficulty = Difficulty.MEDIUM
    programming_language: str = ""
    starter_code: str = ""
    solution: str = ""
    hints: tuple[str, ...] = ()
    max_attempts: int | None = None
    time_limit_minutes: int | None = None


@dataclass(frozen=True, kw_only=True)
class LearnerExerciseData(ExerciseTextData):
    """An exercise as learners see it: without its solution and without hidden test cases."""


@dataclass(frozen=True, kw_only=True)
class ExerciseData(ExerciseTextData):
    """An exercise as its editors hold it.

    Attributes:
        solution: a right answer; learners never see it.
    """

    solution: str = ""
