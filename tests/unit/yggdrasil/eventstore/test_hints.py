"""What a change stream has shown: taken in order, once, and only where nothing else may wait."""

import pytest
from bson.timestamp import Timestamp

from yggdrasil.eventstore import hints as module
from yggdrasil.eventstore.hints import LONG_AGO, Hint, Hints


def hint(second: int, key: str = "", *, facts: int = 1, size: int = 100) -> Hint:
    commit = {"_id": key or str(second), "facts": [{}] * facts}
    return Hint(moment=Timestamp(second, 1), commit=commit, size=size)


def scanned(hints: Hints, second: int) -> None:
    hints.begin()
    hints.settle(Timestamp(second, 1))


def keys(hints: Hints, most: int = 100) -> list[str] | None:
    batch = hints.take(most)
    return None if batch is None else [commit["_id"] for commit in batch]


@pytest.fixture
def hints() -> Hints:
    hints = Hints()
    hints.open(LONG_AGO)
    scanned(hints, 10)
    return hints


class TestTake:
    def test_gives_what_was_committed_after_the_scan_in_its_order(self, hints) -> None:
        for second in (9, 10, 11, 12):
            hints.show(hint(second))

        assert keys(hints) == ["11", "12"]
        assert keys(hints) == []

    def test_gives_about_so_many_facts(self, hints) -> None:
        for second in (11, 12, 13):
            hints.show(hint(second, facts=3))

        assert [keys(hints, 4), keys(hints, 4)] == [["11", "12"], ["13"]]

    def test_gives_every_commit_of_a_transaction_and_each_once(self, hints) -> None:
        for key in ("a", "b", "a", "b"):
            hints.show(hint(11, key))
        hints.show(hint(11, "a"))

        assert keys(hints) == ["a", "b"]

    @pytest.mark.parametrize("what", ["never opened", "never scanned"])
    def test_asks_for_a_scan_at_the_start(self, what) -> None:
        hints = Hints()
        if what == "never scanned":
            hints.open(LONG_AGO)
        else:
            scanned(hints, 10)
        hints.show(hint(11))

        assert keys(hints) is None

    @pytest.mark.parametrize(
        "happens",
        [Hints.forget, lambda hints: hints.open(LONG_AGO), Hints.close, Hints.begin],
        ids=["forget", "open", "close", "begin"],
    )
    def test_asks_for_a_scan_whenever_something_may_be_missed(self, hints, happens) -> None:
        hints.show(hint(11))

        happens(hints)

        assert keys(hints) is None

    def test_asks_for_a_scan_once_in_a_while(self, hints, monkeypatch) -> None:
        monkeypatch.setattr(module, "RESCAN_SECONDS", 0.0)
        scanned(hints, 10)

        assert keys(hints) is None

    def test_asks_for_a_scan_after_too_much_was_waiting(self, hints, monkeypatch) -> None:
        monkeypatch.setattr(module, "MOST_BYTES", 250)
        for second in (11, 12, 13):
            hints.show(hint(second))
        hints.show(hint(14))

        assert keys(hints) is None
        scanned(hints, 14)
        hints.show(hint(15))
        assert keys(hints) == ["15"]

    def test_trusts_no_scan_that_saw_less_than_was_missed(self, hints) -> None:
        hints.forget()
        hints.show(hint(12))

        scanned(hints, 11)

        assert keys(hints) is None

    def test_trusts_no_scan_that_saw_less_than_what_was_before_the_stream(self) -> None:
        hints = Hints()
        hints.open(Timestamp(12, 1))

        scanned(hints, 11)
        assert keys(hints) is None

        scanned(hints, 12)
        assert keys(hints) == []

    def test_trusts_no_scan_during_which_the_stream_was_opened_again(self, hints) -> None:
        hints.begin()
        hints.open(LONG_AGO)
        hints.settle(Timestamp(20, 1))

        assert keys(hints) is None

    def test_keeps_what_is_shown_while_a_scan_goes_on(self, hints) -> None:
        hints.show(hint(11))
        hints.begin()
        hints.show(hint(12))
        hints.settle(Timestamp(11, 1))

        assert keys(hints) == ["12"]


class TestStandby:
    def test_keeps_nothing(self) -> None:
        hints = Hints()
        hints.open(LONG_AGO)
        for second in range(100):
            hints.show(hint(second))

        assert not hints._waiting
