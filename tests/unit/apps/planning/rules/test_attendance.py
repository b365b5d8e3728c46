"""Registers: when they are open, whom they name, and the rate that follows."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from apps.planning.data import AttendanceMark, AttendanceStatus, EventStatus
from apps.planning.rules import (
    InvalidRegisterError,
    NotInClassError,
    RegisterClosedError,
    check_marks,
    check_register_open,
    rate_percent,
)

NINE = datetime(2026, 1, 15, 9, tzinfo=UTC)


def mark(student_id: str, *, notes: str = "") -> AttendanceMark:
    return AttendanceMark(student_id=student_id, status=AttendanceStatus.PRESENT, notes=notes)


class TestCheckRegisterOpen:
    def test_opens_a_quarter_of_an_hour_before(self):
        check_register_open(
            status=EventStatus.SCHEDULED, starts_at=NINE, at=NINE - timedelta(minutes=15)
        )

    def test_is_closed_before_that(self):
        with pytest.raises(RegisterClosedError):
            check_register_open(
                status=EventStatus.SCHEDULED, starts_at=NINE, at=NINE - timedelta(minutes=16)
            )

    def test_is_closed_for_a_cancelled_event(self):
        with pytest.raises(RegisterClosedError):
            check_register_open(status=EventStatus.CANCELLED, starts_at=NINE, at=NINE)


class TestCheckMarks:
    def test_accepts_members(self):
        check_marks([mark("ann"), mark("bob")], expected={"ann", "bob", "cid"})

    def test_names_each_stranger(self):
        with pytest.raises(NotInClassError) as refusal:
            check_marks([mark("ann"), mark("eve"), mark("dan")], expected={"ann"})

        assert [error.field for error in refusal.value.errors] == ["marks.dan", "marks.eve"]

    @pytest.mark.parametrize(
        "marks",
        [[], [mark("ann"), mark("ann")], [mark("ann", notes="x" * 501)]],
        ids=["nobody", "somebody twice", "long notes"],
    )
    def test_refuses_what_is_no_register(self, marks):
        with pytest.raises(InvalidRegisterError):
            check_marks(marks, expected={"ann"})


class TestRatePercent:
    @pytest.mark.parametrize(
        ("attended", "marked", "percent"),
        [(0, 0, 100), (0, 4, 0), (4, 4, 100), (1, 3, 33), (2, 3, 67), (1, 200, 1), (1, 8, 13)],
    )
    def test_rounds_half_up(self, attended, marked, percent):
        assert rate_percent(attended=attended, marked=marked) == percent

    @given(st.integers(0, 500), st.integers(1, 500))
    def test_stays_within_bounds(self, attended, absent):
        assert 0 <= rate_percent(attended=attended, marked=attended + absent) <= 100
