"""Cohorts: their shape, their life, their members, and the ladder they stand on."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from apps.enrollments.data import CohortPlan, CohortSettingsData, CohortStatus, Intake
from apps.enrollments.rules import cohorts, ladder, membership

AUTUMN = datetime(2025, 9, 1, tzinfo=UTC)

PLAN = CohortPlan(
    name="Semester 1",
    semester=1,
    intake=Intake.SEPTEMBER,
    academic_year="2025-2026",
    starts_at=AUTUMN,
    ends_at=AUTUMN + timedelta(days=150),
)


def candidate(number, **known):
    known = {"is_student": True, "is_active": True, **known}
    return membership.Candidate(student_id=f"{number:024x}", **known)


class TestCheckPlan:
    def test_takes_a_sensible_plan(self):
        cohorts.check_plan(PLAN)

    @pytest.mark.parametrize(
        ("plan", "field"),
        [
            (replace(PLAN, name="  "), "name"),
            (replace(PLAN, name="n" * 201), "name"),
            (replace(PLAN, semester=11), "semester"),
            (replace(PLAN, semester=2), "intake"),
            (replace(PLAN, intake=Intake.MARCH), "intake"),
            (replace(PLAN, academic_year="2025-2027"), "academic_year"),
            (replace(PLAN, academic_year="2025/2026"), "academic_year"),
            (replace(PLAN, academic_year="٢٠٢٥-٢٠٢٦"), "academic_year"),
            (replace(PLAN, ends_at=AUTUMN), "ends_at"),
            (replace(PLAN, settings=CohortSettingsData(capacity=0)), "settings.capacity"),
            (replace(PLAN, settings=CohortSettingsData(level="l" * 51)), "settings.level"),
            (
                replace(PLAN, settings=CohortSettingsData(min_grade_percent=101)),
                "settings.min_grade_percent",
            ),
        ],
    )
    def test_names_the_field_that_is_wrong(self, plan, field):
        with pytest.raises(cohorts.InvalidCohortError) as refusal:
            cohorts.check_plan(plan)

        assert [fault.field for fault in refusal.value.errors] == [field]

    @given(st.integers(1, 10))
    def test_wants_odd_semesters_in_september_and_even_ones_in_march(self, semester):
        cohorts.check_plan(replace(PLAN, semester=semester, intake=ladder.intake_of(semester)))
        assert (ladder.intake_of(semester) is Intake.SEPTEMBER) == bool(semester % 2)


class TestCheckStep:
    ALLOWED = {
        ("draft", "active"),
        ("draft", "archived"),
        ("active", "completed"),
        ("completed", "active"),
        ("completed", "archived"),
    }

    @given(st.sampled_from(CohortStatus), st.sampled_from(CohortStatus))
    def test_allows_exactly_the_steps_of_a_life(self, status, to):
        if (status.value, to.value) in self.ALLOWED:
            cohorts.check_step(status=status, to=to)
        else:
            with pytest.raises(cohorts.CohortStatusError):
                cohorts.check_step(status=status, to=to)


class TestCheckCandidates:
    def refusals(self, *candidates):
        with pytest.raises(membership.MembersRefusedError) as refusal:
            membership.check_candidates(candidates, cohort_id="c" * 24)
        return {(fault.field, fault.code) for fault in refusal.value.errors}

    def test_takes_students_who_are_free(self):
        membership.check_candidates([candidate(1), candidate(2)], cohort_id="c" * 24)

    def test_refuses_each_for_its_own_reason_and_names_the_place(self):
        found = self.refusals(
            candidate(1),
            candidate(2, is_student=False),
            candidate(3, is_active=False),
            candidate(4, running_cohort_ids=frozenset({"d" * 24})),
            candidate(5, running_cohort_ids=frozenset({"c" * 24})),
            candidate(1),
        )

        assert found == {
            ("student_ids.1", "not_a_student"),
            ("student_ids.2", "account_inactive"),
            ("student_ids.3", "in_another_cohort"),
            ("student_ids.4", "already_a_member"),
            ("student_ids.5", "named_twice"),
        }


class TestCheckRoom:
    def test_is_unbounded_without_a_capacity(self):
        membership.check_room(capacity=None, members_count=10_000, joining=500)

    @given(st.integers(1, 500), st.integers(0, 500), st.integers(1, 500))
    def test_never_lets_more_in_than_there_are_places(self, capacity, members, joining):
        if members + joining <= capacity:
            membership.check_room(capacity=capacity, members_count=members, joining=joining)
        else:
            with pytest.raises(membership.CohortIsFullError):
                membership.check_room(capacity=capacity, members_count=members, joining=joining)


class TestLadder:
    def test_ends_with_the_tenth_semester(self):
        assert [ladder.next_semester(one) for one in (1, 9, 10)] == [2, 10, None]

    @given(st.integers(1, 9))
    def test_goes_from_september_to_march_within_a_year_and_then_into_the_next(self, semester):
        year = ladder.academic_year_of_next(semester=semester, academic_year="2025-2026")

        assert year == ("2025-2026" if semester % 2 else "2026-2027")
        assert ladder.is_academic_year(year)
