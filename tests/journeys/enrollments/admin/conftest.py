"""A member of staff at the admin, and a student who has done everything there is."""

from decimal import Decimal

import pytest

from apps.enrollments import operations
from apps.enrollments.data import ProgressChange, ValidationOutcome

EXERCISE = "e" * 24


@pytest.fixture
def desk(admin_as):
    """Return the browser of a member of staff, signed in to the admin."""
    return admin_as("staff")


@pytest.fixture
def school(cohort, course, students, at):
    """Let Alice do everything there is in one course and one cohort."""
    alice = students[0]
    python = course(capacity=5)
    cohort_id = cohort(members=students[:2], course_ids=[python], capacity=3)
    enrollment_id = operations.enroll_student(course_id=python, student_id=alice, at=at)
    submission_id = operations.submit_work(
        student_id=alice, course_id=python, exercise_id=EXERCISE, content="x", at=at
    )
    operations.grade_submission(
        submission_id=submission_id, score_percent=80, is_released=False, at=at
    )
    operations.record_progress(
        student_id=alice,
        course_id=python,
        change=ProgressChange(progress_percent=100),
        at=at,
    )
    operations.request_payment(
        enrollment_id=enrollment_id, amount=Decimal(10), currency="EUR", at=at
    )
    operations.complete_enrollment(enrollment_id=enrollment_id, at=at)
    operations.issue_certificate(student_id=alice, course_id=python, at=at)
    operations.decide_validation(
        student_id=alice, cohort_id=cohort_id, outcome=ValidationOutcome.CONDITIONAL, at=at
    )
    return {"cohort": cohort_id, "course": python, "enrollment": enrollment_id}
