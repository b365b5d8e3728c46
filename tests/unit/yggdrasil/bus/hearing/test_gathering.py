"""Messages that wait at the same time: taken together, each told what became of it."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.contracts.eventstore.conftest import fact
from yggdrasil.bus.carrying.batch import Batch, MalformedBatchError, encode
from yggdrasil.bus.hearing import gathering
from yggdrasil.bus.hearing.gathering import Gathering
from yggdrasil.errors import UnavailableError
from yggdrasil.eventstore.store import Recorded


class AwayError(UnavailableError):
    """Nobody takes anything."""


FACTS = (Recorded(position=1, envelope=fact()),)


class Taker:
    """Takes batches, once the gate is open; the first call says that it has begun."""

    def __init__(self) -> None:
        self.calls: list[list[int]] = []
        self.begun, self.gate = threading.Event(), threading.Event()
        self.error: Exception | None = None

    def take(self, *batches: Batch) -> None:
        self.begun.set()
        assert self.gate.wait(10)
        self.calls.append([batch.end for batch in batches])
        if self.error is not None:
            raise self.error


def message(end: int) -> bytes:
    return encode(Batch(home="planning", name="n.v1", window="w", end=end, places={}, facts=FACTS))


@pytest.fixture
def taker() -> Taker:
    return Taker()


def take_five(taker: Taker) -> list[BaseException | None]:
    """Let four messages come while the first is being taken."""
    messages = Gathering(taker.take)
    with ThreadPoolExecutor(5) as pool:
        first = pool.submit(messages.take, message(0))
        assert taker.begun.wait(10)
        others = [pool.submit(messages.take, message(end)) for end in range(1, 5)]
        while len(messages._waiting) < 4:
            threading.Event().wait(0.001)
        taker.gate.set()
        return [one.exception(timeout=10) for one in (first, *others)]


class TestGathering:
    def test_takes_together_what_waited_together(self, taker: Taker) -> None:
        assert take_five(taker) == [None] * 5

        first, others = taker.calls
        assert first == [0]
        assert sorted(others) == [1, 2, 3, 4]

    def test_tells_each_that_it_failed(self, taker: Taker) -> None:
        taker.error = AwayError("away")

        assert take_five(taker) == [taker.error] * 5

    def test_goes_on_after_a_failure(self, taker: Taker) -> None:
        taker.gate.set()
        messages = Gathering(taker.take)
        taker.error = AwayError("away")
        with pytest.raises(AwayError):
            messages.take(message(1))
        taker.error = None

        messages.take(message(2))

        assert taker.calls == [[1], [2]]

    def test_takes_no_more_at_once_than_a_transaction_bears(
        self, taker: Taker, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(gathering, "MOST_FACTS", 2)

        take_five(taker)

        assert [len(call) for call in taker.calls] == [1, 2, 2]

    def test_lets_nobody_suffer_for_a_message_that_is_none(self, taker: Taker) -> None:
        taker.gate.set()
        messages = Gathering(taker.take)

        with pytest.raises(MalformedBatchError):
            messages.take(b"nothing of ours")
        messages.take(message(1))

        assert taker.calls == [[1]]
