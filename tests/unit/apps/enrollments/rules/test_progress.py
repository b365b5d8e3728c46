"""Progress in a course: partial reports complete each other and never erase."""

from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from apps.enrollments.data import ProgressChange, StandingData
from apps.enrollments.rules.progress import InvalidProgressError, standing_after

MONDAY = datetime(2026, 1, 12, 9, tzinfo=UTC)
NOTHING = StandingData(course_id="a" * 24)

changes = st.builds(
    ProgressChange,
    progress_percent=st.none() | st.integers(0, 100),
    chapters_completed=st.none() | st.integers(0, 4),
    chapters_total=st.none() | st.just(4),
    exercises_completed=st.none() | st.integers(0, 8),
    exercises_total=st.none() | st.just(8),
    average_score_percent=st.none() | st.floats(0, 100),
)
BEGUN = ProgressChange(progress_percent=1)
KNOWN = replace(NOTHING, chapters_total=4, exercises_total=8)


class TestStandingAfter:
    @given(changes, changes)
    def test_keeps_what_a_report_leaves_out(self, first, second):
        before = standing_after(KNOWN, change=first, at=MONDAY)
        after = standing_after(before, change=second, at=MONDAY)

        for name, said in asdict(second).items():
            expected = getattr(before, name) if said is None else said
            assert getattr(after, name) == expected

    @given(changes, st.timedeltas(timedelta(0), timedelta(days=9)))
    def test_never_turns_the_last_activity_back(self, change, delay):
        before = standing_after(KNOWN, change=BEGUN, at=MONDAY)
        late = standing_after(before, change=change, at=MONDAY - delay)

        assert late.last_activity_at == MONDAY
        assert late.started_at == MONDAY

    def test_takes_no_grade_for_an_activity_of_the_student(self):
        before = standing_after(NOTHING, change=BEGUN, at=MONDAY)
        graded = standing_after(
            before,
            change=ProgressChange(average_score_percent=80),
            at=MONDAY + timedelta(days=3),
        )

        assert graded == replace(before, average_score_percent=80)

    @given(st.lists(st.integers(0, 100), min_size=1))
    def test_is_completed_exactly_while_it_is_at_100(self, percents):
        current = NOTHING
        for day, percent in enumerate(percents):
            change = ProgressChange(progress_percent=percent)
            current = standing_after(current, change=change, at=MONDAY + timedelta(days=day))

            assert (current.completed_at is not None) == (percent == 100)

    def test_keeps_the_first_moment_of_completion(self):
        done = standing_after(NOTHING, change=ProgressChange(progress_percent=100), at=MONDAY)
        again = standing_after(
            done, change=ProgressChange(progress_percent=100), at=MONDAY + timedelta(days=1)
        )

        assert again.completed_at == MONDAY

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            (ProgressChange(progress_percent=101), "progress_percent"),
            (ProgressChange(progress_percent=-1), "progress_percent"),
            (ProgressChange(average_score_percent=100.5), "average_score_percent"),
            (ProgressChange(chapters_completed=5, chapters_total=4), "chapters_completed"),
            (ProgressChange(exercises_total=-1), "exercises_total"),
        ],
    )
    def test_refuses_what_cannot_be_and_names_it(self, change, field):
        with pytest.raises(InvalidProgressError) as refusal:
            standing_after(NOTHING, change=change, at=MONDAY)

        assert field in {fault.field for fault in refusal.value.errors}

    def test_takes_a_report_beside_figures_that_were_carried_over_wrong(self):
        carried_over = replace(NOTHING, exercises_completed=8, exercises_total=6)

        after = standing_after(carried_over, change=ProgressChange(progress_percent=40), at=MONDAY)

        assert after.progress_percent == 40
        assert after.exercises_completed == 8
