"""What can be done with a cohort as a whole."""

from dataclasses import replace
from datetime import timedelta

import pytest

from apps.courses.api import CourseNotFoundError
from apps.courses.models import Course
from apps.enrollments import operations
from apps.enrollments.data import (
    CohortSettingsData,
    CohortStatus,
    ProgressChange,
    ValidationOutcome,
)
from apps.enrollments.models import Cohort, SemesterProgress
from apps.enrollments.queries import CohortNotFoundError
from apps.enrollments.rules.cohorts import (
    CohortHasMembersError,
    CohortIsDecidedError,
    CohortStatusError,
    InvalidCohortError,
)
from apps.enrollments.rules.membership import CohortIsFullError
from yggdrasil.ids import new_id
from yggdrasil.mongodb.aggregate import VersionConflictError

pytestmark = pytest.mark.usefixtures("homes")


class TestOpenCohort:
    def test_makes_a_draft_that_says_all_that_was_laid_down(self, plan, at):
        wanted = plan(3, capacity=30, department="Computing", is_auto_validated=True)

        cohort_id = operations.open_cohort(plan=wanted, at=at)

        stored = Cohort.objects.get(pk=cohort_id)
        assert stored.to_plan() == wanted
        assert stored.status == CohortStatus.DRAFT

    def test_refuses_a_wrong_plan_and_keeps_nothing(self, plan, at):
        with pytest.raises(InvalidCohortError):
            operations.open_cohort(plan=replace(plan(), semester=2), at=at)

        assert not Cohort.objects.exists()


class TestChangeCohort:
    def test_lays_down_something_else(self, cohort, plan, at):
        cohort_id = cohort()

        operations.change_cohort(cohort_id=cohort_id, plan=replace(plan(), name="Ashes"), at=at)

        assert Cohort.objects.get(pk=cohort_id).name == "Ashes"

    def test_does_not_put_members_out(self, cohort, plan, students, at):
        cohort_id = cohort(members=students[:2])
        small = replace(plan(), settings=CohortSettingsData(capacity=1))

        with pytest.raises(CohortIsFullError):
            operations.change_cohort(cohort_id=cohort_id, plan=small, at=at)

    def test_takes_the_records_of_its_members_along(self, cohort, plan, students, at):
        cohort_id = cohort(members=students[:2], min_grade_percent=50)
        operations.remove_members(cohort_id=cohort_id, student_ids=students[1:2], at=at)

        operations.change_cohort(cohort_id=cohort_id, plan=plan(2, min_grade_percent=75), at=at)

        records = {str(one.student_id): one for one in SemesterProgress.objects.all()}
        went_along, left = (records[one] for one in students[:2])
        assert (went_along.semester, went_along.criteria.min_grade_percent) == (2, 75)
        assert (left.semester, left.criteria.min_grade_percent) == (1, 50)
        later = at + timedelta(days=1)
        operations.add_members(cohort_id=cohort_id, student_ids=students[1:2], at=later)
        left.refresh_from_db()
        assert (left.semester, left.criteria.min_grade_percent) == (2, 75)

    def test_leaves_what_was_decided_as_it_was_decided(self, cohort, plan, students, at):
        cohort_id = cohort(members=students[:1], min_grade_percent=50)
        operations.decide_validation(
            student_id=students[0], cohort_id=cohort_id, outcome=ValidationOutcome.FAILED, at=at
        )

        operations.change_cohort(cohort_id=cohort_id, plan=plan(min_grade_percent=75), at=at)
        with pytest.raises(CohortIsDecidedError):
            operations.change_cohort(cohort_id=cohort_id, plan=plan(2), at=at)

        record = SemesterProgress.objects.get()
        assert (record.semester, record.criteria.min_grade_percent) == (1, 50)

    def test_leaves_history_alone(self, cohort, plan, at):
        cohort_id = cohort()
        operations.complete_cohort(cohort_id=cohort_id, at=at)
        operations.archive_cohort(cohort_id=cohort_id, at=at)

        with pytest.raises(CohortStatusError):
            operations.change_cohort(cohort_id=cohort_id, plan=plan(), at=at)

    def test_refuses_a_copy_that_somebody_else_has_changed(self, cohort, plan, at):
        cohort_id = cohort()
        stale = Cohort.objects.get(pk=cohort_id)
        operations.change_cohort(cohort_id=cohort_id, plan=replace(plan(), name="Ashes"), at=at)

        stale.name = "Birches"
        with pytest.raises(VersionConflictError):
            stale.save()

        assert Cohort.objects.get(pk=cohort_id).name == "Ashes"


class TestActivateCohort:
    def test_refuses_one_that_is_over_by_its_dates(self, plan, at):
        cohort_id = operations.open_cohort(plan=plan(), at=at)

        with pytest.raises(CohortStatusError):
            operations.activate_cohort(cohort_id=cohort_id, at=at + timedelta(days=31))


class TestDeleteCohort:
    def test_removes_one_that_never_had_a_member(self, cohort, at):
        cohort_id = cohort()

        operations.delete_cohort(cohort_id=cohort_id, at=at)

        assert not Cohort.objects.filter(pk=cohort_id).exists()

    def test_keeps_one_that_had_a_member(self, cohort, students, at):
        cohort_id = cohort(members=students[:1])
        operations.remove_members(cohort_id=cohort_id, student_ids=students[:1], at=at)

        with pytest.raises(CohortHasMembersError):
            operations.delete_cohort(cohort_id=cohort_id, at=at)

    def test_knows_no_cohort_that_is_not_there(self, at):
        with pytest.raises(CohortNotFoundError):
            operations.delete_cohort(cohort_id=new_id(), at=at)


class TestSetCohortCourses:
    def test_counts_members_over_the_new_courses_at_once(self, cohort, course, students, at):
        python, algebra = course(), course("Algebra")
        operations.enroll_student(course_id=algebra, student_id=students[0], at=at)
        operations.record_progress(
            student_id=students[0],
            course_id=algebra,
            change=ProgressChange(progress_percent=100),
            at=at,
        )
        cohort_id = cohort(members=students[:1])

        operations.set_cohort_courses(cohort_id=cohort_id, course_ids=[python, algebra], at=at)

        record = SemesterProgress.objects.get(cohort_id=cohort_id)
        assert record.overall_progress_percent == 65
        assert record.milestones.halfway_completed_at == at

    def test_refuses_a_course_that_does_not_exist(self, cohort, at):
        with pytest.raises(CourseNotFoundError):
            operations.set_cohort_courses(cohort_id=cohort(), course_ids=[new_id()], at=at)

    def test_asks_only_for_courses_that_are_new_to_it(self, cohort, course, at):
        python, gone = course(), course("Algebra")
        cohort_id = cohort(course_ids=[python, gone])
        Course.objects.filter(pk=gone).delete()

        operations.set_cohort_courses(cohort_id=cohort_id, course_ids=[gone], at=at)

        assert [str(one) for one in Cohort.objects.get(pk=cohort_id).course_ids] == [gone]

    def test_refuses_a_course_named_twice(self, cohort, course, at):
        python = course()

        with pytest.raises(InvalidCohortError):
            operations.set_cohort_courses(cohort_id=cohort(), course_ids=[python, python], at=at)
