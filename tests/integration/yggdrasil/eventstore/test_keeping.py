"""Leases, snapshots and retention of the facts of one home."""

import time
from dataclasses import dataclass, replace
from datetime import UTC, timedelta

import pytest
from django.db import connections

from tests.contracts.eventstore.conftest import MORNING, fact, history
from yggdrasil.eventstore import lease, retention, snapshots
from yggdrasil.eventstore.backends.mongodb import MongoEventStore
from yggdrasil.eventstore.lease import LeaseLostError

pytestmark = pytest.mark.usefixtures("homes")


@pytest.fixture
def store() -> MongoEventStore:
    return MongoEventStore("course")


class TestLease:
    def test_is_held_by_one_at_a_time(self, store) -> None:
        assert lease.acquire(store.relay, owner="first", seconds=30) == 1
        assert lease.acquire(store.relay, owner="second", seconds=30) is None

    def test_keeps_its_fence_when_renewed(self, store) -> None:
        lease.acquire(store.relay, owner="first", seconds=30)

        assert lease.acquire(store.relay, owner="first", seconds=30) == 1

    def test_passes_on_with_a_higher_fence_once_released(self, store) -> None:
        lease.acquire(store.relay, owner="first", seconds=30)
        lease.release(store.relay, owner="first")

        assert lease.acquire(store.relay, owner="second", seconds=30) == 2

    def test_passes_on_once_it_has_run_out(self, store) -> None:
        lease.acquire(store.relay, owner="first", seconds=0.001)
        time.sleep(0.005)

        assert lease.acquire(store.relay, owner="second", seconds=30) == 2

    @pytest.mark.parametrize("zone", [UTC, None], ids=["aware", "naive"])
    def test_is_held_to_its_last_millisecond_and_free_at_its_end(
        self, store, monkeypatch, zone
    ) -> None:
        taken = MORNING.replace(tzinfo=zone)
        monkeypatch.setattr(lease, "NOW", taken)
        lease.acquire(store.relay, owner="first", seconds=15)

        monkeypatch.setattr(lease, "NOW", taken + timedelta(seconds=15, milliseconds=-1))
        assert lease.acquire(store.relay, owner="second", seconds=15) is None
        monkeypatch.setattr(lease, "NOW", taken + timedelta(seconds=15))
        assert lease.acquire(store.relay, owner="second", seconds=15) == 2

    def test_lasts_from_its_last_renewal_not_from_its_first_day(self, store, monkeypatch) -> None:
        for seconds in range(0, 100, 10):
            monkeypatch.setattr(lease, "NOW", MORNING + timedelta(seconds=seconds))
            assert lease.acquire(store.relay, owner="first", seconds=15) == 1

        assert lease.acquire(store.relay, owner="second", seconds=15) is None

    def test_lets_nobody_number_with_an_older_fence(self, store) -> None:
        store.append(history(2))
        overslept = lease.acquire(store.relay, owner="first", seconds=0.001)
        time.sleep(0.005)
        lease.acquire(store.relay, owner="second", seconds=30)

        with pytest.raises(LeaseLostError):
            store.number(most=10, fence=overslept)

        assert store.head() == 0
        assert list(store.read_all()) == []

    def test_that_was_lost_goes_on_after_the_last_position(self, store) -> None:
        store.append(history(2))
        store.number(most=10, fence=lease.acquire(store.relay, owner="first", seconds=30))
        store.relay.delete_many({})
        store.append([fact(3)])

        fence = lease.acquire(store.relay, owner="second", seconds=30)

        assert [one.position for one in store.number(most=10, fence=fence)] == [3]


@dataclass(frozen=True, kw_only=True)
class Seats:
    taken: int = 0


@dataclass(frozen=True, kw_only=True)
class SeatsAndRows:
    taken: int = 0
    rows: int = 0


def count(state: Seats, told) -> Seats:
    return replace(state, taken=state.taken + told.payload["seats"])


class TestReplay:
    ALGEBRA = {"kind": "courses.course", "aggregate_id": "algebra"}

    @pytest.mark.parametrize("until", range(6))
    def test_is_the_same_with_a_snapshot_of_any_prefix(self, store, until) -> None:
        store.append(history(5))
        taken = sum(range(until + 1))
        snapshots.take("course", **self.ALGEBRA, version=until, state=Seats(taken=taken))

        assert snapshots.replay(store, **self.ALGEBRA, initial=Seats(), apply=count) == (
            Seats(taken=15),
            5,
        )

    def test_ignores_a_snapshot_of_another_shape(self, store) -> None:
        store.append(history(3))
        snapshots.take("course", **self.ALGEBRA, version=3, state=SeatsAndRows(taken=99))

        assert snapshots.replay(store, **self.ALGEBRA, initial=Seats(), apply=count)[0].taken == 6

    def test_ignores_a_snapshot_that_cannot_be_read(self, store) -> None:
        store.append(history(3))
        snapshots.take("course", **self.ALGEBRA, version=2, state=Seats(taken=3))
        connections["course"].database["event_snapshots"].update_many(
            {}, {"$set": {"state": {"taken": ["garbage"]}}}
        )

        assert snapshots.replay(store, **self.ALGEBRA, initial=Seats(), apply=count)[0].taken == 6

    def test_never_replaces_a_newer_snapshot_by_an_older_one(self, store) -> None:
        snapshots.take("course", **self.ALGEBRA, version=5, state=Seats(taken=15))
        snapshots.take("course", **self.ALGEBRA, version=2, state=Seats(taken=3))

        assert snapshots.replay(store, **self.ALGEBRA, initial=Seats(), apply=count)[1] == 5


class TestPrune:
    def test_removes_only_what_is_old_and_delivered(self, store) -> None:
        fence = lease.acquire(store.relay, owner="relay", seconds=30)
        for version in range(1, 7):
            store.append([fact(version, minute=version)])
        store.number(most=10, fence=fence)
        store.append([fact(7, minute=0)])

        removed = retention.prune(
            store, delivered=4, before=MORNING + timedelta(minutes=3), batch=1
        )

        assert removed == 2
        stream = store.read_stream(kind="courses.course", aggregate_id="algebra")
        assert [kept.aggregate.version for kept in stream] == [3, 4, 5, 6, 7]

    @pytest.mark.parametrize(
        ("delivered", "minute", "removed"),
        [(5, 3, 0), (6, 2, 0), (6, 3, 3)],
        ids=["one not delivered", "one too young", "all old and delivered"],
    )
    def test_divides_nothing_that_was_told_together(
        self, store, delivered, minute, removed
    ) -> None:
        fence = lease.acquire(store.relay, owner="relay", seconds=30)
        store.append([fact(version, of="biology", minute=90) for version in range(1, 4)])
        store.number(most=10, fence=fence)
        store.append([fact(version, minute=version) for version in range(1, 4)])
        store.number(most=10, fence=fence)
        before = MORNING + timedelta(minutes=minute, seconds=1)

        assert retention.prune(store, delivered=delivered, before=before) == removed

        stream = store.read_stream(kind="courses.course", aggregate_id="algebra")
        assert len(list(stream)) == 3 - removed

    def test_passes_by_what_stays_only_once(self, store) -> None:
        fence = lease.acquire(store.relay, owner="relay", seconds=30)
        for version in range(1, 13):
            store.append([fact(version, minute=version % 3)])
            store.number(most=10, fence=fence)
        watched = KilledAfter(store.commits, deletes=9)

        removed = retention.prune(
            watched, delivered=12, before=MORNING + timedelta(minutes=1), batch=2
        )

        assert removed == 4
        assert [wanted["position"]["$gt"] for wanted in watched.asked] == [0, 6, 12]

    def test_killed_halfway_goes_on_in_small_steps_when_run_again(self, store) -> None:
        fence = lease.acquire(store.relay, owner="relay", seconds=30)
        for told in history(7):
            store.append([told])
        store.number(most=10, fence=fence)
        killed = KilledAfter(store.commits, deletes=2)

        with pytest.raises(KilledError):
            retention.prune(killed, delivered=6, before=MORNING + timedelta(days=1), batch=2)
        assert killed.removed == [2, 2]
        again = KilledAfter(store.commits, deletes=2)
        assert retention.prune(again, delivered=6, before=MORNING + timedelta(days=1), batch=2) == 2

        stream = store.read_stream(kind="courses.course", aggregate_id="algebra")
        assert [kept.aggregate.version for kept in stream] == [7]


class KilledError(BaseException):
    """Ends a process where it stands."""


class KilledAfter:
    """A store whose process is killed once it has removed some batches."""

    def __init__(self, commits, deletes) -> None:
        self.commits, self._commits = self, commits
        self._deletes = deletes
        self.removed: list[int] = []
        self.asked: list[dict] = []

    def find(self, wanted, *arguments):
        self.asked.append(wanted)
        return self._commits.find(wanted, *arguments)

    def delete_many(self, wanted):
        if len(self.removed) == self._deletes:
            raise KilledError
        done = self._commits.delete_many(wanted)
        self.removed.append(done.deleted_count)
        return done
