"""Who may read what is not public, whatever the order in which it is heard."""

from datetime import timedelta
from itertools import permutations

import pytest

from apps.courses import operations, queries, subscriptions, tasks
from apps.courses.data import ReadingVia
from apps.courses.models import Course, CourseReader
from yggdrasil import codec, ids
from yggdrasil.context import Actor

pytestmark = pytest.mark.usefixtures("homes")

COHORT, STUDENT, OTHER = (ids.derived_id("test", word) for word in ("cohort", "u1", "u2"))
A, B, C = (ids.derived_id("test", "course", word) for word in "abc")


def readable(account_id):
    return {reading.course_id for reading in queries.find_readings(account_id=account_id)}


def hear(fact_name, /, **payload):
    """Deliver a fact as the bus does: by name, in the shape that the hearer needs."""
    (subscription,) = (one for one in subscriptions.SUBSCRIPTIONS if one.hears == fact_name)
    fact = codec.from_builtins(codec.to_builtins(payload), subscription.needs)
    subscription.does(fact)


class TestGrant:
    def test_is_given_once_and_taken_back(self, make_course, at):
        course_id = make_course()
        for _ in range(2):
            operations.grant_reading(course_id=course_id, account_id=STUDENT, at=at)
        assert CourseReader.objects.count() == 1

        for _ in range(2):
            operations.revoke_reading(course_id=course_id, account_id=STUDENT)
        assert readable(STUDENT) == set()

    def test_leaves_other_reasons(self, make_course, at):
        course_id = make_course()
        operations.grant_reading(course_id=course_id, account_id=STUDENT, at=at)
        operations.start_reading(
            course_id=course_id, account_id=STUDENT, enrollment_id=ids.new_id(), at=at
        )

        operations.revoke_reading(course_id=course_id, account_id=STUDENT)

        (reading,) = queries.find_readings(account_id=STUDENT)
        assert reading.via == ReadingVia.ENROLLMENT


class TestEnrollment:
    def fact(self, at, **more):
        return {
            "enrollment_id": ids.derived_id("test", "enrollment"),
            "student_id": STUDENT,
            "course_id": A,
            "at": at,
            **more,
        }

    def test_lets_in_once_it_is_active(self, at):
        hear("enrollments.enrollment.created.v1", **self.fact(at, status="pending"))
        assert readable(STUDENT) == set()

        for _ in range(2):
            hear("enrollments.enrollment.activated.v1", **self.fact(at))
        assert readable(STUDENT) == {A}
        assert CourseReader.objects.count() == 1

    def test_lets_out_when_it_is_cancelled(self, at):
        hear("enrollments.enrollment.created.v1", **self.fact(at, status="active"))

        for _ in range(2):
            hear("enrollments.enrollment.cancelled.v1", **self.fact(at))

        assert readable(STUDENT) == set()

    def test_rests_and_goes_on(self, at):
        hear("enrollments.enrollment.created.v1", **self.fact(at, status="active"))
        hear("enrollments.enrollment.suspended.v1", **self.fact(at))
        assert readable(STUDENT) == set()

        hear("enrollments.enrollment.resumed.v1", **self.fact(at))
        assert readable(STUDENT) == {A}


class TestCohort:
    def join(self, account_id, at, *courses):
        hear(
            "enrollments.member.joined.v1",
            cohort_id=COHORT,
            student_id=account_id,
            course_ids=courses,
            at=at,
        )

    def change(self, at, *courses):
        hear("enrollments.cohort.courses_changed.v1", cohort_id=COHORT, course_ids=courses, at=at)

    def test_lets_members_read_its_courses(self, at):
        self.join(STUDENT, at, A, B)

        assert readable(STUDENT) == {A, B}

    def test_lets_members_read_courses_that_come_later(self, at):
        self.join(STUDENT, at)
        self.change(at + timedelta(days=1), A)
        self.change(at + timedelta(days=2))
        self.change(at + timedelta(days=3), B, C)

        assert readable(STUDENT) == {B, C}

    def test_comes_to_the_same_whatever_is_heard_first(self, at):
        steps = {
            "first joins": lambda: self.join(STUDENT, at, A),
            "courses change": lambda: self.change(at + timedelta(days=1), B, C),
            "second joins": lambda: self.join(OTHER, at + timedelta(days=2), B, C),
        }
        for order in permutations(steps):
            CourseReader.objects.all().delete()
            for step in (*order, *order):
                steps[step]()

            assert readable(STUDENT) == readable(OTHER) == {B, C}, order

    def test_leaves_an_older_list_of_courses_alone(self, at):
        self.join(STUDENT, at, A)
        self.change(at + timedelta(days=2), B)
        self.change(at + timedelta(days=1), A, C)

        assert readable(STUDENT) == {B}

    def test_lets_out_who_leaves(self, at):
        self.join(STUDENT, at, A)
        self.join(OTHER, at, A)

        hear("enrollments.member.left.v1", cohort_id=COHORT, student_id=STUDENT)
        self.change(at + timedelta(days=1), A, B)

        assert readable(STUDENT) == set()
        assert readable(OTHER) == {A, B}

    def test_lets_all_out_when_it_is_deleted(self, at):
        self.join(STUDENT, at, A)

        hear("enrollments.cohort.deleted.v1", cohort_id=COHORT)

        assert not CourseReader.objects.exists()


class TestPeople:
    def test_follow_their_profiles(self, make_course, teacher):
        make_course()

        hear("users.profile.changed.v1", person_id=teacher, name="G. Hopper", email="g@x.y")
        hear("accounts.account.deactivated.v1", account_id=teacher)

        instructor = Course.objects.get().instructor
        assert (instructor.name, instructor.email, instructor.is_active) == (
            "G. Hopper",
            "g@x.y",
            False,
        )
        hear("accounts.account.reactivated.v1", account_id=teacher)
        assert Course.objects.get().instructor.is_active


class TestSweep:
    def test_removes_what_refers_to_courses_that_are_gone(self, make_course, at):
        course_id = make_course()
        for each in (course_id, A):
            operations.start_reading(
                course_id=each, account_id=STUDENT, enrollment_id=ids.new_id(), at=at
            )

        assert tasks.sweep_readings(unknown="argument") == 1

        assert readable(STUDENT) == {course_id}


class TestVisibility:
    def test_follows_reasons_to_read(self, make_course, at):
        hidden = make_course("Hidden", is_published=True, is_public=False)
        viewer = Actor(id=STUDENT, role="student")
        with pytest.raises(queries.CourseNotFoundError):
            queries.get_course(viewer=viewer, course_id=hidden)

        operations.grant_reading(course_id=hidden, account_id=STUDENT, at=at)

        assert queries.get_course(viewer=viewer, course_id=hidden).title == "Hidden"
