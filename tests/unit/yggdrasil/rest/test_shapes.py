"""JSON Schema read off dataclasses, and proven by what the codec writes."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Any, Literal

import jsonschema
import pytest
from hypothesis import given, strategies as st

from yggdrasil import codec
from yggdrasil.rest.shapes import Shapes, described


class Colour(StrEnum):
    """What a leaf looks like."""

    RED = "red"
    GREEN = "green"


class Size(IntEnum):
    SMALL = 1
    LARGE = 2


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """A leaf.

    Attributes:
        colour: as seen in autumn,
            from below.
        grown_on: the day, if anybody was there.
    """

    colour: Colour
    grown_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Tree:
    id: str
    planted_at: datetime
    price: Decimal
    size: Size
    leaves: tuple[Leaf, ...] = ()
    best: Leaf | None = None
    height: float | None = None
    notes: dict[str, int] = field(default_factory=dict)
    spot: tuple[float, float] = (0.0, 0.0)
    age: timedelta = timedelta()
    kind: Literal["oak", "ash"] = "ash"
    extra: Any = None
    saplings: list["Tree"] = field(default_factory=list)


def schema_of(shape, *, is_answer=True):
    components = {}

    def refer(cls, make):
        if cls.__name__ not in components:
            components[cls.__name__] = {}
            components[cls.__name__].update(make())
        return {"$ref": f"#/$defs/{cls.__name__}"}

    schema = Shapes(refer, is_answer=is_answer).schema_of(shape)
    return {**schema, "$defs": components}


LEAVES = st.builds(Leaf, colour=st.sampled_from(Colour), grown_on=st.none() | st.dates())
TREES = st.builds(
    Tree,
    id=st.text(),
    planted_at=st.datetimes(timezones=st.just(UTC)),
    price=st.decimals(allow_nan=False, allow_infinity=False),
    size=st.sampled_from(Size),
    leaves=st.lists(LEAVES, max_size=3).map(tuple),
    best=st.none() | LEAVES,
    height=st.none() | st.floats(allow_nan=False, allow_infinity=False),
    notes=st.dictionaries(st.text(), st.integers(-(2**63), 2**63 - 1), max_size=3),
    age=st.timedeltas(),
)


class TestSchemaOf:
    @given(TREES)
    def test_holds_for_whatever_the_codec_writes(self, tree):
        written = codec.decode(codec.encode(tree), Any)

        jsonschema.validate(written, SCHEMA, cls=jsonschema.Draft202012Validator)

    def test_wants_every_field_of_an_answer(self):
        assert set(SCHEMA["$defs"]["Leaf"]["required"]) == {"colour", "grown_on"}

    def test_lets_a_body_leave_out_what_has_a_default(self):
        leaf = schema_of(Leaf, is_answer=False)["$defs"]["Leaf"]

        assert leaf["required"] == ["colour"]
        assert leaf["properties"]["grown_on"]["default"] is None

    def test_says_what_the_docstrings_say(self):
        leaf = SCHEMA["$defs"]["Leaf"]

        assert leaf["description"] == "A leaf."
        assert leaf["properties"]["colour"]["description"] == "As seen in autumn, from below."

    def test_writes_a_field_that_may_be_null_as_openapi_3_1_does(self):
        properties = SCHEMA["$defs"]["Tree"]["properties"]

        assert properties["height"] == {"type": ["number", "null"]}
        assert {"type": "null"} in properties["best"]["anyOf"]

    def test_refuses_what_is_not_data(self):
        with pytest.raises(TypeError, match="not data"):
            schema_of(memoryview)


class TestDescribed:
    def test_says_nothing_for_a_dataclass_that_says_nothing(self):
        assert described(Tree) == ("", {})


SCHEMA = schema_of(Tree)
