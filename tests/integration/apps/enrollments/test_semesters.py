"""The end of a semester: evaluated, decided, and the step to the next one."""

from datetime import timedelta

import pytest

from apps.enrollments import operations, queries
from apps.enrollments.data import (
    CriteriaChange,
    ProgressChange,
    Recommendation,
    ValidationOutcome,
    ValidationStatus,
)
from apps.enrollments.models import Membership, SemesterProgress, ValidationDecision
from apps.enrollments.operations import NextCohortNotFoundError
from apps.enrollments.rules.membership import MembersRefusedError
from apps.enrollments.rules.validation import ValidationClosedError

pytestmark = pytest.mark.usefixtures("homes")


@pytest.fixture
def done(course, cohort, students, at):
    """Return a function that opens a cohort in which the first student completed everything."""

    def make(semester=1, **settings):
        python = course()
        cohort_id = cohort(semester, members=students[:2], course_ids=[python], **settings)
        operations.record_progress(
            student_id=students[0],
            course_id=python,
            change=ProgressChange(progress_percent=100, average_score_percent=90),
            at=at,
        )
        return cohort_id

    return make


def record(cohort_id, student_id):
    return SemesterProgress.objects.get(cohort_id=cohort_id, student_id=student_id)


def decide(cohort_id, student_id, at, outcome=ValidationOutcome.VALIDATED, **more):
    return operations.decide_validation(
        student_id=student_id, cohort_id=cohort_id, outcome=outcome, at=at, **more
    )


class TestEvaluateSemester:
    def test_advises_on_what_was_reached(self, done, students):
        cohort_id = done()

        advice = [
            queries.evaluate_semester(student_id=one, cohort_id=cohort_id).recommendation
            for one in students[:2]
        ]

        assert advice == [Recommendation.APPROVE, Recommendation.RETAKE]

    def test_reads_what_the_cohort_lays_down(self, done, students):
        cohort_id = done(min_grade_percent=95)

        found = queries.evaluate_semester(student_id=students[0], cohort_id=cohort_id)

        assert (found.is_grade_met, found.criteria.min_grade_percent) == (False, 95)

    def test_takes_some_custom_criteria_and_the_defaults_for_the_rest(self, done, students):
        found = queries.evaluate_semester(
            student_id=students[0],
            cohort_id=done(),
            criteria=CriteriaChange(courses_required=2),
        )

        assert (found.is_courses_met, found.is_grade_met) == (False, True)
        assert found.recommendation is Recommendation.CONDITIONAL


class TestDecideValidation:
    def test_keeps_the_figures_it_rests_on(self, done, students, at):
        cohort_id = done()

        decide(cohort_id, students[0], at, reason="Well done.")

        decision = ValidationDecision.objects.get()
        assert decision.basis.actual_grade_percent == 90
        assert decision.basis.courses_completed == 1
        assert decision.next_semester == 2
        stored = record(cohort_id, students[0])
        assert stored.validation_status == ValidationStatus.VALIDATED
        assert stored.milestones.semester_validated_at == at

    def test_may_be_conditional_and_settled_later(self, done, students, at):
        cohort_id = done()

        decide(cohort_id, students[0], at, ValidationOutcome.CONDITIONAL)
        assert record(cohort_id, students[0]).validation_status == "conditional"
        decide(cohort_id, students[0], at + timedelta(days=1))

        assert ValidationDecision.objects.count() == 2
        with pytest.raises(ValidationClosedError):
            decide(cohort_id, students[0], at)

    def test_sends_who_failed_back_to_the_same_semester(self, done, students, at):
        cohort_id = done()

        decide(cohort_id, students[1], at, ValidationOutcome.FAILED)

        decision = ValidationDecision.objects.get()
        assert (decision.next_semester, decision.is_retake_required) == (1, True)


class TestDecideValidations:
    def test_decides_on_all_or_on_none(self, done, students, at):
        cohort_id = done()
        decide(cohort_id, students[0], at)

        with pytest.raises(MembersRefusedError) as refusal:
            operations.decide_validations(
                student_ids=[students[1], students[0], students[5]],
                cohort_id=cohort_id,
                outcome=ValidationOutcome.VALIDATED,
                at=at,
            )

        assert [(one.field, one.code) for one in refusal.value.errors] == [
            ("student_ids.1", "validated"),
            ("student_ids.2", "no_record"),
        ]
        assert ValidationDecision.objects.count() == 1


class TestEndSemester:
    def test_asks_once_after_the_end(self, done, students, at):
        cohort_id = done()
        over = at + timedelta(days=31)

        asked = [operations.end_semester(cohort_id=cohort_id, at=when) for when in (at, over, over)]

        assert asked == [0, 2, 0]
        stored = record(cohort_id, students[0])
        assert stored.validation_status == ValidationStatus.PENDING
        assert stored.validation_due_at == over + timedelta(days=30)

    def test_validates_by_itself_where_the_cohort_wants_that(self, done, students, at):
        cohort_id = done(is_auto_validated=True)

        waiting = operations.end_semester(cohort_id=cohort_id, at=at + timedelta(days=31))

        assert waiting == 1
        decision = ValidationDecision.objects.get()
        assert (str(decision.student_id), decision.decided_by_id) == (students[0], None)

    def test_counts_those_asked_for_now_alone(self, done, students, at):
        cohort_id = done(is_auto_validated=True)
        before = SemesterProgress.objects.filter(student_id=students[0])
        before.update(validation_status=ValidationStatus.PENDING)

        waiting = operations.end_semester(cohort_id=cohort_id, at=at + timedelta(days=31))

        assert record(cohort_id, students[0]).validation_status == ValidationStatus.VALIDATED
        assert waiting == 1


class TestProgressStudents:
    def go_on(self, cohort_id, student_id, at):
        return operations.progress_students(student_ids=[student_id], cohort_id=cohort_id, at=at)

    def test_leads_to_the_next_semester_and_keeps_the_history(self, done, cohort, students, at):
        first, second = done(), cohort(2)
        decide(first, students[0], at)

        assert self.go_on(first, students[0], at) == second

        stays = Membership.objects.filter(student_id=students[0]).order_by("is_open")
        assert [(str(one.cohort_id), one.reason) for one in stays] == [
            (first, "progressed"),
            (second, ""),
        ]
        assert record(first, students[0]).average_grade_percent == 90
        assert record(second, students[0]).semester == 2

    def test_leads_to_the_cohort_of_its_own_year(self, done, cohort, students, at):
        first = done()
        cohort(2, academic_year="2026-2027")
        second = cohort(2)
        decide(first, students[0], at)

        assert self.go_on(first, students[0], at) == second

    def test_leads_into_the_next_year_after_march(self, done, cohort, students, at):
        second = done(2)
        third = cohort(3, academic_year="2026-2027")
        decide(second, students[0], at)

        assert self.go_on(second, students[0], at) == third

    def test_needs_a_validated_semester_and_a_cohort_to_go_to(self, done, students, at):
        cohort_id = done()
        with pytest.raises(MembersRefusedError):
            self.go_on(cohort_id, students[0], at)
        decide(cohort_id, students[0], at)
        with pytest.raises(NextCohortNotFoundError):
            self.go_on(cohort_id, students[0], at)

    def test_ends_with_the_tenth(self, done, students, at):
        last = done(10)
        decide(last, students[0], at)

        with pytest.raises(MembersRefusedError):
            self.go_on(last, students[0], at)

    def test_leads_all_or_none(self, done, cohort, students, at):
        first, _ = done(), cohort(2)
        decide(first, students[0], at)

        with pytest.raises(MembersRefusedError) as refusal:
            operations.progress_students(student_ids=students[:2], cohort_id=first, at=at)

        assert [(one.field, one.code) for one in refusal.value.errors] == [
            ("student_ids.1", "not_validated")
        ]
        assert Membership.objects.filter(is_open=True, cohort_id=first).count() == 2
