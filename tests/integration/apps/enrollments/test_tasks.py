"""What happens by the clock."""

from datetime import timedelta

import pytest
from bson import ObjectId

from apps.enrollments import operations, tasks
from apps.enrollments.data import EnrollmentRoute, ValidationStatus
from apps.enrollments.models import Enrollment, Seats, SemesterProgress
from apps.enrollments.queries import CohortNotFoundError
from yggdrasil import clock

pytestmark = pytest.mark.usefixtures("homes")

PENDING = ValidationStatus.PENDING.value


def test_figures_are_computed_anew_once_a_day(cohort, students, at):
    cohort(members=students)
    SemesterProgress.objects.update(overall_progress_percent=99)

    with clock.held(at + timedelta(days=1)):
        assert tasks.recompute_figures(more="ignored") == 6
        assert tasks.recompute_figures() == 0

    assert set(SemesterProgress.objects.values_list("overall_progress_percent", flat=True)) == {30}


def test_semesters_end_with_their_cohort(cohort, students, at):
    cohort(members=students[:2])

    assert tasks.end_semesters() == 0
    with clock.held(at + timedelta(days=31)):
        assert tasks.end_semesters() == 2


def test_one_cohort_that_fails_does_not_hold_up_the_others(cohort, students, at, monkeypatch):
    broken, sound = cohort(members=students[:1]), cohort(members=students[1:2])
    end_semester = operations.end_semester

    def end(*, cohort_id, at):
        if cohort_id == broken:
            raise CohortNotFoundError("No.")
        return end_semester(cohort_id=cohort_id, at=at)

    monkeypatch.setattr(operations, "end_semester", end)
    with clock.held(at + timedelta(days=31)):
        assert tasks.end_semesters() == 1

    assert SemesterProgress.objects.get(validation_status=PENDING).cohort_id == ObjectId(sound)


def test_seats_nobody_confirmed_are_free_a_day_later(course, students, at):
    choosy = course(requires_approval=True)
    operations.enroll_student(
        course_id=choosy, student_id=students[0], via=EnrollmentRoute.SELF, at=at
    )

    assert tasks.release_held_seats() == 0
    with clock.held(at + timedelta(days=1)):
        assert tasks.release_held_seats() == 1

    assert Enrollment.objects.get().status == "cancelled"


def test_seats_are_free_however_many_nobody_confirmed(course, students, at, monkeypatch):
    monkeypatch.setattr(tasks, "_BATCH", 2)
    choosy = course(requires_approval=True)
    for student_id in students[:5]:
        operations.enroll_student(
            course_id=choosy, student_id=student_id, via=EnrollmentRoute.SELF, at=at
        )

    with clock.held(at + timedelta(days=1)):
        assert tasks.release_held_seats() == 5


def test_seats_that_were_miscounted_are_repaired(course, students, at):
    for title in ("Python", "Algebra", "Latin"):
        operations.enroll_student(course_id=course(title), student_id=students[0], at=at)
    Seats.objects.filter(course_title="Algebra").update(taken=5)

    assert tasks.recount_seats() == 1

    assert set(Seats.objects.values_list("taken", flat=True)) == {1}
