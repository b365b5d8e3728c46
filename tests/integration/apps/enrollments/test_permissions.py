"""Students act for themselves, and leave to staff what is for staff."""

from decimal import Decimal
from functools import partial

import pytest

from apps.enrollments import operations
from apps.enrollments.data import EnrollmentRoute, ProgressChange
from apps.enrollments.models import Enrollment, Grade, Progress
from apps.enrollments.rules.enrollments import NotForOthersError
from apps.enrollments.rules.reading import NotYourCourseError
from yggdrasil.context import Actor, acting_as
from yggdrasil.errors import ForbiddenError
from yggdrasil.ids import new_id

pytestmark = pytest.mark.usefixtures("homes")

HALF = ProgressChange(progress_percent=50)


@pytest.fixture
def me(students):
    return Actor(id=students[0], role="student")


@pytest.fixture
def enrol(course, at):
    def enrol_(student_id, via=EnrollmentRoute.SELF, course_id=None):
        return operations.enroll_student(
            course_id=course_id or course(), student_id=student_id, via=via, at=at
        )

    return enrol_


def test_a_student_enrols_reports_and_cancels_for_oneself(course, enrol, me, at):
    course_id = course()

    with acting_as(me):
        enrollment_id = enrol(me.id, course_id=course_id)
        operations.record_progress(student_id=me.id, course_id=course_id, change=HALF, at=at)
        operations.cancel_enrollment(enrollment_id=enrollment_id, at=at)

    enrollment = Enrollment.objects.get()
    assert (enrollment.status, enrollment.reason) == ("cancelled", "withdrawn")
    assert Progress.objects.get().progress_percent == 50


@pytest.mark.parametrize("via", [EnrollmentRoute.STAFF, EnrollmentRoute.COHORT])
def test_a_student_does_not_come_by_the_routes_of_staff(enrol, me, via):
    with acting_as(me), pytest.raises(NotForOthersError):
        enrol(me.id, via=via)

    assert not Enrollment.objects.exists()


def test_a_student_does_nothing_for_others(course, enrol, students, me, at):
    other, course_id = students[1], course()
    enrollment_id = enrol(other, course_id=course_id)

    with acting_as(me):
        for act in (
            lambda: enrol(students[2]),
            lambda: operations.cancel_enrollment(enrollment_id=enrollment_id, at=at),
            lambda: operations.record_progress(
                student_id=other, course_id=course_id, change=HALF, at=at
            ),
            lambda: operations.submit_work(
                student_id=other, course_id=course_id, exercise_id=new_id(), content="x", at=at
            ),
        ):
            with pytest.raises(NotForOthersError):
                act()

    assert Enrollment.objects.get().status == "active"
    assert not Progress.objects.exists()


def test_a_student_neither_grades_nor_charges_oneself(course, enrol, me, at):
    course_id = course()
    enrollment_id = enrol(me.id, course_id=course_id)

    with acting_as(me):
        with pytest.raises(NotForOthersError):
            operations.record_progress(
                student_id=me.id,
                course_id=course_id,
                change=ProgressChange(average_score_percent=100),
                at=at,
            )
        with pytest.raises(ForbiddenError):
            operations.request_payment(
                enrollment_id=enrollment_id, amount=Decimal("0.01"), currency="EUR", at=at
            )


def test_a_teacher_judges_in_courses_taught_alone(course, enrol, me, teacher, at):
    course_id = course()
    enrollment_id = enrol(me.id, course_id=course_id)
    judge = partial(
        operations.grade_course,
        student_id=me.id,
        course_id=course_id,
        score_percent=90,
        is_released=False,
        at=at,
    )
    grade_id = judge()

    with acting_as(Actor(id=new_id(), role="teacher")):
        for act in (
            judge,
            lambda: operations.correct_grade(grade_id=grade_id, score_percent=1, at=at),
            lambda: operations.release_grades(grade_ids=(grade_id,), at=at),
            lambda: operations.complete_enrollment(enrollment_id=enrollment_id, at=at),
            lambda: operations.activate_enrollment(enrollment_id=enrollment_id, at=at),
        ):
            with pytest.raises(NotYourCourseError):
                act()
    with acting_as(Actor(id=teacher, role="teacher")):
        assert operations.release_grades(grade_ids=(grade_id,), at=at) == 1
        operations.complete_enrollment(enrollment_id=enrollment_id, at=at)

    assert Grade.objects.get().score_percent == 90


def test_a_teacher_acts_for_students_of_courses_taught_alone(course, enrol, students, teacher, at):
    course_id = course()
    enrollment_id = enrol(students[0], course_id=course_id)
    acts = (
        lambda: enrol(students[1], EnrollmentRoute.STAFF, course_id),
        lambda: operations.record_progress(
            student_id=students[0], course_id=course_id, change=HALF, at=at
        ),
        lambda: operations.cancel_enrollment(enrollment_id=enrollment_id, at=at),
    )

    with acting_as(Actor(id=new_id(), role="teacher")):
        for act in acts:
            with pytest.raises(NotYourCourseError):
                act()
        with pytest.raises(NotYourCourseError):
            operations.submit_work(
                student_id=students[0],
                course_id=course_id,
                exercise_id=new_id(),
                content="x",
                at=at,
            )
    with acting_as(Actor(id=teacher, role="teacher")):
        for act in acts:
            act()

    assert Enrollment.objects.get(pk=enrollment_id).reason == "removed"
    assert Enrollment.objects.filter(status="active").count() == 1
