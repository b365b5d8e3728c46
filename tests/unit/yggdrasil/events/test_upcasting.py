"""Older versions of a fact, made into the one that is heard."""

import pytest

from yggdrasil.events.upcasting import BrokenChainError, Upcaster, Upcasters

FIRST, SECOND, THIRD = (f"users.person.named.v{version}" for version in (1, 2, 3))

SPLIT = Upcaster(
    old=FIRST,
    new=SECOND,
    by=lambda old: dict(zip(("first", "last"), old["name"].split(" ", 1), strict=True)),
)
GREET = Upcaster(old=SECOND, new=THIRD, by=lambda old: {**old, "greeting": ""})


class TestUpcast:
    def test_goes_through_every_version_in_between(self) -> None:
        upcasters = Upcasters((GREET, SPLIT))

        payload = upcasters.upcast({"name": "Ada Lovelace"}, old=FIRST, new=THIRD)

        assert payload == {"first": "Ada", "last": "Lovelace", "greeting": ""}

    def test_leaves_the_stored_payload_alone(self) -> None:
        stored = {"first": "Ada", "last": "Lovelace"}

        Upcasters((SPLIT, GREET)).upcast(stored, old=SECOND, new=THIRD)

        assert stored == {"first": "Ada", "last": "Lovelace"}

    def test_of_the_wanted_version_changes_nothing(self) -> None:
        assert Upcasters().upcast({"a": 1}, old=THIRD, new=THIRD) == {"a": 1}


class TestOlder:
    def test_names_all_that_can_be_heard_newest_first(self) -> None:
        assert Upcasters((SPLIT, GREET)).older(THIRD) == [SECOND, FIRST]

    def test_refuses_a_chain_with_a_hole(self) -> None:
        with pytest.raises(BrokenChainError, match=FIRST):
            Upcasters((GREET,)).older(THIRD)

    def test_of_a_first_version_are_none(self) -> None:
        assert Upcasters().older(FIRST) == []


class TestUpcasters:
    @pytest.mark.parametrize(
        "upcasters",
        [
            (Upcaster(old=FIRST, new=THIRD, by=dict),),
            (Upcaster(old=SECOND, new=FIRST, by=dict),),
            (SPLIT, SPLIT),
        ],
        ids=["skips", "goes back", "twice"],
    )
    def test_lead_from_each_version_to_the_next_once(self, upcasters) -> None:
        with pytest.raises(BrokenChainError):
            Upcasters(upcasters)
