"""The arguments of a command: each as annotated, or refused by name."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import pytest

from yggdrasil.cqrs.arguments import Arguments, InvalidArgumentsError


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, kw_only=True)
class Leaf:
    colour: Colour = Colour.RED
    length: int = 1


class Upload:
    """Something that no codec knows."""


def paint(
    *,
    at: datetime,
    times: int,
    colour: Colour | None = None,
    leaves: tuple[Leaf, ...] = (),
    photo: Upload | None = None,
    note: str | None = None,
) -> None:
    """Take one of each."""


PAINT = Arguments(paint)
NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
LEAF = Leaf(length=3)


class TestRead:
    def test_leaves_what_has_the_type_as_it_is(self):
        photo = Upload()
        given = {"at": NOON, "times": 2, "colour": Colour.RED, "leaves": (LEAF,), "photo": photo}

        read = PAINT.read(given)

        assert read == given
        assert read["leaves"][0] is LEAF
        assert read["photo"] is photo

    @pytest.mark.parametrize("is_text", [True, False])
    def test_makes_what_json_has_into_what_is_annotated(self, is_text: bool):
        read = PAINT.read(
            {
                "at": "2026-01-15T12:00:00Z",
                "times": 2,
                "colour": "red",
                "leaves": [{"length": 3}],
                "note": "null",
            },
            is_text=is_text,
        )

        assert read["at"] == NOON
        assert read["colour"] is Colour.RED
        assert read["leaves"] == (LEAF,)
        assert read["note"] == "null"

    def test_reads_a_number_from_text_where_there_is_only_text(self):
        assert PAINT.read({"at": NOON, "times": "2"}, is_text=True)["times"] == 2

    def test_gives_data_every_field(self):
        read = PAINT.read({"at": NOON, "times": 1, "leaves": [{}]})

        assert vars(read["leaves"][0]) == {"colour": Colour.RED, "length": 1}

    def test_changes_nothing_of_the_caller(self):
        given = {"at": "2026-01-15T12:00:00Z", "times": 2}
        PAINT.read(given)

        assert given == {"at": "2026-01-15T12:00:00Z", "times": 2}

    @pytest.mark.parametrize(
        ("wrong", "code"),
        [
            ({"times": "2"}, "type"),
            ({"times": None}, "type"),
            ({"at": "tomorrow"}, "type"),
            ({"colour": "blue"}, "type"),
            ({"leaves": [{"length": "long"}]}, "type"),
            ({"size": 1}, "unknown"),
        ],
    )
    def test_refuses_what_is_not_and_cannot_be_read(self, wrong: dict[str, Any], code: str):
        with pytest.raises(InvalidArgumentsError) as refused:
            PAINT.read({"at": NOON, "times": 2, **wrong})

        assert [(one.field, one.code) for one in refused.value.errors] == [(*wrong, code)]

    def test_names_everything_that_is_wrong(self):
        with pytest.raises(InvalidArgumentsError) as refused:
            PAINT.read({"times": "two", "size": 1}, is_text=True)

        assert {one.field for one in refused.value.errors} == {"at", "times", "size"}
