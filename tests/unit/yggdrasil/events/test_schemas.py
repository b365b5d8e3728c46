"""Schemas of facts: what may change and what may not."""

from dataclasses import field, make_dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, strategies as st

from yggdrasil import codec
from yggdrasil.events.catalogue import CATALOGUE, Catalogue, DuplicateFactError
from yggdrasil.events.examples import example_of
from yggdrasil.events.schemas import BreakingChangeError, History, breach, schema_of
from yggdrasil.events.signal import DomainSignal

NAME = "planning.thing.made.v1"


def fact(**fields: Any) -> DomainSignal:
    """Return a signal whose payload has these fields: a type, or a type and a default."""
    specs = [
        (name, spec[0], field(default=spec[1])) if isinstance(spec, tuple) else (name, spec)
        for name, spec in fields.items()
    ]
    payload = make_dataclass(
        "ThingMade", specs, frozen=True, kw_only=True, namespace={"__module__": __name__}
    )
    CATALOGUE._signals.pop(NAME, None)
    signal = DomainSignal(NAME, payload)
    CATALOGUE.remove(signal)
    return signal


FIRST = {"thing_id": str, "size": int}


class TestHistory:
    def test_keeps_the_first_schema_with_a_golden_payload(self) -> None:
        history = History(name=NAME)

        assert history.extend(fact(**FIRST))
        assert history.revisions[0]["golden"] == {"thing_id": "0123456789abcdef01234567", "size": 1}

    def test_adds_nothing_for_what_it_knows(self) -> None:
        history = History(name=NAME)
        history.extend(fact(**FIRST))

        assert not history.extend(fact(**FIRST))

    def test_takes_a_new_field_with_a_default(self) -> None:
        history = History(name=NAME)
        history.extend(fact(**FIRST))

        assert history.extend(fact(**FIRST, colour=(str, "")))

    @pytest.mark.parametrize(
        ("fields", "reason"),
        [
            ({"thing_id": str}, "field size is gone"),
            ({"thing_id": str, "size": str}, "field size is of another type"),
            ({"thing_id": str, "size": int | None}, "field size is of another type"),
            ({**FIRST, "colour": str}, "new field colour has no default"),
            ({"thing_id": str, "size": (int, 0)}, "field size is no longer required"),
        ],
    )
    def test_refuses_what_old_facts_or_old_hearers_would_not_bear(self, fields, reason) -> None:
        history = History(name=NAME)
        history.extend(fact(**FIRST))

        with pytest.raises(BreakingChangeError, match=reason):
            history.extend(fact(**fields))

    @pytest.mark.parametrize(
        "around",
        [
            lambda part: part,
            lambda part: part | None,
            lambda part: tuple[part, ...],
            lambda part: dict[str, part],
            lambda part: dict[str, tuple[part, ...]] | None,
        ],
        ids=["alone", "optional", "in a list", "in a mapping", "deep inside"],
    )
    def test_looks_into_what_is_nested(self, around) -> None:
        part, changed = (
            make_dataclass("Part", [("inner", kind)], frozen=True, kw_only=True)
            for kind in (int, str)
        )
        history = History(name=NAME)
        history.extend(fact(parts=around(part)))

        with pytest.raises(BreakingChangeError, match="inner is of another type"):
            history.extend(fact(parts=around(changed)))

    def test_looks_at_the_values_of_a_mapping(self) -> None:
        history = History(name=NAME)
        history.extend(fact(parts=dict[str, int]))

        with pytest.raises(BreakingChangeError, match="parts is of another type"):
            history.extend(fact(parts=dict[str, str]))

    def test_refuses_a_type_that_cannot_read_what_was_stored(self) -> None:
        history = History(name=NAME)
        history.extend(fact(**FIRST))
        history.revisions[0]["golden"]["size"] = "large"

        with pytest.raises(BreakingChangeError, match="size"):
            history.check(fact(**FIRST))

    def test_compares_with_all_earlier_revisions_not_only_the_last(self) -> None:
        history = History(name=NAME)
        history.extend(fact(**FIRST, colour=(str, "")))
        history.revisions.append({"schema": schema_of(fact(**FIRST)), "golden": {}})

        with pytest.raises(BreakingChangeError, match="colour"):
            history.check(fact(**FIRST))

    def test_does_not_mind_other_words_for_people(self) -> None:
        signal = fact(**FIRST)
        history = History(name=NAME)
        history.extend(signal)
        signal.payload.__doc__ = "Other words."

        assert history.is_current(signal)


class TestCatalogue:
    def test_refuses_a_second_fact_of_the_same_name(self) -> None:
        catalogue = Catalogue()
        first, second = (
            SimpleNamespace(name=NAME, payload=make_dataclass(name, [("size", int)]))
            for name in ("ThingMade", "ThingMadeAgain")
        )
        catalogue.add(first)

        catalogue.add(first)
        with pytest.raises(DuplicateFactError):
            catalogue.add(second)


TYPES = st.sampled_from([int, str, bool, float, tuple[str, ...], int | None])


class TestBreach:
    @given(st.dictionaries(st.sampled_from("abcd"), TYPES, min_size=1))
    def test_is_none_with_itself(self, fields) -> None:
        schema = schema_of(fact(**fields))

        assert breach(schema, schema) == ""


class TestExampleOf:
    def test_fits_every_fact_that_is_told(self) -> None:
        for signal in CATALOGUE:
            plain = codec.to_plain(example_of(signal.payload))

            codec.check_plain(plain, signal.payload)
