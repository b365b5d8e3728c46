"""Figures of a semester: the predecessor's formulas, computed exactly."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given, strategies as st

from apps.enrollments.data import MilestonesData, StandingData
from apps.enrollments.rules.figures import (
    Band,
    attendance_rate,
    average_grade,
    band_of,
    change_by_mark,
    figures_of,
    is_at_risk,
    milestones_after,
    overall_progress,
)
from apps.enrollments.rules.rounding import round_half_up

MONDAY = datetime(2026, 1, 12, 9, tzinfo=UTC)
percents = st.integers(0, 100)


def standing(percent=0, *, score=None, started_at=None, completed_at=None):
    return StandingData(
        course_id="a" * 24,
        progress_percent=percent,
        average_score_percent=score,
        started_at=started_at,
        completed_at=completed_at,
    )


standings = st.lists(
    st.builds(standing, percents, score=st.none() | st.floats(0, 100)), max_size=12
)


class TestRoundHalfUp:
    @pytest.mark.parametrize(
        ("value", "rounded"), [(0.5, 1), (1.5, 2), (2.5, 3), (2.4999, 2), (99.5, 100), (0, 0)]
    )
    def test_sends_a_half_upwards(self, value, rounded):
        assert round_half_up(value) == rounded

    def test_is_not_tipped_by_a_binary_fraction(self):
        assert round_half_up(0.49999999999999994) == 0

    @given(st.fractions(0, 1000))
    def test_is_never_further_than_a_half(self, value):
        assert abs(round_half_up(value) - value) <= Fraction(1, 2)

    @given(st.fractions(-1000, 1000) | st.floats(-1000, 1000) | st.integers())
    def test_is_what_fractions_say(self, value):
        assert round_half_up(value) == by_fractions(value)


def by_fractions(value):
    return floor(Fraction(value) + Fraction(1, 2))


class TestAttendanceRate:
    def test_is_full_before_anything_is_marked(self):
        assert attendance_rate(attended=0, marked=0) == 100

    @pytest.mark.parametrize(
        ("attended", "marked", "rate"), [(1, 8, 13), (29, 200, 15), (2, 3, 67), (0, 5, 0)]
    )
    def test_is_the_share_rounded_half_up(self, attended, marked, rate):
        assert attendance_rate(attended=attended, marked=marked) == rate

    @given(st.integers(0, 1000), st.integers(1, 1000))
    def test_is_what_fractions_say(self, attended, marked):
        share = Fraction(100 * min(attended, marked), marked)

        assert attendance_rate(attended=attended, marked=marked) == by_fractions(share)

    @given(st.integers(-5, 2000), st.integers(-5, 1000))
    def test_stays_within_bounds_whatever_was_stored(self, attended, marked):
        assert 0 <= attendance_rate(attended=attended, marked=marked) <= 100


class TestOverallProgress:
    @pytest.mark.parametrize(
        ("courses", "rate", "overall"),
        [((39, 12, 90, 16), 82, 52), ((100, 100), 100, 100), ((), 100, 30), ((50,), 50, 50)],
    )
    def test_weighs_courses_seven_and_attendance_three(self, courses, rate, overall):
        assert overall_progress(course_percents=courses, attendance_rate_percent=rate) == overall

    @given(st.lists(percents, min_size=1, max_size=10), percents, st.integers(0, 9))
    def test_never_falls_when_a_course_advances(self, courses, rate, place):
        further = list(courses)
        further[place % len(courses)] = 100

        before = overall_progress(course_percents=courses, attendance_rate_percent=rate)
        after = overall_progress(course_percents=further, attendance_rate_percent=rate)

        assert 0 <= before <= after <= 100

    @given(st.lists(percents, min_size=1, max_size=50), percents)
    def test_is_what_fractions_say(self, courses, rate):
        mean = Fraction(sum(courses), len(courses))
        exact = Fraction(7, 10) * mean + Fraction(3, 10) * rate

        overall = overall_progress(course_percents=courses, attendance_rate_percent=rate)

        assert overall == by_fractions(exact)


class TestAverageGrade:
    def test_is_absent_where_nothing_was_graded(self):
        assert average_grade([]) is None

    def test_is_the_mean_rounded_half_up(self):
        assert average_grade([81, 65, 73, 94]) == 78
        assert average_grade([82, 83]) == 83

    @given(st.lists(st.floats(0, 100), min_size=1))
    def test_lies_between_the_worst_and_the_best(self, scores):
        assert round_half_up(min(scores)) <= average_grade(scores) <= round_half_up(max(scores))

    @given(st.lists(st.floats(0, 100) | percents, min_size=1))
    def test_is_what_fractions_say(self, scores):
        mean = sum(map(Fraction, scores), Fraction(0)) / len(scores)

        assert average_grade(scores) == by_fractions(mean)


class TestFiguresOf:
    @given(standings, st.integers(0, 50), st.integers(0, 50))
    def test_stay_within_bounds(self, courses, attended, marked):
        figures = figures_of(courses=courses, attended=attended, marked=marked)

        assert 0 <= figures.attendance_rate_percent <= 100
        assert 0 <= figures.overall_progress_percent <= 100
        assert figures.average_grade_percent is None or 0 <= figures.average_grade_percent <= 100
        assert 0 <= figures.courses_completed <= len(courses)

    @given(standings, st.integers(0, 50))
    def test_are_the_same_whenever_they_are_computed(self, courses, attended):
        first = figures_of(courses=courses, attended=attended, marked=50)

        assert figures_of(courses=list(reversed(courses)), attended=attended, marked=50) == first

    @given(percents, percents)
    def test_agree_with_the_bands(self, overall, rate):
        band = band_of(overall_progress_percent=overall, attendance_rate_percent=rate)
        risk = is_at_risk(overall_progress_percent=overall, attendance_rate_percent=rate)

        assert (band is Band.AT_RISK) == risk


class TestBandOf:
    @pytest.mark.parametrize(
        ("overall", "rate", "band"),
        [
            (80, 90, Band.EXCELLING),
            (79, 90, Band.ON_TRACK),
            (80, 89, Band.ON_TRACK),
            (30, 70, Band.ON_TRACK),
            (29, 100, Band.AT_RISK),
            (100, 69, Band.AT_RISK),
        ],
    )
    def test_has_the_predecessors_thresholds(self, overall, rate, band):
        assert band_of(overall_progress_percent=overall, attendance_rate_percent=rate) is band


class TestMilestonesAfter:
    def test_are_dated_by_the_step_that_reached_them(self):
        done = standing(100, started_at=MONDAY, completed_at=MONDAY + timedelta(days=3))
        begun = standing(10, started_at=MONDAY - timedelta(days=1))

        reached = milestones_after(
            MilestonesData(), courses=[done, begun], at=MONDAY + timedelta(days=9)
        )

        assert reached.first_course_started_at == MONDAY - timedelta(days=1)
        assert reached.first_course_completed_at == MONDAY + timedelta(days=3)
        assert reached.halfway_completed_at == MONDAY + timedelta(days=3)
        assert reached.all_courses_completed_at is None

    def test_need_a_course_to_be_reached(self):
        assert milestones_after(MilestonesData(), courses=[], at=MONDAY) == MilestonesData()

    @given(standings, standings)
    def test_once_set_stay_set(self, earlier, later):
        first = milestones_after(MilestonesData(), courses=earlier, at=MONDAY)
        second = milestones_after(first, courses=later, at=MONDAY + timedelta(days=1))

        kept = [
            name for name in MilestonesData.__dataclass_fields__ if getattr(first, name) is not None
        ]
        assert all(getattr(second, name) == getattr(first, name) for name in kept)


class TestChangeByMark:
    @given(st.lists(st.sampled_from(["present", "late", "absent", "excused"]), min_size=1))
    def test_adds_up_to_what_the_register_says_last(self, history):
        marked = attended = 0
        for before, status in zip([None, *history], history, strict=False):
            more = change_by_mark(status=status, was_status=before)
            marked, attended = marked + more[0], attended + more[1]

        last = history[-1]
        assert (marked, attended) == (int(last != "excused"), int(last in {"present", "late"}))
