"""Whether an exercise and its test cases fit."""

from collections.abc import Iterator

from apps.courses.data import ExerciseData, ExerciseDetails, TestCaseData
from yggdrasil.errors import FieldError
from yggdrasil.faults import faults_of_count, faults_of_list, faults_of_number, faults_of_text

MOST_CASES = 100
_LONGEST_CODE = 50_000


def faults_of_exercise(prefix: str, exercise: ExerciseData) -> Iterator[FieldError]:
    """Find what is wrong with an exercise.

    Args:
        prefix: dotted path of the exercise with a dot at its end; nothing for the exercise itself.
        exercise: the exercise, with its test cases.

    Yields:
        One fault each.
    """
    yield from faults_of_task(prefix, exercise)
    yield from faults_of_count(f"{prefix}test_cases", len(exercise.test_cases), most=MOST_CASES)
    for number, case in enumerate(exercise.test_cases[:MOST_CASES]):
        yield from faults_of_case(f"{prefix}test_cases.{number}.", case)


def faults_of_task(prefix: str, exercise: ExerciseData | ExerciseDetails) -> Iterator[FieldError]:
    """Find what is wrong with what is asked in an exercise.

    Args:
        prefix: dotted path of the exercise with a dot at its end; nothing for the exercise itself.
        exercise: what is asked; test cases do not count.

    Yields:
        One fault each.
    """
    language = exercise.programming_language
    yield from faults_of_text(f"{prefix}title", exercise.title, most=100, is_required=True)
    yield from faults_of_text(f"{prefix}description", exercise.description, most=1_000)
    yield from faults_of_text(f"{prefix}instructions", exercise.instructions, most=2_000)
    yield from faults_of_text(f"{prefix}programming_language", language, most=20)
    yield from faults_of_text(f"{prefix}starter_code", exercise.starter_code, most=_LONGEST_CODE)
    yield from faults_of_text(f"{prefix}solution", exercise.solution, most=_LONGEST_CODE)
    yield from faults_of_list(f"{prefix}hints", exercise.hints, most=20, longest=200)
    attempts, minutes = exercise.max_attempts, exercise.time_limit_minutes
    yield from faults_of_number(f"{prefix}max_attempts", attempts, least=1, most=100)
    yield from faults_of_number(f"{prefix}time_limit_minutes", minutes, least=1, most=480)


def faults_of_case(prefix: str, case: TestCaseData) -> Iterator[FieldError]:
    """Find what is wrong with a test case.

    Args:
        prefix: dotted path of the case with a dot at its end; nothing for the case itself.
        case: the case.

    Yields:
        One fault each.
    """
    expected = case.expected_output
    yield from faults_of_text(f"{prefix}input", case.input, most=_LONGEST_CODE)
    yield from faults_of_text(f"{prefix}expected_output", expected, most=_LONGEST_CODE)
    yield from faults_of_text(f"{prefix}description", case.description, most=300)
