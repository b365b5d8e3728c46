"""Many at the same moment: never more than there is room for, never one twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from apps.enrollments import operations
from apps.enrollments.models import Cohort, Enrollment, Membership, Seats
from apps.enrollments.rules.enrollments import AlreadyEnrolledError, CourseIsFullError
from apps.enrollments.rules.membership import CohortIsFullError, MembersRefusedError
from yggdrasil.context import Context, use

pytestmark = pytest.mark.usefixtures("homes")


@pytest.fixture
def at_once(django_db_blocker):
    """Return a function that runs calls in threads of their own, and returns what came of them."""

    def run(calls, *, refusals, threads=None):
        def attempt(call):
            with django_db_blocker.unblock(), use(Context()):
                try:
                    return call()
                except refusals as refusal:
                    return refusal
                finally:
                    connections.close_all()

        with ThreadPoolExecutor(max_workers=threads or len(calls)) as pool:
            return list(pool.map(attempt, calls))

    return run


class TestSeats:
    def test_of_sixty_who_want_ten_seats_exactly_ten_get_one(self, course, student, at_once, at):
        self.race(course(capacity=10), [student() for _ in range(60)], 10, at_once, at)

    @pytest.mark.campaign
    @pytest.mark.timeout(300)
    def test_of_a_thousand_who_want_thirty_seats_exactly_thirty_get_one(
        self, course, student, at_once, at
    ):
        self.race(course(capacity=30), [student() for _ in range(1_000)], 30, at_once, at)

    @staticmethod
    def race(small, wanting, seats, at_once, at):
        outcomes = at_once(
            [
                lambda one=one: operations.enroll_student(course_id=small, student_id=one, at=at)
                for one in wanting
            ],
            refusals=(CourseIsFullError,),
            threads=64,
        )

        assert sum(isinstance(outcome, str) for outcome in outcomes) == seats
        assert Enrollment.objects.filter(course_id=small).count() == seats
        assert Seats.objects.get(course_id=small).taken == seats

    def test_taken_and_freed_at_once_are_still_counted_right(self, course, students, at_once, at):
        python = course(capacity=6)
        for one in students[:3]:
            operations.enroll_student(course_id=python, student_id=one, at=at)
        leaving = map(str, Enrollment.objects.values_list("pk", flat=True))

        at_once(
            [
                *(
                    lambda one=one: operations.cancel_enrollment(enrollment_id=one, at=at)
                    for one in leaving
                ),
                *(
                    lambda one=one: operations.enroll_student(
                        course_id=python, student_id=one, at=at
                    )
                    for one in students[3:]
                ),
            ],
            refusals=(),
        )

        assert Seats.objects.get(course_id=python).taken == 3
        assert operations.recount_seats(course_id=python) == 0


class TestFullCourse:
    def test_tells_who_is_in_it_that_they_are(self, course, students, at):
        small = course(capacity=1)
        operations.enroll_student(course_id=small, student_id=students[0], at=at)

        with pytest.raises(AlreadyEnrolledError):
            operations.enroll_student(course_id=small, student_id=students[0], at=at)


class TestOneOfAKind:
    def test_a_button_clicked_eight_times_enrols_once(self, course, students, at_once, at):
        python = course()

        outcomes = at_once(
            [lambda: operations.enroll_student(course_id=python, student_id=students[0], at=at)]
            * 8,
            refusals=(AlreadyEnrolledError,),
        )

        assert sum(isinstance(outcome, str) for outcome in outcomes) == 1
        assert Seats.objects.get(course_id=python).taken == 1

    def test_a_student_pulled_into_six_cohorts_is_in_one(self, cohort, students, at_once, at):
        cohorts = [cohort() for _ in range(6)]

        at_once(
            [
                lambda one=one: operations.add_members(
                    cohort_id=one, student_ids=students[:1], at=at
                )
                for one in cohorts
            ],
            refusals=(MembersRefusedError,),
        )

        assert Membership.objects.filter(is_open=True).count() == 1
        assert sum(Cohort.objects.values_list("members_count", flat=True)) == 1

    def test_a_certificate_asked_for_eight_times_is_issued_once(
        self, course, students, at_once, at
    ):
        python = course()
        enrollment_id = operations.enroll_student(course_id=python, student_id=students[0], at=at)
        operations.complete_enrollment(enrollment_id=enrollment_id, at=at)

        outcomes = at_once(
            [lambda: operations.issue_certificate(student_id=students[0], course_id=python, at=at)]
            * 8,
            refusals=(),
        )

        assert len(set(outcomes)) == 1


class TestPlacesInACohort:
    def test_are_never_more_than_its_capacity(self, cohort, students, at_once, at):
        cohort_id = cohort(capacity=4)

        at_once(
            [
                lambda one=one: operations.add_members(
                    cohort_id=cohort_id, student_ids=[one], at=at
                )
                for one in students
            ],
            refusals=(CohortIsFullError,),
        )

        assert Membership.objects.filter(cohort_id=cohort_id).count() == 4
        assert Cohort.objects.get(pk=cohort_id).members_count == 4
