"""What every event store promises to many who write and read at the same moment."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from tests.contracts.eventstore.conftest import fact, history
from yggdrasil.eventstore.store import Appended, StreamConflictError

WRITERS = 10
SMALL = (10, 10)
LARGE = (100, 100)


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Return what each call returned, or the conflict it met, all begun at the same moment."""
    begin = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        begin.wait()
        try:
            return call()
        except StreamConflictError:
            return "conflict"

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


class TestAppendsAtOnce:
    def test_of_one_version_have_one_winner(self, store: Any, stream_versions: Any) -> None:
        store.append([fact(1)])

        outcomes = at_once(*[lambda: store.append([fact(2)]) for _ in range(16)])

        assert sorted(outcomes) == [Appended.APPENDED, *["conflict"] * 15]
        assert stream_versions(store, "algebra") == [1, 2]

    def test_of_overlapping_aggregates_keep_one_and_nothing_of_the_other(
        self, store: Any, stream_versions: Any
    ) -> None:
        store.append([fact(1, of="course"), fact(1, of="ada"), fact(1, of="ben")])

        outcomes = at_once(
            lambda: store.append([fact(2, of="course"), fact(2, of="ada")]),
            lambda: store.append([fact(2, of="ben"), fact(2, of="course")]),
        )

        assert sorted(outcomes) == [Appended.APPENDED, "conflict"]
        assert stream_versions(store, "course") == [1, 2]
        assert len(stream_versions(store, "ada")) + len(stream_versions(store, "ben")) == 3

    def test_of_separate_aggregates_keep_all(self, store: Any, stream_versions: Any) -> None:
        names = [f"course {number}" for number in range(8)]

        outcomes = at_once(*[lambda of=of: store.append(history(3, of=of)) for of in names])

        assert set(outcomes) == {Appended.APPENDED}
        assert [stream_versions(store, of) for of in names] == [[1, 2, 3]] * 8


class TestWritersBesideReaders:
    def test_lose_and_double_nothing(self, store: Any) -> None:
        write_beside_readers(store, *SMALL)

    @pytest.mark.campaign
    @pytest.mark.timeout(300)
    def test_lose_and_double_nothing_in_a_hundred_thousand(self, store: Any) -> None:
        write_beside_readers(store, *LARGE)


def write_beside_readers(store: Any, appends: int, size: int) -> None:
    """Let ten write, one number and two read at once; each reader must see all, in order."""
    with ThreadPoolExecutor(WRITERS + 3) as pool:
        writing = [pool.submit(write, store, f"course {n}", appends, size) for n in range(WRITERS)]
        numbering = pool.submit(number_until, store, writing, most=3 * size + 7)
        reading = [pool.submit(read_until, store, numbering) for _ in range(2)]

    assert [writer.result() for writer in writing] == [None] * WRITERS
    for seen in (reader.result() for reader in reading):
        assert [kept.position for kept in seen] == list(range(1, WRITERS * appends * size + 1))
        for number in range(WRITERS):
            mine = [k.envelope for k in seen if k.envelope.aggregate.id == f"course {number}"]
            versions = [one.aggregate.version for one in mine]
            assert versions == list(range(1, appends * size + 1))


def write(store: Any, of: str, appends: int, size: int) -> None:
    for start in range(0, appends * size, size):
        store.append([fact(start + step, of=of) for step in range(1, size + 1)])


def number_until(store: Any, writing: Sequence["Future[None]"], *, most: int) -> None:
    while not all(writer.done() for writer in writing) or store.number(most=most):
        store.number(most=most)


def read_until(store: Any, numbering: "Future[None]") -> list[Any]:
    seen: list[Any] = []
    is_over = False
    while not is_over:
        is_over = numbering.done()
        seen += store.read_all(after=len(seen))
    return seen
