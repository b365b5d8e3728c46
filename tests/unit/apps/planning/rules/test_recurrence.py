"""Series: sorted, bounded, repeatable, and faithful to the clock on the wall."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from apps.planning.data import RecurrenceData, RecurrencePattern
from apps.planning.rules import (
    MAX_OCCURRENCES,
    InvalidRecurrenceError,
    check_recurrence,
    expand,
)

PARIS = ZoneInfo("Europe/Paris")
# A Thursday; half past nine in Paris.
THURSDAY = datetime(2026, 1, 15, 8, 30, tzinfo=UTC)


def recurrence(pattern: str = "weekly", **said: object) -> RecurrenceData:
    return RecurrenceData(pattern=RecurrencePattern(pattern), **said)


def days_of(begins: tuple[datetime, ...]) -> list[str]:
    return [begin.astimezone(PARIS).strftime("%a %d.%m. %H:%M") for begin in begins]


@st.composite
def recurrences(draw: st.DrawFn) -> RecurrenceData:
    pattern = draw(st.sampled_from(RecurrencePattern))
    ends_by_count = draw(st.booleans())
    weekdays = draw(st.sets(st.integers(1, 7), max_size=7))
    return RecurrenceData(
        pattern=pattern,
        interval=draw(st.integers(1, 52)),
        count=draw(st.integers(1, 365)) if ends_by_count else None,
        until=None
        if ends_by_count
        else THURSDAY + timedelta(days=draw(st.integers(0, 3_000)), hours=draw(st.integers(0, 23))),
        weekdays=tuple(sorted(weekdays)) if pattern in {"daily", "weekly"} else (),
        exceptions=tuple(
            draw(st.lists(st.dates(date(2026, 1, 1), date(2028, 1, 1)), max_size=5, unique=True))
        ),
    )


starts = st.integers(0, 365 * 24 * 60).map(
    lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
zones = st.sampled_from(["Europe/Paris", "UTC", "America/New_York", "Asia/Kathmandu"]).map(ZoneInfo)


class TestExpand:
    def test_begins_with_the_event_itself(self):
        begins = expand(recurrence(count=3), starts_at=THURSDAY, zone=PARIS)

        assert days_of(begins) == ["Thu 15.01. 09:30", "Thu 22.01. 09:30", "Thu 29.01. 09:30"]

    def test_respects_weekdays(self):
        begins = expand(recurrence(count=4, weekdays=(1, 4)), starts_at=THURSDAY, zone=PARIS)

        assert days_of(begins) == [
            "Thu 15.01. 09:30",
            "Mon 19.01. 09:30",
            "Thu 22.01. 09:30",
            "Mon 26.01. 09:30",
        ]

    def test_counts_weeks_of_the_interval_from_monday(self):
        rule = recurrence(count=3, weekdays=(1, 4), interval=2)

        begins = expand(rule, starts_at=THURSDAY, zone=PARIS)

        assert days_of(begins) == ["Thu 15.01. 09:30", "Mon 26.01. 09:30", "Thu 29.01. 09:30"]

    def test_keeps_the_wall_clock_when_summer_time_begins(self):
        before = datetime(2026, 3, 26, 8, 30, tzinfo=UTC)

        begins = expand(recurrence(count=2), starts_at=before, zone=PARIS)

        assert begins[1] == datetime(2026, 4, 2, 7, 30, tzinfo=UTC)
        assert days_of(begins) == ["Thu 26.03. 09:30", "Thu 02.04. 09:30"]

    def test_moves_a_time_that_the_clocks_skip_one_hour_on(self):
        saturday_night = datetime(2026, 3, 28, 1, 30, tzinfo=UTC)

        begins = expand(recurrence("daily", count=3), starts_at=saturday_night, zone=PARIS)

        assert days_of(begins) == ["Sat 28.03. 02:30", "Sun 29.03. 03:30", "Mon 30.03. 02:30"]

    def test_takes_the_first_of_a_repeated_hour(self):
        saturday_night = datetime(2026, 10, 24, 0, 30, tzinfo=UTC)

        begins = expand(recurrence("daily", count=2), starts_at=saturday_night, zone=PARIS)

        assert begins[1] == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)

    def test_tells_an_event_in_the_second_of_a_repeated_hour_once(self):
        second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)

        begins = expand(recurrence("daily", count=2), starts_at=second, zone=PARIS)

        assert days_of(begins) == ["Sun 25.10. 02:30", "Mon 26.10. 02:30"]

    def test_leaves_out_exceptions_and_counts_them(self):
        rule = recurrence(count=3, exceptions=(date(2026, 1, 22),))

        begins = expand(rule, starts_at=THURSDAY, zone=PARIS)

        assert days_of(begins) == ["Thu 15.01. 09:30", "Thu 29.01. 09:30"]

    def test_skips_months_without_the_day(self):
        end_of_january = datetime(2026, 1, 31, 8, 0, tzinfo=UTC)

        begins = expand(recurrence("monthly", count=3), starts_at=end_of_january, zone=PARIS)

        assert days_of(begins) == ["Sat 31.01. 09:00", "Tue 31.03. 09:00", "Sun 31.05. 09:00"]

    def test_includes_the_moment_of_until(self):
        rule = recurrence(until=THURSDAY + timedelta(days=7))

        assert len(expand(rule, starts_at=THURSDAY, zone=PARIS)) == 2

    def test_ends_before_the_end_of_time(self):
        rule = recurrence("yearly", interval=52, count=365)

        begins = expand(rule, starts_at=THURSDAY, zone=PARIS)

        assert begins[-1].year < 2200

    @given(recurrences(), starts, zones)
    def test_is_sorted_bounded_and_repeatable(self, rule, start, zone):
        begins = expand(rule, starts_at=start, zone=zone)

        assert list(begins) == sorted(set(begins))
        assert len(begins) <= MAX_OCCURRENCES
        assert all(begin >= start for begin in begins)
        assert begins == expand(rule, starts_at=start, zone=zone)

    @given(recurrences(), starts, zones)
    def test_keeps_within_what_was_asked(self, rule, start, zone):
        begins = expand(rule, starts_at=start, zone=zone)

        later = [begin for begin in begins if begin != start]
        if rule.until is not None:
            # An hour more where the clocks skip the wall-clock time of the last one.
            assert all(begin <= rule.until + timedelta(hours=1) for begin in later)
        if rule.count is not None:
            assert len(begins) <= rule.count + 1
        if rule.weekdays:
            assert all(begin.astimezone(zone).isoweekday() in rule.weekdays for begin in later)
        assert not {begin.astimezone(zone).date() for begin in begins} & set(rule.exceptions)


class TestCheckRecurrence:
    def check(self, rule: RecurrenceData) -> None:
        check_recurrence(rule, starts_at=THURSDAY, zone=PARIS)

    def test_accepts_a_year_of_days(self):
        self.check(recurrence("daily", count=365))

    @pytest.mark.parametrize(
        ("rule", "field"),
        [
            (recurrence(), "until"),
            (recurrence(count=3, until=THURSDAY), "until"),
            (recurrence(count=0), "count"),
            (recurrence(count=366), "count"),
            (recurrence(until=THURSDAY - timedelta(seconds=1)), "until"),
            (recurrence("daily", until=THURSDAY + timedelta(days=365)), "until"),
            (recurrence(count=3, interval=0), "interval"),
            (recurrence(count=3, interval=53), "interval"),
            (recurrence(count=3, weekdays=(0, 4)), "weekdays"),
            (recurrence(count=3, weekdays=(1, 2)), "weekdays"),
            (recurrence("monthly", count=3, weekdays=(4,)), "weekdays"),
        ],
        ids=repr,
    )
    def test_refuses_what_is_no_bounded_series(self, rule, field):
        with pytest.raises(InvalidRecurrenceError) as refusal:
            self.check(rule)

        assert refusal.value.errors[0].field == f"recurrence.{field}"
