"""Query strings, friendly and hostile."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given, strategies as st

from yggdrasil.rest.parameters import InvalidParameterError, Parameters


@dataclass(frozen=True, kw_only=True)
class Filters:
    title: str | None = None
    year: int | None = None
    tag: tuple[str, ...] | None = None
    from_: int | None = None


KNOWN = ["title", "year", "tag", "from"]


def read(query):
    parameters = Parameters(query)
    filters = parameters.take_filters(Filters)
    parameters.finish(known=KNOWN)
    return filters


def faults(query):
    with pytest.raises(InvalidParameterError) as caught:
        read(query)
    return {fault.field: (fault.code, fault.message) for fault in caught.value.errors}


class TestTakeFilters:
    def test_leaves_out_what_was_not_asked(self):
        assert read("") == Filters()

    def test_reads_each_field_in_its_type(self):
        assert read("title=%C3%89t%C3%A9+1&year=2026") == Filters(title="Été 1", year=2026)

    def test_takes_a_name_that_is_a_word_of_pythons(self):
        assert read("from=7") == Filters(from_=7)

    def test_gathers_repeated_values_where_several_are_taken(self):
        assert read("tag=a&tag=b") == Filters(tag=("a", "b"))

    def test_refuses_a_value_given_twice(self):
        assert faults("year=1&year=2")["year"][0] == "repeated"

    def test_refuses_an_empty_value(self):
        assert faults("title=") == {"title": ("invalid", "It is empty: leave it out.")}

    def test_refuses_nul_and_overlong_values(self):
        assert set(faults(f"title=%00&tag={'x' * 1001}")) == {"title", "tag"}


class TestRequiredParameters:
    def test_are_asked_for_together_with_all_other_faults(self):
        @dataclass(frozen=True, kw_only=True)
        class Look:
            from_: int
            to: int

        parameters = Parameters("to=x")
        parameters.take_filters(Look)

        with pytest.raises(InvalidParameterError) as caught:
            parameters.finish(known=["from", "to"])
        assert {fault.field: fault.code for fault in caught.value.errors} == {
            "from": "required",
            "to": "invalid",
        }


class TestFinish:
    def test_names_every_fault_at_once(self):
        assert set(faults("year=x&titel=a&fields=id")) == {"year", "titel", "fields"}

    def test_suggests_the_name_that_was_meant(self):
        assert faults("titel=a")["titel"] == (
            "unknown",
            "There is no such parameter here. Did you mean title?",
        )

    @pytest.mark.parametrize("query", ["title=%ff", "%c0%80=1", "title=%ed%a0%80", "title=Été"])
    def test_refuses_what_is_not_utf_8(self, query):
        with pytest.raises(InvalidParameterError, match="not percent-encoded UTF-8"):
            read(query)

    def test_reads_only_so_many(self):
        with pytest.raises(InvalidParameterError, match="More than 100"):
            read("&".join(f"tag={number}" for number in range(101)))

    @given(st.text(st.characters(max_codepoint=255), max_size=300))
    def test_meets_any_bytes_with_filters_or_an_error_of_its_own(self, query):
        try:
            assert isinstance(read(query), Filters)
        except InvalidParameterError as error:
            assert error.message  # noqa: PT017

    @given(st.text(min_size=1, max_size=200).filter(lambda text: "\0" not in text))
    def test_gives_back_any_text_that_was_properly_written(self, text):
        try:
            quote(text)
        except UnicodeEncodeError:
            return

        assert read(urlencode({"title": text})).title == text
