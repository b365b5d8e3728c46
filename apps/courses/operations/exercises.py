"""Edit what is in an exercise. Every operation raises what `Editing` raises."""

from datetime import datetime

from apps.accounts.data import teaches
from apps.courses.data import ContentData, ExerciseDetails, TestCaseData
from apps.courses.operations.editing import Editing
from apps.courses.rules import insides, limits
from apps.courses.rules.exercises import faults_of_case, faults_of_task
from apps.courses.rules.identity import identified
from yggdrasil.cqrs.command import command


@command(allow=teaches)
def change_exercise(
    *,
    course_id: str,
    content_id: str,
    details: ExerciseDetails,
    at: datetime,
    expected_version: int | None = None,
) -> None:
    """Let an exercise ask something else; its test cases stay.

    Args:
        course_id: id of the course.
        content_id: id of the content that is the exercise.
        details: what is asked from now on.
        at: now.
        expected_version: version the editor has seen; None to edit whatever there is.

    Raises:
        InvalidPartError: if the details do not fit.
        WrongContentError: if the content is no exercise.
    """
    limits.check_fits("exercise", faults_of_task("", details))
    editing = Editing(course_id=course_id, expected_version=expected_version, at=at)
    editing.change(content_id, ContentData, lambda old: insides.with_task(old, details))


@command(allow=teaches)
def add_test_case(
    *,
    course_id: str,
    content_id: str,
    case: TestCaseData,
    at: datetime,
    position: int | None = None,
    expected_version: int | None = None,
) -> str:
    """Add a test case to an exercise.

    Args:
        course_id: id of the course.
        content_id: id of the content that is the exercise.
        case: the case; without an id it gets one.
        at: now.
        position: its place, from 1; None for the end.
        expected_version: version the editor has seen; None to edit whatever there is.

    Returns:
        Id of the case.

    Raises:
        InvalidPartError: if something in the case does not fit.
        WrongContentError: if the content is no exercise.
        TooManyError: if the exercise has 100 cases already.
    """
    limits.check_fits("test case", faults_of_case("", case))
    new = identified(case)
    editing = Editing(course_id=course_id, expected_version=expected_version, at=at)
    editing.change(content_id, ContentData, lambda old: insides.add(old, new, position=position))
    return new.id


@command(allow=teaches)
def change_test_case(
    *,
    course_id: str,
    content_id: str,
    case: TestCaseData,
    at: datetime,
    expected_version: int | None = None,
) -> None:
    """Rewrite a test case in its place.

    Args:
        course_id: id of the course.
        content_id: id of the content that is the exercise.
        case: the case from now on, under the id it has.
        at: now.
        expected_version: version the editor has seen; None to edit whatever there is.

    Raises:
        InvalidPartError: if something in the case does not fit.
        WrongContentError: if the content is no exercise.
        ItemNotFoundError: if the exercise has no such case.
    """
    limits.check_fits("test case", faults_of_case("", case))
    editing = Editing(course_id=course_id, expected_version=expected_version, at=at)
    editing.change(content_id, ContentData, lambda old: insides.change(old, case))


@command(allow=teaches)
def move_test_case(
    *,
    course_id: str,
    content_id: str,
    case_id: str,
    position: int,
    at: datetime,
    expected_version: int | None = None,
) -> None:
    """Put a test case in another place of its exercise.

    Args:
        course_id: id of the course.
        content_id: id of the content that is the exercise.
        case_id: id of the case.
        position: its new place, from 1.
        at: now.
        expected_version: version the editor has seen; None to edit whatever there is.

    Raises:
        WrongContentError: if the content is no exercise.
        ItemNotFoundError: if the exercise has no such case.
    """
    editing = Editing(course_id=course_id, expected_version=expected_version, at=at)
    editing.change(
        content_id,
        ContentData,
        lambda old: insides.move(old, case_id, TestCaseData, position=position),
    )


@command(allow=teaches)
def remove_test_case(
    *,
    course_id: str,
    content_id: str,
    case_id: str,
    at: datetime,
    expected_version: int | None = None,
) -> None:
    """Remove a test case from an exercise.

    Args:
        course_id: id of the course.
        content_id: id of the content that is the exercise.
        case_id: id of the case.
        at: now.
        expected_version: version the editor has seen; None to edit whatever there is.

    Raises:
        WrongContentError: if the content is no exercise.
        ItemNotFoundError: if the exercise has no such case.
    """
    editing = Editing(course_id=course_id, expected_version=expected_version, at=at)
    editing.change(content_id, ContentData, lambda old: insides.remove(old, case_id, TestCaseData))
