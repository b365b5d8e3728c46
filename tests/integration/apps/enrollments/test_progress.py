"""Progress, attendance, and the figures that follow from them."""

from datetime import timedelta

import pytest

from apps.enrollments import operations
from apps.enrollments.data import ProgressChange
from apps.enrollments.models import Progress, SemesterProgress
from apps.enrollments.rules.progress import InvalidProgressError

pytestmark = pytest.mark.usefixtures("homes")


@pytest.fixture
def record(at):
    """Return a function that records progress of a student."""

    def record_(student_id, course_id, *, when=at, **said):
        operations.record_progress(
            student_id=student_id, course_id=course_id, change=ProgressChange(**said), at=when
        )

    return record_


def semester(cohort_id):
    return SemesterProgress.objects.get(cohort_id=cohort_id)


class TestRecordProgress:
    def test_keeps_what_a_partial_report_leaves_out(self, course, students, record, at):
        python = course()
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

    def test_leaves_a_closed_semester_as_it_was(self, cohort, course, students, record, at):
        python = course()
        cohort_id = cohort(members=students[:1], course_ids=[python])
        record(students[0], python, progress_percent=40)
        operations.remove_members(cohort_id=cohort_id, student_ids=students[:1], at=at)

        record(students[0], python, progress_percent=90)

        assert semester(cohort_id).courses[0].progress_percent == 40

    def test_says_nothing_twice(self, course, students, record):
        python = course()
        record(students[0], python, progress_percent=40)
        version = Progress.objects.get().version

        record(students[0], python, progress_percent=40)

        assert Progress.objects.get().version == version

    def test_refuses_the_impossible_and_keeps_nothing(self, course, students, record):
        with pytest.raises(InvalidProgressError):
            record(students[0], course(), progress_percent=101)

        assert not Progress.objects.exists()


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
