"""JSON bodies, friendly and hostile."""

from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import RequestDataTooBig
from hypothesis import given, strategies as st
from rest_framework.exceptions import ParseError, ValidationError

from yggdrasil.rest.bodies import InvalidBodyError, read_body
from yggdrasil.rest.parsing import DataParser
from yggdrasil.rest.rendering import DataRenderer
from yggdrasil.rest.serializers import DataSerializer


@dataclass(frozen=True, kw_only=True)
class Author:
    name: str


@dataclass(frozen=True, kw_only=True)
class Draft:
    title: str
    year: int = 2026
    authors: tuple[Author, ...] = ()

    def __post_init__(self):
        if self.year < 0:
            raise ValueError("A year before the common era is not kept")


class DraftSerializer(DataSerializer[Draft]):
    class Meta:
        dataclass = Draft


@dataclass(frozen=True, kw_only=True)
class Lecture:
    title: str = ""
    starts_at: datetime
    breaks: tuple[datetime, ...] = ()
    notes: Any = None


def faults(body, shape=Draft):
    with pytest.raises(InvalidBodyError) as caught:
        read_body(body, shape)
    return {fault.field: fault.code for fault in caught.value.errors}


class TestReadBody:
    def test_returns_the_data(self):
        body = {"title": "Trees", "authors": [{"name": "Ask"}]}

        assert read_body(body, Draft) == Draft(title="Trees", authors=(Author(name="Ask"),))

    def test_names_every_wrong_field_at_once(self):
        assert faults({"titel": "Trees", "year": "2026"}) == {
            "titel": "unknown",
            "title": "required",
            "year": "invalid",
        }

    def test_speaks_of_types_as_json_calls_them(self):
        with pytest.raises(InvalidBodyError) as caught:
            read_body({"title": 1, "year": "x"}, Draft)

        assert [fault.message for fault in caught.value.errors] == [
            "Expected `string`, got `integer`.",
            "Expected `integer`, got `string`.",
        ]

    def test_leads_to_the_field_within(self):
        assert set(faults({"title": "x", "authors": [{"name": "a"}, {"name": 1}]})) == {
            "authors.1.name"
        }

    @pytest.mark.parametrize("body", [None, [], "x", 7, True])
    def test_wants_an_object(self, body):
        assert set(faults(body)) == {"body"}

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({"title": "a\0b"}, "title"),
            ({"title": "x", "year": 2**63}, "year"),
            ({"title": "x", "authors": [{"name": "\0"}]}, "authors.0.name"),
            ({"title": "x", "year": -1}, "body"),
        ],
    )
    def test_refuses_what_no_database_keeps(self, body, field):
        assert set(faults(body)) == {field}


class TestMoments:
    def test_are_in_utc_wherever_they_came_from(self):
        lecture = read_body(
            {
                "starts_at": "2026-09-01T10:00:00+02:00",
                "breaks": ["2026-09-01T06:30:00-02:30", "2026-09-01T09:30:00Z"],
            },
            Lecture,
        )

        answer = DataRenderer().render(lecture).decode()

        assert '"starts_at":"2026-09-01T08:00:00Z"' in answer
        assert '["2026-09-01T09:00:00Z","2026-09-01T09:30:00Z"]' in answer

    @pytest.mark.parametrize(
        "text", ["2026-09-01T08:00:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"]
    )
    def test_have_a_zone_and_a_year_one_can_reckon_with(self, text):
        said = {"starts_at": text, "breaks": ["2026-09-01T09:30:00Z", text]}

        assert set(faults(said, Lecture)) == {"starts_at", "breaks.1"}

    def test_are_no_words_that_look_like_them(self):
        said = {"title": "2026-09-01T10:00:00+02:00", "starts_at": "2026-09-01T08:00:00Z"}

        assert read_body(said, Lecture).title == said["title"]

    def test_do_not_make_a_deep_body_a_fault_of_ours(self):
        notes = reduce(lambda within, _: [within], range(2_000), "x")
        said = {"starts_at": "2026-09-01T08:00:00Z", "notes": notes}

        assert set(faults(said, Lecture)) == {"body"}


class TestDataSerializer:
    def test_finds_the_dataclass_in_the_brackets_too(self):
        class Short(DataSerializer[Author]):
            pass

        assert Short.shape is Author

    def test_cannot_be_without_one(self):
        with pytest.raises(TypeError, match="needs a dataclass"):
            type("Empty", (DataSerializer,), {})

    def test_speaks_rest_framework_both_ways(self):
        serializer = DraftSerializer(data={"title": "Trees"})

        assert serializer.is_valid()
        assert serializer.validated_data == Draft(title="Trees")
        assert DraftSerializer(Draft(title="Trees")).data == {
            "title": "Trees",
            "year": 2026,
            "authors": (),
        }

    def test_tells_its_errors_by_field(self):
        serializer = DraftSerializer(data={"year": 1})

        with pytest.raises(ValidationError):
            serializer.is_valid(raise_exception=True)

        assert serializer.errors["title"][0].code == "required"


class TestDataParser:
    def test_reads_json(self):
        assert DataParser().parse(BytesIO(b'{"a": [1]}')) == {"a": [1]}

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"{",
            b"\xff\xfe",
            b'"\xed\xa0\x80"',
            b'"\\ud800"',
            b"NaN",
            b'{"a": 1e999}',
            b"[" * 100_000,
            b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
        ],
    )
    def test_refuses_what_is_none(self, body):
        with pytest.raises(ParseError):
            DataParser().parse(BytesIO(body))

    def test_stops_reading_at_the_largest_size(self, settings):
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10

        with pytest.raises(RequestDataTooBig):
            DataParser().parse(BytesIO(b'"' + b"x" * 20 + b'"'))

    @given(st.binary(max_size=200))
    def test_meets_any_bytes_with_a_value_or_an_error_of_its_own(self, body):
        try:
            DataParser().parse(BytesIO(body))
        except ParseError as error:
            assert str(error.detail)  # noqa: PT017
