"""The door for neighbours, through the coded seam."""

import pytest

from apps.enrollments import api, operations
from apps.enrollments.data import EnrollmentStatus, ProgressChange
from yggdrasil.ids import InvalidIdError, new_id

pytestmark = pytest.mark.usefixtures("homes")


@pytest.fixture
def busy(cohort, course, students, at):
    """Return a student, a cohort and a course that belong together, with some progress."""
    python = course(capacity=3)
    cohort_id = cohort(members=students[:2], course_ids=[python])
    operations.enroll_student(course_id=python, student_id=students[0], at=at)
    operations.record_progress(
        student_id=students[0],
        course_id=python,
        change=ProgressChange(progress_percent=40, average_score_percent=72.5),
        at=at,
    )
    return students[0], cohort_id, python


class TestCohorts:
    def test_are_found_by_id_in_the_order_asked_for(self, busy, cohort):
        _, cohort_id, _ = busy
        other = cohort(2)

        found = api.list_cohorts(cohort_ids=(other, new_id(), cohort_id))

        assert [one.id for one in found] == [other, cohort_id]

    def test_of_the_present_are_those_that_are_planned_or_at_work(self, cohort, at):
        here, gone = cohort(1), cohort(2)
        operations.complete_cohort(cohort_id=gone, at=at)

        assert [one.id for one in api.list_present_cohorts()] == [here]
        assert {one.id for one in api.list_latest_cohorts()} == {here, gone}

    def test_have_members_and_courses(self, busy, students):
        _, cohort_id, python = busy

        assert set(api.list_member_ids(cohort_id=cohort_id)) == set(students[:2])
        assert api.list_cohort_ids_of_course(course_id=python) == (cohort_id,)

    def test_of_a_student_are_memberships(self, busy):
        student_id, cohort_id, _ = busy

        (stay,) = api.list_cohorts_of_student(student_id=student_id, is_open=True)

        assert (stay.cohort_id, stay.left_at, stay.reason) == (cohort_id, None, None)

    def test_report_how_they_do(self, busy):
        _, cohort_id, _ = busy

        report = api.get_cohort_report(cohort_id=cohort_id)

        assert (report.students, report.at_risk, report.on_track) == (2, 0, 2)
        assert report.average_progress_percent == 44
        assert api.list_at_risk(cohort_id=cohort_id) == ()

    def test_tell_who_is_at_risk(self, busy, at):
        student_id, cohort_id, _ = busy

        operations.set_attendance(
            student_id=student_id, cohort_id=cohort_id, marked=4, attended=1, at=at
        )

        (at_risk,) = api.list_at_risk(cohort_id=cohort_id)
        assert at_risk.figures.attendance_rate_percent == 25


class TestEnrollments:
    def test_are_listed_by_student_and_status(self, busy):
        student_id, _, python = busy

        (active,) = api.list_enrollments_of_student(
            student_id=student_id, status=EnrollmentStatus.ACTIVE
        )

        assert active.course_id == python
        assert api.is_enrolled(student_id=student_id, course_id=python)
        assert not api.is_enrolled(student_id=student_id, course_id=new_id())

    def test_take_seats(self, busy):
        seats = api.get_seats(course_id=busy[2])
        unknown = api.get_seats(course_id=new_id())

        assert (seats.capacity, seats.taken, seats.free) == (3, 1, 2)
        assert (unknown.capacity, unknown.taken, unknown.free) == (None, 0, None)


class TestProgress:
    def test_is_known_by_course_and_by_semester(self, busy):
        student_id, cohort_id, python = busy

        (progress,) = api.list_progress_of_student(student_id=student_id)
        assert progress == api.get_progress(student_id=student_id, course_id=python)
        assert progress.average_score_percent == 72.5

        semester = api.get_semester_progress(student_id=student_id, cohort_id=cohort_id)
        assert semester == api.find_current_semester_progress(student_id=student_id)
        assert semester.figures.overall_progress_percent == 58

    def test_is_nothing_where_nothing_was_done(self, students, course):
        nothing = api.get_progress(student_id=students[0], course_id=course())

        assert (nothing.progress_percent, nothing.version) == (0, 0)
        assert api.find_current_semester_progress(student_id=students[0]) is None

    def test_of_nobody_is_a_named_error_on_the_other_side(self, busy):
        with pytest.raises(api.SemesterProgressNotFoundError):
            api.get_semester_progress(student_id=new_id(), cohort_id=busy[1])
        with pytest.raises(InvalidIdError):
            api.get_semester_progress(student_id="nobody", cohort_id=busy[1])
