"""Days on which the demo school is open."""

from datetime import UTC, date, datetime, timedelta

import pytest

from apps.planning.demo.days import last_of, months_around, school_day, weekly_in

JANUARY, NOVEMBER, DECEMBER = date(2026, 1, 1), date(2026, 11, 1), date(2026, 12, 1)


class TestMonthsAround:
    @pytest.mark.parametrize(
        ("day", "months"),
        [
            (datetime(2026, 11, 1, tzinfo=UTC), [date(2026, 10, 1), NOVEMBER]),
            (datetime(2026, 11, 15, 12, tzinfo=UTC), [NOVEMBER]),
            (datetime(2026, 11, 30, tzinfo=UTC), [NOVEMBER, DECEMBER]),
            (datetime(2027, 2, 14, 12, tzinfo=UTC), [date(2027, 1, 1), date(2027, 2, 1)]),
        ],
    )
    def test_are_those_of_two_weeks_before_and_after(self, day, months):
        assert list(months_around(day)) == months


class TestSchoolDay:
    @pytest.mark.parametrize(
        ("month", "number", "day"),
        [
            (NOVEMBER, 12, date(2026, 11, 12)),
            (DECEMBER, 5, date(2026, 12, 7)),
            (DECEMBER, 24, date(2026, 12, 23)),
            (JANUARY, 1, date(2026, 1, 5)),
            (date(2026, 2, 1), 28, date(2026, 2, 27)),
        ],
    )
    def test_is_neither_at_a_weekend_nor_in_the_holidays(self, month, number, day):
        assert school_day(month, number) == day


class TestWeeklyIn:
    def test_ends_before_the_holidays(self):
        until = weekly_in(DECEMBER).until

        assert until is not None
        assert until.date() == last_of(DECEMBER) == date(2026, 12, 23)

    def test_ends_with_the_month(self):
        until = weekly_in(NOVEMBER).until

        assert until is not None
        assert until + timedelta(hours=1) == datetime(2026, 11, 30, 23, tzinfo=UTC)
