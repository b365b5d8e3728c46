"""Fixtures of a small school: students with profiles, a teacher, published courses, cohorts."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from apps.courses import operations as courses
from apps.courses.data import (
    ChapterData,
    ContentData,
    ContentKind,
    CourseDetails,
    CourseSettingsData,
    ExerciseData,
    ExerciseKind,
    Level,
    SectionData,
)
from apps.enrollments import operations
from apps.enrollments.data import CohortPlan, CohortSettingsData
from apps.enrollments.rules.ladder import intake_of
from yggdrasil.context import SYSTEM, acting_as
from yggdrasil.ids import new_id

NAMES = ["Alice Ash", "Bob Birch", "Cleo Cedar", "Dan Dogwood", "Eve Elm", "Fay Fir"]
EXERCISE = "e" * 24


@pytest.fixture
def student(open_account, person) -> Callable[..., str]:
    """Return a function that makes a student with a profile, and returns the id."""

    def make(name: str = "Alice Ash", *, role: str = "student") -> str:
        first, last = name.split()
        account_id = open_account(role)
        return person(first, last, role=role, person_id=account_id)

    return make


@pytest.fixture
def students(student) -> list[str]:
    """Return the ids of six students."""
    return [student(name) for name in NAMES]


@pytest.fixture
def teacher(student) -> str:
    """Return the id of a teacher."""
    return student("Tess Thorn", role="teacher")


@pytest.fixture
def course(teacher, at: datetime) -> Callable[..., str]:
    """Return a function that makes a published course with one exercise, and returns its id."""

    def make(title: str = "Python Basics", *, is_published: bool = True, **settings) -> str:
        course_id = new_id()
        with acting_as(SYSTEM):
            courses.create_course(
                course_id=course_id,
                details=CourseDetails(
                    title=title,
                    description="From zero.",
                    category="Programming",
                    level=Level.BEGINNER,
                    prerequisite_ids=settings.pop("prerequisite_ids", ()),
                    settings=CourseSettingsData(**settings),
                ),
                instructor_id=teacher,
                at=at,
            )
            courses.add_chapter(course_id=course_id, chapter=chapter(), at=at)
            if is_published:
                courses.publish_course(course_id=course_id, at=at)
        return course_id

    return make


def chapter() -> ChapterData:
    exercise = ExerciseData(id=EXERCISE, title="Say hello", kind=ExerciseKind.CODE, max_attempts=2)
    content = ContentData(
        title="Hello", is_published=True, kind=ContentKind.EXERCISE, exercise=exercise
    )
    section = SectionData(title="Begin", is_published=True, content=(content,))
    return ChapterData(title="One", is_published=True, sections=(section,))


@pytest.fixture
def plan(at: datetime) -> Callable[..., CohortPlan]:
    """Return a function that makes the plan of a cohort that is running now."""

    def make(semester: int = 1, *, academic_year: str = "2025-2026", **settings) -> CohortPlan:
        return CohortPlan(
            name=f"Semester {semester}",
            semester=semester,
            intake=intake_of(semester),
            academic_year=academic_year,
            starts_at=at - timedelta(days=100),
            ends_at=at + timedelta(days=30),
            settings=CohortSettingsData(**settings),
        )

    return make


@pytest.fixture
def cohort(plan, at: datetime) -> Callable[..., str]:
    """Return a function that opens an active cohort, and returns its id."""

    def open_(
        semester: int = 1, *, members=(), course_ids=(), academic_year="2025-2026", **settings
    ) -> str:
        cohort_id = operations.open_cohort(
            plan=plan(semester, academic_year=academic_year, **settings), at=at
        )
        operations.activate_cohort(cohort_id=cohort_id, at=at)
        if course_ids:
            operations.set_cohort_courses(cohort_id=cohort_id, course_ids=course_ids, at=at)
        if members:
            operations.add_members(cohort_id=cohort_id, student_ids=members, at=at)
        return cohort_id

    return open_
