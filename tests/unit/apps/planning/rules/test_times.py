"""Times of events: half-open, in order, of a sane length."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from apps.planning.rules import InvalidTimeError, check_times, overlaps

NINE = datetime(2026, 1, 15, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)

moments = st.integers(0, 365 * 24 * 60).map(
    lambda minutes: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


def _overlaps(first: tuple[datetime, datetime], second: tuple[datetime, datetime]) -> bool:
    return overlaps(
        starts_at=first[0],
        ends_at=first[1],
        other_starts_at=second[0],
        other_ends_at=second[1],
    )


class TestOverlaps:
    def test_is_true_for_times_that_share_a_moment(self):
        assert _overlaps((NINE, NINE + 2 * HOUR), (NINE + HOUR, NINE + 3 * HOUR))

    def test_is_false_back_to_back(self):
        assert not _overlaps((NINE, NINE + HOUR), (NINE + HOUR, NINE + 2 * HOUR))

    def test_is_true_for_a_time_within_another(self):
        assert _overlaps((NINE, NINE + 3 * HOUR), (NINE + HOUR, NINE + 2 * HOUR))

    @given(st.tuples(moments, moments).map(sorted), st.tuples(moments, moments).map(sorted))
    def test_is_the_same_either_way_round(self, first, second):
        assert _overlaps(first, second) == _overlaps(second, first)


class TestCheckTimes:
    def test_accepts_an_hour(self):
        check_times(starts_at=NINE, ends_at=NINE + HOUR)

    def test_accepts_exactly_a_day(self):
        check_times(starts_at=NINE, ends_at=NINE + 24 * HOUR)

    @pytest.mark.parametrize(
        "lasting", [timedelta(0), -HOUR, timedelta(hours=24, milliseconds=1)], ids=str
    )
    def test_refuses_another_length(self, lasting):
        with pytest.raises(InvalidTimeError) as refusal:
            check_times(starts_at=NINE, ends_at=NINE + lasting)

        assert refusal.value.errors[0].field == "ends_at"

    @pytest.mark.parametrize("year", [1, 1999, 2200, 9999])
    def test_refuses_a_mistyped_year(self, year):
        with pytest.raises(InvalidTimeError):
            check_times(starts_at=NINE.replace(year=year), ends_at=NINE.replace(year=year, hour=10))
