"""Data to bytes and back, without loss."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum

import pytest
from bson import ObjectId
from hypothesis import given, strategies as st

from yggdrasil import codec


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, kw_only=True)
class Leaf:
    colour: Colour = Colour.RED
    fallen_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Twig:
    length: int = 3


@dataclass(frozen=True, kw_only=True)
class Branch(Twig):
    leaves: tuple[Leaf, ...] = ()
    best: Leaf | None = None
    price: Decimal = Decimal("1.50")
    twigs: list["Branch"] = field(default_factory=list)


LEAVES = st.builds(
    Leaf,
    colour=st.just(Colour.RED),
    fallen_at=st.none() | st.datetimes(timezones=st.just(UTC)),
)
BRANCHES = st.builds(
    Branch,
    length=st.integers(-(2**63), 2**63 - 1),
    leaves=st.lists(LEAVES, max_size=2).map(tuple),
    best=st.none() | LEAVES,
    price=st.decimals(allow_nan=False, allow_infinity=False),
)


class TestDecode:
    @given(BRANCHES)
    def test_gives_back_what_was_encoded(self, branch):
        assert codec.decode(codec.encode(branch), Branch) == branch
        assert codec.from_builtins(codec.to_builtins(branch), Branch) == branch

    def test_keeps_defaults_when_it_is_encoded_again(self):
        # msgspec alone would read an object without them, and write it so.
        read = codec.decode(b'{"leaves": [{}], "twigs": [{"best": {}}]}', Branch)

        again = codec.decode(codec.encode(read), dict)

        assert (again["length"], again["price"]) == (3, "1.50")
        assert again["leaves"] == [{"colour": "red", "fallen_at": None}]
        assert again["twigs"][0]["best"] == {"colour": "red", "fallen_at": None}

    def test_leaves_out_what_a_newer_teller_added(self):
        assert codec.decode(b'{"length": 1, "thorns": 9}', Twig) == Twig(length=1)

    @pytest.mark.parametrize("text", [b"", b"{", b"[]", b'{"length": "x"}', b"\xff"])
    def test_refuses_another_shape(self, text):
        with pytest.raises(codec.MalformedDataError):
            codec.decode(text, Twig)


class TestFromBuiltins:
    def test_keeps_defaults_when_it_is_encoded_again(self):
        assert codec.encode(codec.from_builtins({}, Twig)) == b'{"length":3}'


class TestEncode:
    def test_writes_ids_as_strings(self):
        assert codec.encode([ObjectId("6b02eb5f97dc85b15baebe61")]) == (
            b'["6b02eb5f97dc85b15baebe61"]'
        )

    def test_refuses_what_is_not_data(self):
        with pytest.raises(TypeError, match="is not data"):
            codec.encode(object())
