"""Progress, attendance, and the figures that follow from them."""

from datetime import timedelta

import pytest

from apps.enrollments import operations
from apps.enrollments.data import EnrollmentRoute, ProgressChange
from apps.enrollments.models import Progress, SemesterProgress
from apps.enrollments.rules.progress import InvalidProgressError, NotTakingPartError
from tests.factories.enrolling import EXERCISE
from yggdrasil.ids import new_id

pytestmark = pytest.mark.usefixtures("homes")


@pytest.fixture
def record(at):
    """Return a function that records progress of a student."""

    def record_(student_id, course_id, *, when=at, **said):
        operations.record_progress(
            student_id=student_id, course_id=course_id, change=ProgressChange(**said), at=when
        )

    return record_


@pytest.fixture
def enrolled(course, students, at):
    """Return a function that makes a course in which the first student is enrolled."""

    def enrolled_(title="Python Basics"):
        course_id = course(title)
        operations.enroll_student(course_id=course_id, student_id=students[0], at=at)
        return course_id

    return enrolled_


def semester(cohort_id):
    return SemesterProgress.objects.get(cohort_id=cohort_id)


class TestRecordProgress:
    def test_keeps_what_a_partial_report_leaves_out(self, enrolled, students, record, at):
        python = enrolled()
        record(students[0], python, chapters_total=4, chapters_completed=2, progress_percent=50)

        record(students[0], python, progress_percent=60, when=at + timedelta(days=1))

        stored = Progress.objects.get()
        assert (stored.progress_percent, stored.chapters_completed) == (60, 2)
        assert stored.last_activity_at == at + timedelta(days=1)
        assert stored.started_at == at

    def test_moves_the_figures_of_the_cohort(self, cohort, course, students, record, at):
        python, algebra = course(), course("Algebra")
        cohort_id = cohort(members=students[:1], course_ids=[python, algebra])

        record(students[0], python, progress_percent=100, average_score_percent=81.5)

        stored = semester(cohort_id)
        assert stored.overall_progress_percent == 65
        assert stored.average_grade_percent == 82
        assert stored.milestones.first_course_completed_at == at
        assert stored.milestones.all_courses_completed_at is None

    def test_leaves_a_closed_semester_as_it_was(self, cohort, enrolled, students, record, at):
        python = enrolled()
        cohort_id = cohort(members=students[:1], course_ids=[python])
        record(students[0], python, progress_percent=40)
        operations.remove_members(cohort_id=cohort_id, student_ids=students[:1], at=at)

        record(students[0], python, progress_percent=90)

        assert semester(cohort_id).courses[0].progress_percent == 40

    def test_says_nothing_twice(self, enrolled, students, record):
        python = enrolled()
        record(students[0], python, progress_percent=40)
        version = Progress.objects.get().version

        record(students[0], python, progress_percent=40)

        assert Progress.objects.get().version == version

    def test_refuses_the_impossible_and_keeps_nothing(self, enrolled, students, record):
        with pytest.raises(InvalidProgressError):
            record(students[0], enrolled(), progress_percent=101)

        assert not Progress.objects.exists()


class TestTakingPart:
    def test_is_to_be_enrolled_or_in_a_cohort_that_has_the_course(
        self, cohort, course, enrolled, students, record
    ):
        alone, together = enrolled(), course("Algebra")
        cohort(members=students[:1], course_ids=[together])

        for course_id in (alone, together):
            record(students[0], course_id, progress_percent=10)

        assert Progress.objects.count() == 2

    def test_is_needed_for_progress(self, cohort, course, students, record):
        cohort(members=students[:1], course_ids=[course("Algebra")])

        for course_id in (course(), new_id()):
            with pytest.raises(NotTakingPartError):
                record(students[0], course_id, progress_percent=10)

        assert not Progress.objects.exists()

    def test_ends_with_the_enrolment_and_the_membership(self, cohort, course, students, record, at):
        python, algebra = course(), course("Algebra")
        enrollment_id = operations.enroll_student(course_id=python, student_id=students[0], at=at)
        cohort_id = cohort(members=students[:1], course_ids=[algebra])
        operations.cancel_enrollment(enrollment_id=enrollment_id, at=at)
        operations.remove_members(cohort_id=cohort_id, student_ids=students[:1], at=at)

        for course_id in (python, algebra):
            with pytest.raises(NotTakingPartError):
                record(students[0], course_id, progress_percent=10)

    def test_rests_with_the_account(self, cohort, course, enrolled, students, record, at):
        python, algebra = enrolled(), course("Algebra")
        cohort(members=students[:1], course_ids=[algebra])
        operations.suspend_student(student_id=students[0], at=at)

        for course_id in (python, algebra):
            with pytest.raises(NotTakingPartError):
                record(students[0], course_id, progress_percent=10)

    def test_does_not_begin_before_the_yes(self, course, students, record, at):
        python = course(requires_approval=True)
        operations.enroll_student(
            course_id=python, student_id=students[0], via=EnrollmentRoute.SELF, at=at
        )

        with pytest.raises(NotTakingPartError):
            record(students[0], python, progress_percent=10)

    def test_is_not_needed_for_a_grade_of_what_was_handed_in(self, course, students, at):
        python = course()
        enrollment_id = operations.enroll_student(course_id=python, student_id=students[0], at=at)
        submission_id = operations.submit_work(
            student_id=students[0], course_id=python, exercise_id=EXERCISE, content="x", at=at
        )
        operations.complete_enrollment(enrollment_id=enrollment_id, at=at)

        operations.grade_submission(submission_id=submission_id, score_percent=80, at=at)

        assert Progress.objects.get().average_score_percent == 80


class TestTakeMark:
    def test_counts_a_mark_and_its_correction(self, cohort, students, at):
        cohort_id = cohort(members=students[:1])
        marks = [("present", None), ("absent", None), ("late", "absent"), ("excused", None)]

        for status, was_status in marks:
            operations.take_mark(
                student_id=students[0],
                cohort_id=cohort_id,
                status=status,
                was_status=was_status,
                at=at,
            )

        stored = semester(cohort_id)
        assert (stored.events_attended, stored.events_total) == (2, 2)

    def test_makes_who_stays_away_a_case_to_look_after(self, cohort, students, at):
        cohort_id = cohort(members=students[:1])
        assert not semester(cohort_id).is_at_risk

        operations.set_attendance(
            student_id=students[0], cohort_id=cohort_id, marked=10, attended=6, at=at
        )

        stored = semester(cohort_id)
        assert stored.attendance_rate_percent == 60
        assert stored.is_at_risk

    def test_passes_over_events_that_were_for_no_cohort_of_the_student(self, cohort, students, at):
        for cohort_id in (None, cohort()):
            operations.take_mark(
                student_id=students[0],
                cohort_id=cohort_id,
                status="present",
                was_status=None,
                at=at,
            )

        assert not SemesterProgress.objects.exists()


class TestRecompute:
    def test_repairs_figures_that_are_wrong(self, cohort, course, students, record, at):
        python = course()
        cohort_id = cohort(members=students[:1], course_ids=[python])
        record(students[0], python, progress_percent=50)
        SemesterProgress.objects.update(overall_progress_percent=3, courses=[])

        assert operations.recompute_cohort(cohort_id=cohort_id, at=at) == 1

        stored = semester(cohort_id)
        assert (stored.overall_progress_percent, len(stored.courses)) == (65, 1)

    def test_takes_only_what_nobody_computed_for_a_while(self, cohort, students, at):
        cohort_id = cohort(members=students[:3])
        SemesterProgress.objects.filter(student_id=students[0]).update(
            calculated_at=at - timedelta(days=2)
        )

        def stale():
            return operations.recompute_stale(older_than=timedelta(hours=20), limit=2, at=at)

        assert (stale(), stale()) == (1, 0)
        assert operations.recompute_cohort(cohort_id=cohort_id, at=at) == 3
