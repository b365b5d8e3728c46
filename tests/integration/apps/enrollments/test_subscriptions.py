"""What follows here when a person or a course changes elsewhere."""

import pytest

from apps.courses.models import Course
from apps.enrollments import operations, subscriptions
from apps.enrollments.data import (
    CancellationReason,
    CertificateStatus,
    EnrollmentRoute,
    LeavingReason,
)
from apps.enrollments.models import (
    Certificate,
    Cohort,
    Enrollment,
    Grade,
    Membership,
    Seats,
    SemesterProgress,
)
from yggdrasil.events.recorder import MemoryRecorder, recording_to

pytestmark = pytest.mark.usefixtures("homes")


@pytest.fixture
def busy(cohort, course, students, at):
    """Return a student in a cohort and in two courses, and the ids of those."""
    python, algebra = course(capacity=1), course("Algebra")
    cohort_id = cohort(members=students[:1], course_ids=[python, algebra])
    for course_id in (python, algebra):
        operations.enroll_student(course_id=course_id, student_id=students[0], at=at)
    return students[0], cohort_id, python, algebra


@pytest.fixture
def tell(at):
    """Return a function that hands a fact to the handler of its name, twice, as a bus may."""

    def tell_(fact_name, **payload):
        for subscription in subscriptions.SUBSCRIPTIONS:
            if subscription.hears == fact_name:
                fact = subscription.needs(**payload, at=at)
                subscription.does(fact)
                subscription.does(fact)

    return tell_


class TestAccounts:
    def test_deactivated_let_everything_rest_and_keep_the_seat(self, busy, tell):
        student_id, cohort_id, python, _ = busy

        tell("accounts.account.deactivated.v1", account_id=student_id)

        assert all(one.suspended_at for one in Enrollment.objects.all())
        assert Membership.objects.get(cohort_id=cohort_id).suspended_at
        assert Seats.objects.get(course_id=python).taken == 1

    def test_reactivated_let_everything_go_on(self, busy, tell):
        tell("accounts.account.deactivated.v1", account_id=busy[0])
        tell("accounts.account.reactivated.v1", account_id=busy[0])

        assert not any(one.suspended_at for one in Enrollment.objects.all())
        assert not Membership.objects.get().suspended_at

    def test_reactivated_let_nothing_go_on_that_ended_meanwhile(self, busy, tell, at):
        student_id, cohort_id, python, _ = busy
        tell("accounts.account.deactivated.v1", account_id=student_id)
        cancelled = Enrollment.objects.get(course_id=python)
        operations.cancel_enrollment(enrollment_id=str(cancelled.pk), at=at)
        operations.remove_members(cohort_id=cohort_id, student_ids=[student_id], at=at)

        told = MemoryRecorder()
        with recording_to(told):
            tell("accounts.account.reactivated.v1", account_id=student_id)

        resumed = [fact.payload["enrollment_id"] for fact in told.facts]
        assert str(cancelled.pk) not in resumed
        assert len(resumed) == 1
        assert not Enrollment.objects.get(pk=cancelled.pk).suspended_at

    def test_closed_end_everything_and_free_the_seats(self, busy, tell):
        student_id, cohort_id, python, _ = busy

        tell("accounts.account.closed.v1", account_id=student_id)

        assert {one.reason for one in Enrollment.objects.all()} == {
            CancellationReason.ACCOUNT_CLOSED
        }
        assert Membership.objects.get().reason == LeavingReason.ACCOUNT_CLOSED
        assert Cohort.objects.get(pk=cohort_id).members_count == 0
        assert Seats.objects.get(course_id=python).taken == 0

    def test_of_who_is_no_student_any_more_end_the_same_way(self, busy, tell):
        tell("accounts.account.role_changed.v1", account_id=busy[0], role="student")
        assert Membership.objects.get().is_open

        tell("accounts.account.role_changed.v1", account_id=busy[0], role="teacher")

        assert not Membership.objects.get().is_open


class TestProfiles:
    def test_renamed_are_followed_by_copies_but_not_by_certificates(self, busy, tell, at):
        student_id, _, python, _ = busy
        operations.grade_course(student_id=student_id, course_id=python, score_percent=90, at=at)
        enrollment = Enrollment.objects.get(course_id=python)
        operations.complete_enrollment(enrollment_id=str(enrollment.pk), at=at)
        operations.issue_certificate(student_id=student_id, course_id=python, at=at)

        tell("users.profile.changed.v1", person_id=student_id, name="Alice Alder")

        for model in (Membership, Enrollment, SemesterProgress, Grade):
            assert {one.student_name for one in model.objects.all()} == {"Alice Alder"}
        assert Certificate.objects.get().student_name == "Alice Ash"
        assert Certificate.objects.get().status == CertificateStatus.ISSUED

    def test_with_endless_names_change_nothing_when_told_again(self, busy, tell):
        tell("users.profile.changed.v1", person_id=busy[0], name="Alice " * 50)

        membership = Membership.objects.get()
        tell("users.profile.changed.v1", person_id=busy[0], name="Alice " * 50)

        assert Membership.objects.get().version == membership.version


class TestCourses:
    def test_changed_are_followed_by_title_and_seats(self, busy, tell):
        python = busy[2]

        tell("courses.course.updated.v1", course_id=python, title="Python", capacity=9)

        assert Enrollment.objects.get(course_id=python).course_title == "Python"
        seats = Seats.objects.get(course_id=python)
        assert (seats.course_title, seats.capacity, seats.taken) == ("Python", 9, 1)

    def test_put_away_let_nobody_wait(self, course, students, tell, at):
        choosy = course(requires_approval=True)
        operations.enroll_student(
            course_id=choosy, student_id=students[0], via=EnrollmentRoute.SELF, at=at
        )
        operations.enroll_student(course_id=choosy, student_id=students[1], at=at)

        tell("courses.course.archived.v1", course_id=choosy)

        statuses = {str(one.student_id): one.status for one in Enrollment.objects.all()}
        assert statuses == {students[0]: "cancelled", students[1]: "active"}

    def test_gone_together_do_not_wait_for_each_other(self, busy, tell):
        _, cohort_id, python, algebra = busy
        Course.objects.all().delete()

        tell("courses.course.deleted.v1", course_id=python)
        tell("courses.course.deleted.v1", course_id=algebra)

        assert Cohort.objects.get(pk=cohort_id).course_ids == []

    def test_gone_are_taken_out_of_everything(self, busy, tell):
        _, cohort_id, python, algebra = busy

        tell("courses.course.deleted.v1", course_id=python)

        assert Enrollment.objects.get(course_id=python).status == "cancelled"
        assert [str(one) for one in Cohort.objects.get(pk=cohort_id).course_ids] == [algebra]
        assert len(SemesterProgress.objects.get().courses) == 1


class TestAttendance:
    def test_marked_moves_the_rate(self, busy, at):
        student_id, cohort_id, *_ = busy
        (heard,) = [one for one in subscriptions.SUBSCRIPTIONS if one.hears.startswith("planning.")]

        for status in ("present", "absent", "absent"):
            heard.does(
                heard.needs(
                    student_id=student_id,
                    cohort_id=cohort_id,
                    status=status,
                    was_status=None,
                    at=at,
                )
            )

        assert SemesterProgress.objects.get().attendance_rate_percent == 33
