"""Neighbours are asked before the transaction reads, which must not wait for them."""

import pytest
from django.db import connections

from apps.enrollments import operations
from apps.enrollments.data import EnrollmentRoute, ProgressChange, ValidationOutcome
from tests.factories.enrolling import EXERCISE
from yggdrasil.context import SYSTEM, Actor, acting_as

pytestmark = pytest.mark.usefixtures("homes")


@pytest.fixture
def homes_read(monkeypatch):
    """Return the homes that are read from, in order and each once at a time."""
    read = []
    collection = type(connections["enrollment"].database["enrollments"])
    original = collection.aggregate

    def spy(self, *args, **kwargs):
        if read[-1:] != [self.database.name]:
            read.append(self.database.name)
        return original(self, *args, **kwargs)

    def begin():
        monkeypatch.setattr(collection, "aggregate", spy)
        return read

    return begin


@pytest.fixture
def school(course, cohort, students, at):
    """Return the ids of what a teacher judges."""
    python = course(requires_approval=True)
    alice, bob = students[:2]
    waiting = operations.enroll_student(
        course_id=python, student_id=bob, via=EnrollmentRoute.SELF, at=at
    )
    enrollment = operations.enroll_student(course_id=python, student_id=alice, at=at)
    submission = operations.submit_work(
        student_id=alice, course_id=python, exercise_id=EXERCISE, content="x", at=at
    )
    grade = operations.grade_course(
        student_id=alice, course_id=python, score_percent=80, is_released=False, at=at
    )
    cohort_id, _ = cohort(1, members=[alice]), cohort(2, academic_year="2025-2026")
    operations.decide_validation(
        student_id=alice, cohort_id=cohort_id, outcome=ValidationOutcome.VALIDATED, at=at
    )
    return {
        "alice": alice,
        "course": python,
        "waiting": waiting,
        "enrollment": enrollment,
        "submission": submission,
        "grade": grade,
        "cohort": cohort_id,
    }


OF_TEACHERS = {
    "activate_enrollment": lambda it: {"enrollment_id": it["waiting"]},
    "complete_enrollment": lambda it: {"enrollment_id": it["enrollment"]},
    "cancel_enrollment": lambda it: {"enrollment_id": it["enrollment"]},
    "grade_submission": lambda it: {"submission_id": it["submission"], "score_percent": 70},
    "grade_course": lambda it: {
        "student_id": it["alice"],
        "course_id": it["course"],
        "score_percent": 70,
    },
    "correct_grade": lambda it: {"grade_id": it["grade"], "score_percent": 70},
    "release_grades": lambda it: {"grade_ids": (it["grade"],)},
    "record_progress": lambda it: {
        "student_id": it["alice"],
        "course_id": it["course"],
        "change": ProgressChange(progress_percent=10),
    },
}
OF_STAFF = {
    "set_cohort_courses": lambda it: {"cohort_id": it["cohort"], "course_ids": (it["course"],)},
    "progress_students": lambda it: {"cohort_id": it["cohort"], "student_ids": (it["alice"],)},
}


def own_first(read):
    own = connections["enrollment"].database.name
    return own in read and any(name != own for name in read[read.index(own) :])


@pytest.mark.parametrize("name", OF_TEACHERS)
def test_comes_first_where_teachers_act(name, school, teacher, homes_read, at):
    with acting_as(Actor(id=teacher, role="teacher")):
        read = homes_read()
        getattr(operations, name)(**OF_TEACHERS[name](school), at=at)

    assert connections["course"].database.name in read
    assert not own_first(read)


@pytest.mark.parametrize("name", OF_STAFF)
def test_comes_first_where_staff_act(name, school, homes_read, at):
    with acting_as(SYSTEM):
        read = homes_read()
        getattr(operations, name)(**OF_STAFF[name](school), at=at)

    assert len(read) > 1
    assert not own_first(read)
