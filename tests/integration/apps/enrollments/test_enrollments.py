"""Enrolling, and the seats that go with it."""

from datetime import timedelta

import pytest

from apps.courses.api import CourseNotFoundError
from apps.enrollments import operations
from apps.enrollments.data import CancellationReason, EnrollmentRoute, EnrollmentStatus
from apps.enrollments.models import Enrollment, Seats
from apps.enrollments.queries import CohortNotFoundError
from apps.enrollments.rules.enrollments import (
    AlreadyEnrolledError,
    CannotEnrollError,
    CourseIsFullError,
    EnrollmentStatusError,
    NotAStudentError,
    PrerequisitesMissingError,
)
from yggdrasil.events.recorder import MemoryRecorder, recording_to
from yggdrasil.ids import new_id

pytestmark = pytest.mark.usefixtures("homes")


def taken(course_id):
    return Seats.objects.get(course_id=course_id).taken


class TestEnrollStudent:
    def test_enrols_takes_a_seat_and_copies_names(self, course, students, at):
        python = course()

        enrollment_id = operations.enroll_student(course_id=python, student_id=students[0], at=at)

        stored = Enrollment.objects.get(pk=enrollment_id)
        assert stored.status == EnrollmentStatus.ACTIVE
        assert (stored.course_title, stored.student_name) == ("Python Basics", "Alice Ash")
        assert taken(python) == 1

    def test_waits_where_the_course_wants_a_yes(self, course, students, at):
        choosy = course(requires_approval=True)

        enrollment_id = operations.enroll_student(
            course_id=choosy, student_id=students[0], via=EnrollmentRoute.SELF, at=at
        )

        stored = Enrollment.objects.get(pk=enrollment_id)
        assert stored.status == EnrollmentStatus.PENDING
        assert stored.seat_held_until == at + timedelta(hours=24)

    def test_refuses_a_second_enrolment_and_keeps_the_seat(self, course, students, at):
        python = course()
        operations.enroll_student(course_id=python, student_id=students[0], at=at)

        with pytest.raises(AlreadyEnrolledError):
            operations.enroll_student(course_id=python, student_id=students[0], at=at)

        assert taken(python) == 1

    def test_may_be_done_again_after_an_end(self, course, students, at):
        python = course(capacity=1)
        for _ in range(3):
            enrollment_id = operations.enroll_student(
                course_id=python, student_id=students[0], at=at
            )
            operations.cancel_enrollment(enrollment_id=enrollment_id, at=at)

        assert Enrollment.objects.filter(course_id=python).count() == 3
        assert taken(python) == 0

    def test_refuses_who_or_what_does_not_fit(self, course, students, student, at):
        python, draft = course(), course("Draft", is_published=False)
        advanced = course("Advanced", prerequisite_ids=(python,))
        refusals = {
            (new_id(), students[0]): CourseNotFoundError,
            (python, new_id()): NotAStudentError,
            (python, student("Tim Teak", role="teacher")): NotAStudentError,
            (draft, students[0]): CannotEnrollError,
            (advanced, students[0]): PrerequisitesMissingError,
        }

        for (course_id, student_id), error in refusals.items():
            with pytest.raises(error):
                operations.enroll_student(
                    course_id=course_id, student_id=student_id, via=EnrollmentRoute.SELF, at=at
                )

        assert not Enrollment.objects.exists()


class TestSeats:
    def test_end_with_the_last_one(self, course, students, at):
        small = course(capacity=2)
        for student_id in students[:2]:
            operations.enroll_student(course_id=small, student_id=student_id, at=at)

        with pytest.raises(CourseIsFullError):
            operations.enroll_student(course_id=small, student_id=students[2], at=at)

        assert not Enrollment.objects.filter(student_id=students[2]).exists()

    def test_are_freed_by_an_end_of_either_kind(self, course, students, at):
        small = course(capacity=2)
        first, second = (
            operations.enroll_student(course_id=small, student_id=one, at=at)
            for one in students[:2]
        )

        operations.cancel_enrollment(enrollment_id=first, at=at)
        operations.complete_enrollment(enrollment_id=second, at=at)

        assert taken(small) == 0
        with pytest.raises(EnrollmentStatusError):
            operations.cancel_enrollment(enrollment_id=first, at=at)
        assert taken(small) == 0

    def test_may_become_fewer_than_are_taken(self, course, students, at):
        python = course()
        for student_id in students[:3]:
            operations.enroll_student(course_id=python, student_id=student_id, at=at)

        operations.set_capacity(course_id=python, capacity=2, at=at)

        assert taken(python) == 3
        with pytest.raises(CourseIsFullError):
            operations.enroll_student(course_id=python, student_id=students[3], at=at)

    def test_are_told_when_they_change_and_only_then(self, course, students, at):
        python = course()
        operations.enroll_student(course_id=python, student_id=students[0], at=at)

        with recording_to(MemoryRecorder()) as recorder:
            for capacity in (2, 2, None):
                operations.set_capacity(course_id=python, capacity=capacity, at=at)

        told = [fact.payload["capacity"] for fact in recorder.facts]
        assert told == [2, None]

    def test_are_counted_anew_where_they_are_wrong(self, course, students, at):
        python = course()
        operations.enroll_student(course_id=python, student_id=students[0], at=at)
        Seats.objects.filter(course_id=python).update(taken=7)

        assert operations.recount_seats(course_id=python) == -6
        assert operations.recount_seats(course_id=python) == 0

    def test_are_given_up_by_who_does_not_confirm(self, course, students, at):
        choosy = course(requires_approval=True)
        for student_id in students[:2]:
            operations.enroll_student(
                course_id=choosy, student_id=student_id, via=EnrollmentRoute.SELF, at=at
            )
        confirmed = Enrollment.objects.get(student_id=students[0])
        operations.activate_enrollment(enrollment_id=str(confirmed.pk), at=at)

        released = operations.release_held_seats(at=at + timedelta(hours=25))

        assert released == 1
        late = Enrollment.objects.get(student_id=students[1])
        assert (late.status, late.reason) == ("cancelled", CancellationReason.NOT_CONFIRMED)
        assert taken(choosy) == 1


class TestEnrollCohort:
    def test_enrols_all_but_those_who_are(self, cohort, course, students, at):
        python = course(capacity=3)
        operations.enroll_student(course_id=python, student_id=students[0], at=at)
        cohort_id = cohort(members=students[:3])

        made = operations.enroll_cohort(cohort_id=cohort_id, course_id=python, at=at)

        assert len(made) == 2
        assert taken(python) == 3
        assert {one.via for one in Enrollment.objects.filter(cohort_id=cohort_id)} == {"cohort"}

    def test_enrols_nobody_of_a_cohort_that_there_is_not(self, course, at):
        with pytest.raises(CohortNotFoundError):
            operations.enroll_cohort(cohort_id=new_id(), course_id=course(), at=at)

    def test_enrols_nobody_if_the_seats_do_not_suffice(self, cohort, course, students, at):
        python = course(capacity=2)
        cohort_id = cohort(members=students[:3])

        with pytest.raises(CourseIsFullError):
            operations.enroll_cohort(cohort_id=cohort_id, course_id=python, at=at)

        assert not Enrollment.objects.exists()
