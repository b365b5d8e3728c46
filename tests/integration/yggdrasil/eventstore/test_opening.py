"""What is being committed at the moment in which a change stream opens: found, and in its order."""

import threading
from collections.abc import Callable, Iterator

import pytest
from pymongo import WriteConcern

from tests.contracts.eventstore.conftest import fact
from yggdrasil.bus.telling.watching import Watch
from yggdrasil.eventstore import lease
from yggdrasil.eventstore.backends.mongodb import MongoEventStore
from yggdrasil.eventstore.coding import to_commits
from yggdrasil.eventstore.hints import Hints

HOME = "course"
PATIENCE_SECONDS = 30


class Watched:
    """A relay's share of a process, which numbers whenever its change stream wakes it."""

    def __init__(self) -> None:
        self.store = MongoEventStore(HOME)
        self.fence = lease.acquire(self.store.relay, owner="first", seconds=30) or 0
        self.hints = Hints()
        self.stopping, self.moved = threading.Event(), threading.Condition()
        watch = Watch([HOME], {HOME: self.hints}, self.wake, self.stopping)
        self.thread = threading.Thread(target=watch.run, daemon=True)

    def commit(self, version: int, *, is_kept: bool) -> None:
        """Tell a fact; the server confirms it, or is still at it for a while."""
        concern = WriteConcern("majority" if is_kept else 1, j=is_kept)
        (coded,) = to_commits([fact(version)])
        self.store.commits.with_options(write_concern=concern).insert_one(coded)

    def wake(self, _home: str) -> None:
        with self.moved:
            self.store.number(most=9, fence=self.fence, hints=self.hints)
            self.moved.notify()

    def wait(self, until: Callable[[], bool]) -> None:
        with self.moved:
            assert self.moved.wait_for(until, PATIENCE_SECONDS)

    def versions(self) -> list[int]:
        """Return the versions of the one aggregate, by position."""
        return [one.envelope.aggregate.version for one in self.store.read_all()]


@pytest.fixture
def watched(homes: None) -> Iterator[Watched]:
    watched = Watched()
    watched.commit(1, is_kept=True)
    yield watched
    watched.stopping.set()
    # What is new lets it look whether it is to stop.
    watched.commit(9, is_kept=True)
    watched.thread.join(PATIENCE_SECONDS)


class TestOpening:
    def test_finds_what_the_server_is_still_keeping(self, watched: Watched) -> None:
        watched.commit(2, is_kept=False)

        watched.thread.start()
        watched.wait(lambda: watched.store.head() > 0)

        assert watched.versions() == [1, 2]

    def test_lets_nothing_overtake_it(self, watched: Watched) -> None:
        watched.commit(2, is_kept=False)
        watched.thread.start()
        watched.wait(lambda: watched.store.head() > 0)

        watched.commit(3, is_kept=True)
        watched.wait(lambda: 3 in watched.versions())

        assert watched.versions() == [1, 2, 3]
