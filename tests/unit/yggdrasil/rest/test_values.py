"""Text from strangers to typed values."""

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given, strategies as st

from yggdrasil.rest.values import kind_of, read_value


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class TestKindOf:
    @pytest.mark.parametrize(
        ("annotation", "kind"),
        [
            (str | None, (str, False)),
            (Colour | None, (Colour, False)),
            (int, (int, False)),
            (tuple[Colour, ...] | None, (Colour, True)),
        ],
    )
    def test_sees_through_none_and_tuples(self, annotation, kind):
        assert kind_of(annotation) == kind


class TestReadValue:
    @pytest.mark.parametrize(
        ("text", "kind", "value"),
        [
            ("été", str, "été"),
            ("-7", int, -7),
            ("false", bool, False),
            ("12.50", Decimal, Decimal("12.50")),
            ("0.5", float, 0.5),
            ("red", Colour, Colour.RED),
            ("2026-09-01", date, date(2026, 9, 1)),
            ("2026-09-01T08:00:00Z", datetime, datetime(2026, 9, 1, 8, tzinfo=UTC)),
            ("2026-09-01T10:00:00+02:00", datetime, datetime(2026, 9, 1, 8, tzinfo=UTC)),
        ],
    )
    def test_reads_what_is_well_written(self, text, kind, value):
        assert read_value(text, kind) == value

    def test_reads_moments_in_utc_which_is_what_answers_tell_them_in(self):
        assert read_value("2026-09-01T10:00:00+02:00", datetime).tzinfo == UTC

    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("9" * 30, int),
            ("٣", int),
            (" 7", int),
            ("7.0", int),
            ("yes", bool),
            ("1", bool),
            ("nan", float),
            ("inf", Decimal),
            ("1e400", float),
            ("green", Colour),
            ("2026-13-01", date),
            ("0001-01-01", date),
            ("0001-01-01T00:00:00+14:00", datetime),
            ("9999-12-31T23:59:59-14:00", datetime),
            ("1735689600", datetime),
            ("2026-09-01T08:00:00", datetime),
            ("null", int),
        ],
    )
    def test_refuses_the_rest_with_a_sentence(self, text, kind):
        with pytest.raises(ValueError, match=r"^Expected .+\.$"):
            read_value(text, kind)

    def test_names_the_choices(self):
        with pytest.raises(ValueError, match="Expected one of: red, blue"):
            read_value("rad", Colour)

    @given(st.text(), st.sampled_from([int, bool, float, Decimal, date, datetime, Colour]))
    def test_meets_any_text_with_a_value_or_that_sentence(self, text, kind):
        try:
            value = read_value(text, kind)
        except ValueError as error:
            assert str(error).startswith("Expected ")  # noqa: PT017
        else:
            assert isinstance(value, kind)
