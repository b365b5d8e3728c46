"""The validation of a semester: criteria, evaluation and decision."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from apps.enrollments.data import (
    BasisData,
    CohortSettingsData,
    CriteriaChange,
    CriteriaData,
    Recommendation,
    ValidationOutcome,
    ValidationStatus,
)
from apps.enrollments.rules.criteria import InvalidCriteriaError, criteria_for
from apps.enrollments.rules.validation import (
    InvalidDecisionError,
    ValidationClosedError,
    check_can_decide,
    check_words,
    evaluate,
    is_due,
    refusal_to_decide,
    refusal_to_progress,
    status_after,
    target_after,
)

ENDED = datetime(2026, 1, 31, tzinfo=UTC)
percents = st.integers(0, 100)


def basis(grade=60.0, attendance=70.0, courses=1, *, asked=(60, 70, 1)):
    return BasisData(
        min_grade_percent=asked[0],
        min_attendance_percent=asked[1],
        courses_required=asked[2],
        actual_grade_percent=grade,
        actual_attendance_percent=attendance,
        courses_completed=courses,
    )


bases = st.builds(
    basis,
    st.none() | st.floats(0, 100),
    st.floats(0, 100),
    st.integers(0, 10),
    asked=st.tuples(percents, percents, st.integers(0, 10)),
)


class TestCriteriaFor:
    def test_are_the_schools_where_nobody_says_otherwise(self):
        assert criteria_for() == CriteriaData()

    def test_fall_back_one_by_one(self):
        settings = CohortSettingsData(min_grade_percent=50, min_attendance_percent=80)

        found = criteria_for(custom=CriteriaChange(min_grade_percent=55), settings=settings)

        assert found == CriteriaData(
            min_grade_percent=55, min_attendance_percent=80, courses_required=1
        )

    def test_take_an_explicit_zero_for_what_it_says(self):
        found = criteria_for(custom=CriteriaChange(courses_required=0, min_grade_percent=0))

        assert (found.courses_required, found.min_grade_percent) == (0, 0)

    def test_let_a_decision_refuse_what_the_cohort_automates(self):
        settings = CohortSettingsData(is_auto_validated=True)

        assert criteria_for(settings=settings).is_auto_validated
        assert not criteria_for(
            custom=CriteriaChange(is_auto_validated=False), settings=settings
        ).is_auto_validated

    @pytest.mark.parametrize(
        "custom",
        [
            CriteriaChange(min_grade_percent=101),
            CriteriaChange(min_attendance_percent=-1),
            CriteriaChange(courses_required=51),
        ],
    )
    def test_refuse_what_no_semester_can_ask(self, custom):
        with pytest.raises(InvalidCriteriaError):
            criteria_for(custom=custom)


class TestEvaluate:
    def test_approves_who_meets_everything(self):
        found = evaluate(basis())

        assert (found.score, found.recommendation) == (100, Recommendation.APPROVE)

    @pytest.mark.parametrize(
        ("reached", "score", "advice"),
        [
            (basis(grade=45), 90, Recommendation.CONDITIONAL),
            (basis(courses=0), 70, Recommendation.CONDITIONAL),
            (basis(grade=0.0), 60, Recommendation.CONDITIONAL),
            (basis(grade=None), 60, Recommendation.CONDITIONAL),
            (basis(grade=44, courses=0), 59, Recommendation.RETAKE),
            (basis(grade=None, attendance=0, courses=0), 0, Recommendation.RETAKE),
        ],
    )
    def test_scores_what_was_reached(self, reached, score, advice):
        found = evaluate(reached)

        assert (found.score, found.recommendation) == (score, advice)

    def test_asks_nothing_where_the_minimum_is_zero(self):
        found = evaluate(basis(grade=None, attendance=0, courses=0, asked=(0, 0, 0)))

        assert found.recommendation is Recommendation.APPROVE

    @given(bases)
    def test_scores_from_0_to_100_and_approves_only_who_meets_all(self, reached):
        found = evaluate(reached)

        assert 0 <= found.score <= 100
        assert (found.recommendation is Recommendation.APPROVE) == found.is_met

    @given(bases, st.floats(0, 100))
    def test_never_scores_less_for_a_better_grade(self, reached, more):
        better = replace(reached, actual_grade_percent=max(reached.actual_grade_percent or 0, more))

        assert evaluate(better).score >= evaluate(reached).score


class TestDecision:
    def test_conditional_is_an_outcome_like_the_others(self):
        assert status_after(ValidationOutcome.CONDITIONAL) is ValidationStatus.CONDITIONAL
        assert target_after(ValidationOutcome.CONDITIONAL, semester=3) is None

    @pytest.mark.parametrize(
        ("outcome", "semester", "target"),
        [
            (ValidationOutcome.VALIDATED, 1, 2),
            (ValidationOutcome.VALIDATED, 10, None),
            (ValidationOutcome.FAILED, 4, 4),
        ],
    )
    def test_says_where_the_student_goes(self, outcome, semester, target):
        assert target_after(outcome, semester=semester) == target

    def test_may_follow_anything_but_a_validation(self):
        for status in set(ValidationStatus) - {ValidationStatus.VALIDATED}:
            check_can_decide(status=status)
        with pytest.raises(ValidationClosedError):
            check_can_decide(status=ValidationStatus.VALIDATED)

    def test_needs_a_record(self):
        assert refusal_to_decide(None)[0] == "no_record"

    def test_is_short(self):
        check_words(reason="r" * 1000, notes="n" * 500)
        with pytest.raises(InvalidDecisionError):
            check_words(reason="r" * 1001, notes="")


class TestRefusalToProgress:
    def test_lets_the_validated_go_on(self):
        assert refusal_to_progress(ValidationStatus.VALIDATED, 9) is None

    @pytest.mark.parametrize(
        ("status", "semester", "code"),
        [
            (None, 1, "no_record"),
            (ValidationStatus.PENDING, 1, "not_validated"),
            (ValidationStatus.CONDITIONAL, 1, "not_validated"),
            (ValidationStatus.FAILED, 1, "not_validated"),
            (ValidationStatus.VALIDATED, 10, "finished"),
        ],
    )
    def test_keeps_the_others_each_for_a_reason(self, status, semester, code):
        assert refusal_to_progress(status, semester)[0] == code

    @pytest.mark.parametrize(
        ("status", "said"),
        [
            (ValidationStatus.NOT_REQUIRED, "Nobody has asked for a decision on semester 3 yet."),
            (ValidationStatus.PENDING, "Semester 3 is pending validation, not validated."),
        ],
    )
    def test_is_told_in_words(self, status, said):
        assert refusal_to_progress(status, 3)[1] == said


class TestIsDue:
    @pytest.mark.parametrize(
        ("status", "days", "due"),
        [
            (ValidationStatus.NOT_REQUIRED, 0, True),
            (ValidationStatus.NOT_REQUIRED, -1, False),
            (ValidationStatus.PENDING, 5, False),
            (ValidationStatus.VALIDATED, 5, False),
        ],
    )
    def test_begins_with_the_end_of_the_cohort_and_is_asked_once(self, status, days, due):
        at = ENDED + timedelta(days=days)

        assert is_due(status=status, ends_at=ENDED, at=at) is due
