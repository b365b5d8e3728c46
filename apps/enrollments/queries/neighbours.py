"""What this app asks of its neighbours, in its own words.

Operations ask first and read their own documents afterwards, so that no transaction is open while
a neighbour thinks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from apps.accounts import api as accounts
from apps.accounts.data import AccountData, Role
from apps.courses import api as courses
from apps.courses.data import (
    ContentData,
    CourseSettingsData,
    CourseStatus,
    ExerciseData,
    QuizData,
)
from apps.enrollments.data import SubmissionKind
from apps.enrollments.rules.enrollments import CourseTerms
from apps.users import api as users
from yggdrasil.errors import NotFoundError


class ExerciseNotFoundError(NotFoundError):
    """The course has no such exercise or quiz."""


@dataclass(frozen=True, kw_only=True)
class Student:
    """Somebody who may be a student.

    Attributes:
        id: id of the account.
        name: as on the profile; empty where there is none.
        is_student: whether there is such an account and it is a student's.
        is_active: whether it is open.
    """

    id: str
    name: str = ""
    is_student: bool = True
    is_active: bool = True


@dataclass(frozen=True, kw_only=True)
class ExerciseTerms:
    """What an exercise or quiz asks of those who hand in.

    Attributes:
        title: as it is called now.
        kind: exercise or quiz.
        attempts_allowed: most attempts; None for no bound.
        due_at: by when it is due; None for no date.
        is_late_allowed: whether work may come after that.
    """

    title: str
    kind: SubmissionKind
    attempts_allowed: int | None
    due_at: datetime | None
    is_late_allowed: bool


def find_student(student_id: str) -> Student:
    """Return what is known of somebody who is to be a student; unknown ids are nobody's."""
    return list_students((student_id,))[0]


def list_students(student_ids: Sequence[str]) -> list[Student]:
    """Return what is known of those who are to be students.

    Args:
        student_ids: ids of accounts, at most 500.

    Returns:
        One for each id, in the same order.
    """
    asked = tuple(student_ids)
    names = {person.id: person.name for person in users.list_persons(ids=asked)}
    known = {account.id: account for account in accounts.find_accounts(account_ids=asked)}
    return [_student(one, names.get(one, ""), known.get(one)) for one in asked]


def list_taught_courses(account_id: str) -> tuple[str, ...]:
    """Return ids of the courses that somebody teaches or helps with."""
    return courses.list_taught_ids(account_id=account_id)


def get_course_terms(course_id: str) -> CourseTerms:
    """Return what a course asks of those who enrol.

    Raises:
        CourseNotFoundError: if there is none.
    """
    course = courses.get_course(course_id=course_id)
    return CourseTerms(
        title=course.title,
        is_published=course.status is CourseStatus.PUBLISHED,
        capacity=course.settings.capacity,
        requires_approval=course.settings.requires_approval,
        ends_at=course.settings.ends_at,
        prerequisite_ids=frozenset(course.prerequisite_ids),
    )


def list_missing_courses(course_ids: Sequence[str]) -> list[str]:
    """Return those ids of which there is no course."""
    if not course_ids:
        return []
    known = {course.id for course in courses.list_courses(course_ids=tuple(course_ids))}
    return [course_id for course_id in course_ids if course_id not in known]


def no_courses(course_ids: Sequence[str]) -> courses.CourseNotFoundError:
    """Return the error for courses there are not, to be raised."""
    return courses.CourseNotFoundError(f"There is no course {', '.join(course_ids)}.")


def get_exercise_terms(*, course_id: str, exercise_id: str) -> ExerciseTerms:
    """Return what an exercise or quiz of a course asks of those who hand in.

    Raises:
        CourseNotFoundError: if there is no such course.
        ExerciseNotFoundError: if the course has none of that id.
    """
    course = courses.get_course(course_id=course_id)
    for content in _contents(course_id):
        kind = SubmissionKind.QUIZ if content.quiz else SubmissionKind.EXERCISE
        found = content.quiz or content.exercise
        if found is not None and found.id == exercise_id:
            return _exercise_terms(found, kind=kind, settings=course.settings)
    raise ExerciseNotFoundError(f"Course {course_id} has no exercise or quiz {exercise_id}.")


def _student(student_id: str, name: str, account: AccountData | None) -> Student:
    if account is None:
        return Student(id=student_id, name=name, is_student=False, is_active=False)
    return Student(
        id=student_id,
        name=name,
        is_student=account.role is Role.STUDENT,
        is_active=account.is_active,
    )


def _contents(course_id: str) -> Iterator[ContentData]:
    outline = courses.get_outline(course_id=course_id)
    return (
        content
        for chapter in outline.chapters
        for section in chapter.sections
        for content in section.content
    )


def _exercise_terms(
    found: ExerciseData | QuizData, *, kind: SubmissionKind, settings: CourseSettingsData
) -> ExerciseTerms:
    return ExerciseTerms(
        title=found.title,
        kind=kind,
        attempts_allowed=found.max_attempts,
        due_at=settings.ends_at,
        is_late_allowed=settings.allows_late_submissions,
    )
