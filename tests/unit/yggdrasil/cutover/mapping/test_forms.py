"""A form matches exactly such values as a kind takes, and writes back, as they are."""

import re
from datetime import datetime
from enum import StrEnum

import bson
import pytest
from bson import ObjectId
from bson.datetime_ms import DatetimeMS
from hypothesis import given, strategies as st

from yggdrasil.cutover.mapping.documents import CODEC
from yggdrasil.cutover.mapping.forms import (
    cut_texts,
    date_of,
    element,
    form_of,
    head,
    key_within,
    letters_of,
    milliseconds_of,
    text_of,
)
from yggdrasil.cutover.mapping.keys import Identity, Key, Keys
from yggdrasil.cutover.mapping.kinds import Flag, Moment, Text, Word
from yggdrasil.cutover.mapping.numbers import Number, Whole


class _Word(StrEnum):
    ONE = "one"
    LAST = "dernière"


KINDS = (
    Key(),
    Keys(),
    Identity(collection="things"),
    Flag(),
    Moment(),
    Text(),
    Text(limit=3),
    Word(words=_Word, default="one"),
    Whole(),
    Whole(low=1, empty=None),
)
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(min_value=-(2**63), max_value=2**63 - 1),
    st.integers(min_value=-2, max_value=2),
    st.floats(),
    st.text(max_size=5),
    st.sampled_from(("one", "dernière", "on", "one\x00", "\x00one", "éa\U0001f600")),
    st.binary(min_size=12, max_size=12).map(ObjectId),
    st.lists(st.binary(min_size=12, max_size=12).map(ObjectId), max_size=3),
    st.datetimes(max_value=datetime(9000, 1, 1)).map(  # noqa: DTZ001
        lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    ),
    st.integers(min_value=-(2**62), max_value=2**62).map(DatetimeMS),
    st.dictionaries(st.text("ab", max_size=2), st.integers(0, 9), max_size=2),
)


def match(kind, body):
    """Return the value of the field `x` if it has the form of a kind."""
    form = form_of(kind)
    found = re.compile(re.escape(head(form.type, "x")) + b"(%s)\\Z" % form.pattern).match(body)
    return found and found[1]


class TestAForm:
    @pytest.mark.parametrize("kind", KINDS, ids=repr)
    @given(value=VALUES)
    def test_has_only_values_that_go_there_and_back_as_they_are(self, kind, value):
        body = bson.encode({"x": value}, codec_options=CODEC)[4:-1]
        raw = match(kind, body)
        if raw is None or (form_of(kind).type == 2 and cut_texts([raw])):
            return
        decoded = bson.decode(bson.encode({"x": value}, codec_options=CODEC), CODEC)["x"]
        findings = []

        kept = kind.read(decoded, "x", findings)

        assert findings == []
        assert element("x", kept) == body
        assert element("x", kind.back(kept)) == body

    @pytest.mark.parametrize(
        ("kind", "value"),
        [
            (Key(), ObjectId("a" * 24)),
            (Keys(), [ObjectId("a" * 24)]),
            (Keys(), []),
            (Flag(), True),
            (Moment(), datetime(2026, 2, 3, 8)),  # noqa: DTZ001
            (Text(limit=9), "Réseaux"),
            (Text(), ""),
            (Word(words=_Word, default="one"), "dernière"),
            (Whole(), 0),
            (Whole(low=1), 2**31 - 1),
        ],
        ids=repr,
    )
    def test_has_what_is_usual(self, kind, value):
        assert match(kind, element("x", value)) is not None

    def test_is_none_where_each_value_has_to_be_looked_at(self):
        assert form_of(Number()) is None
        assert form_of(Key(as_text=True)) is None
        assert form_of(Whole(high=100)) is None

    def test_has_no_text_that_is_not_well_formed(self):
        for letters in (b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"a\xc3"):
            size = (len(letters) + 1).to_bytes(4, "little")
            assert match(Text(), head(2, "x") + size + letters + b"\x00") is None


class TestAValue:
    @given(text=st.text())
    def test_of_a_text_reads_as_it_was_written(self, text):
        assert text_of(text) == element("x", text)[3:]
        assert letters_of(text_of(text)) == text

    @given(moment=st.datetimes())
    def test_of_a_date_is_that_of_the_driver(self, moment):
        assert date_of(moment) == element("x", moment)[3:]
        (milliseconds,) = milliseconds_of([date_of(moment)])
        assert DatetimeMS(milliseconds) == DatetimeMS(moment)

    def test_of_a_text_is_cut_where_its_length_is_another(self):
        text = text_of("Réseaux")
        cut = text[:-2] + b"\x00"
        grown = text + b"x\x00"

        assert cut_texts([text, cut, text, grown]) == [1, 3]

    def test_names_the_key_that_stands_alone(self):
        key = ObjectId()

        assert key_within(element("x", key)[3:]) == key.binary
        assert key_within(element("x", [key])[3:]) == key.binary
        assert key_within(element("x", [])[3:]) == b""
