"""Payloads of every version that was ever told, heard as the newest."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from yggdrasil.events.catalogue import CATALOGUE
from yggdrasil.events.older import check_older
from yggdrasil.events.schemas import BreakingChangeError, History
from yggdrasil.events.signal import DomainSignal
from yggdrasil.events.subscription import all_upcasters
from yggdrasil.events.upcasting import Upcaster, Upcasters

FIRST, SECOND, THIRD = (f"users.person.dubbed.v{version}" for version in (1, 2, 3))


@dataclass(frozen=True, kw_only=True)
class PersonDubbed:
    first: str
    last: str
    greeting: str


SPLIT = Upcaster(
    old=FIRST,
    new=SECOND,
    by=lambda old: dict(zip(("first", "last"), old["name"].split(" ", 1), strict=True)),
)
GREET = Upcaster(old=SECOND, new=THIRD, by=lambda old: {**old, "greeting": ""})


@pytest.fixture
def third() -> Iterator[DomainSignal[Any]]:
    signal = DomainSignal(THIRD, PersonDubbed)
    yield signal
    CATALOGUE.remove(signal)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with what versions 1 and 2 once told; nobody tells them any more."""
    for name, golden in (
        (FIRST, {"name": "Ada Lovelace"}),
        (SECOND, {"first": "Ada", "last": "Lovelace"}),
    ):
        History(name=name, revisions=[{"schema": {}, "golden": golden}]).save(tmp_path)
    return tmp_path


class TestCheckOlder:
    def test_takes_what_every_version_can_be_made_into(self, folder: Path, third: Any) -> None:
        check_older(folder, signals=[third], upcasters=Upcasters((SPLIT, GREET)))

    @pytest.mark.parametrize(
        ("upcasters", "reason"),
        [
            ((GREET,), f"{FIRST} cannot be made into"),
            ((SPLIT, Upcaster(old=SECOND, new=THIRD, by=dict)), "greeting"),
            (
                (Upcaster(old=FIRST, new=SECOND, by=lambda old: {"first": old["nick"]}), GREET),
                "nick",
            ),
            ((SPLIT, Upcaster(old=SECOND, new=THIRD, by=lambda old: old["last"])), "object"),
        ],
        ids=["hole", "field left out", "field that never was", "no payload"],
    )
    def test_refuses_what_would_end_in_a_dead_letter(
        self, folder: Path, third: Any, upcasters: Any, reason: str
    ) -> None:
        with pytest.raises(BreakingChangeError, match=reason):
            check_older(folder, signals=[third], upcasters=Upcasters(upcasters))

    def test_refuses_an_upcaster_that_changes_what_it_is_given(
        self, tmp_path: Path, third: Any
    ) -> None:
        golden = {"names": ["Ada", "Lovelace"]}
        History(name=SECOND, revisions=[{"schema": {}, "golden": golden}]).save(tmp_path)
        greedy = Upcaster(
            old=SECOND,
            new=THIRD,
            by=lambda old: {
                "last": old["names"].pop(),
                "first": old["names"].pop(),
                "greeting": "",
            },
        )

        with pytest.raises(BreakingChangeError, match="changes what it is given"):
            check_older(tmp_path, signals=[third], upcasters=Upcasters((SPLIT, greedy)))

    def test_takes_everything_that_is_committed(self) -> None:
        folder = Path(settings.BASE_DIR) / "docs" / "events"

        check_older(folder, signals=CATALOGUE, upcasters=all_upcasters())

        assert {path.stem for path in folder.glob("*.json")} >= {one.name for one in CATALOGUE}
