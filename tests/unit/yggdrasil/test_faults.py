"""Checks of single values that people write."""

import pytest
from hypothesis import given, strategies as st

from yggdrasil.errors import FieldError
from yggdrasil.faults import (
    faults_of_address,
    faults_of_list,
    faults_of_number,
    faults_of_text,
    is_clean,
    told_of,
)


class TestFaultsOfText:
    @pytest.mark.parametrize(
        ("text", "code"),
        [("  ", "required"), ("x" * 11, "too_long"), ("bell \a", "invalid"), ("\udc00", "invalid")],
    )
    def test_tells_what_is_wrong(self, text, code):
        faults = list(faults_of_text("title", text, most=10, is_required=True))

        assert [fault.code for fault in faults] == [code]

    def test_takes_lines_and_any_script(self):
        assert not list(faults_of_text("title", "ça va?\n\tदेव 🌳", most=20))


class TestFaultsOfAddress:
    @pytest.mark.parametrize(
        "address",
        [
            "javascript:alert(1)",
            "ftp://files.example/x",
            "//example.org",
            "https://",
            "https://exa mple.org",
            "https://[::1",
            "mailto:x@y.z",
            "x" * 2_001,
        ],
    )
    def test_refuses_what_leads_nowhere_on_the_web(self, address):
        assert list(faults_of_address("url", address))

    @pytest.mark.parametrize("address", ["", "https://x.example/a?b=c#d", "http://[::1]:8000/"])
    def test_takes_web_addresses_and_none(self, address):
        assert not list(faults_of_address("url", address))

    @given(st.text())
    def test_fails_on_nothing(self, address):
        list(faults_of_address("url", address, is_required=True))


class TestFaultsOfNumber:
    @pytest.mark.parametrize(("number", "is_wrong"), [(None, 0), (1, 0), (3, 0), (0, 1), (4, 1)])
    def test_keeps_to_its_range(self, number, is_wrong):
        assert len(list(faults_of_number("n", number, least=1, most=3))) == is_wrong


class TestFaultsOfList:
    def test_names_each_place(self):
        faults = list(faults_of_list("tags", ("ok", "", "x" * 6), most=5, longest=5))

        assert [fault.field for fault in faults] == ["tags.1", "tags.2"]


class TestToldOf:
    def test_tells_the_first_five(self):
        faults = tuple(FieldError(field=str(n), message="No.") for n in range(9))

        assert told_of("tag", faults).count("No.") == 5


class TestIsClean:
    @given(st.text())
    def test_is_true_of_what_utf_8_and_pages_can_show(self, text):
        if is_clean(text):
            text.encode()
            assert "\0" not in text
