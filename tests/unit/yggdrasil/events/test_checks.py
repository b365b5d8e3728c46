"""Tables of subscriptions that the start refuses."""

from dataclasses import dataclass, replace

import pytest

from yggdrasil.events import checks
from yggdrasil.events.catalogue import CATALOGUE
from yggdrasil.events.subscription import Subscription
from yggdrasil.events.upcasting import Upcasters

CREATED = "accounts.account.created.v1"


@dataclass(frozen=True, kw_only=True)
class Needed:
    account_id: str


@dataclass(frozen=True, kw_only=True)
class NeededMore:
    account_id: str
    shoe_size: int


@dataclass(frozen=True, kw_only=True)
class NeededOtherwise:
    account_id: int


def hear(fact: object) -> None:
    """Do nothing with it."""


LINE = Subscription(hears=CREATED, needs=Needed, does=hear)


def errors(monkeypatch: pytest.MonkeyPatch, *table: Subscription) -> list[str]:
    monkeypatch.setattr(checks, "all_subscriptions", lambda: {"news": table})
    return [message.id.rpartition(".")[2] for message in checks.check_subscriptions()]


class TestSubscriptions:
    @pytest.mark.parametrize(
        ("line", "error"),
        [
            (replace(LINE, hears="accounts.account.forgotten.v1"), "E001"),
            (replace(LINE, needs=NeededMore), "E002"),
            (replace(LINE, needs=NeededOtherwise), "E003"),
        ],
        ids=["unknown fact", "missing field", "another type"],
    )
    def test_of_what_is_not_told_are_refused(self, line, error, monkeypatch) -> None:
        assert errors(monkeypatch, line) == [error]

    def test_of_a_version_that_older_ones_cannot_become_are_refused(self, monkeypatch) -> None:
        created = CATALOGUE.get(CREATED)
        monkeypatch.setattr(CATALOGUE, "get", lambda _: created)
        monkeypatch.setattr(checks, "all_upcasters", Upcasters)

        assert errors(monkeypatch, replace(LINE, hears="accounts.account.created.v2")) == ["E004"]

    def test_with_one_handler_twice_for_one_fact_are_refused(self, monkeypatch) -> None:
        assert errors(monkeypatch, LINE, replace(LINE, needs=Needed)) == ["E005"]

    def test_as_written_are_right(self) -> None:
        assert checks.check_subscriptions() == []


class TestHandler:
    def test_is_known_by_its_function(self) -> None:
        assert LINE.handler == f"{__name__}.hear"

    def test_is_known_by_its_old_name_where_one_is_given(self) -> None:
        assert Subscription(hears=CREATED, needs=Needed, does=hear, handler="old").handler == "old"
