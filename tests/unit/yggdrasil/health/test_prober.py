"""All checks at once, within one deadline."""

import threading
from time import perf_counter

import pytest

from yggdrasil.health.backends.memory import MemoryCheck
from yggdrasil.health.prober import Prober


class CountedCheck:
    """Hangs until it is let go, and counts how often it was begun."""

    name = "hanging"

    def __init__(self):
        self.begun = 0
        self.released = threading.Event()

    def check(self):
        self.begun += 1
        self.released.wait()


@pytest.fixture
def hanging():
    check = CountedCheck()
    yield check
    check.released.set()


def found(prober):
    return {health.name: health for health in prober.report().checks}


class TestReport:
    def test_is_well_if_all_are(self):
        report = Prober([MemoryCheck(name="a"), MemoryCheck(name="b")]).report()

        assert report.status == "ok"
        assert [health.name for health in report.checks] == ["a", "b"]

    def test_fails_with_the_sentence_of_the_one_that_fails(self):
        prober = Prober([MemoryCheck(name="a"), MemoryCheck(name="b", failure="It is full.")])

        assert prober.report().status == "failing"
        assert found(prober)["a"].status == "ok"
        assert found(prober)["b"].detail == "It is full."

    def test_tells_only_the_class_of_a_foreign_error(self):
        def burst():
            raise ConnectionError("mongodb://root:secret@db")

        health = found(Prober([MemoryCheck(name="a", wait=burst)]))["a"]

        assert health.detail == "It does not answer (ConnectionError)."

    def test_takes_one_that_hangs_for_failing(self, hanging):
        prober = Prober([MemoryCheck(name="a"), hanging], deadline_seconds=0.05)

        began = perf_counter()
        healths = found(prober)

        assert perf_counter() - began < 1
        assert healths["a"].status == "ok"
        assert healths["hanging"].detail == "No answer within 0.05 seconds."

    def test_never_starts_a_hanging_check_twice(self, hanging):
        prober = Prober([hanging], deadline_seconds=0.01)

        for _ in range(5):
            prober.report()

        assert hanging.begun == 1

    def test_asks_again_once_the_thing_answers(self, hanging):
        prober = Prober([hanging], deadline_seconds=10)
        hanging.released.set()

        assert [found(prober)["hanging"].status for _ in range(2)] == ["ok", "ok"]
        assert hanging.begun == 2

    def test_asks_all_at_the_same_time(self):
        meeting = threading.Barrier(3, timeout=5)
        checks = [MemoryCheck(name=str(number), wait=meeting.wait) for number in range(3)]

        assert Prober(checks, deadline_seconds=5).report().status == "ok"
