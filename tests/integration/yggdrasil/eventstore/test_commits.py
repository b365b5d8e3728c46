"""Commits that come late, that nobody knows the outcome of, and connections opened again."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from tests.contracts.eventstore.conftest import fact, history
from yggdrasil.eventstore import lease
from yggdrasil.eventstore.backends.mongodb import MongoEventStore
from yggdrasil.eventstore.store import Appended, StreamConflictError
from yggdrasil.mongodb.unit_of_work import CommitOutcomeUnknownError, unit_of_work

pytestmark = pytest.mark.usefixtures("homes")

ALGEBRA = {"kind": "courses.course", "aggregate_id": "algebra"}
NOT_REPLICABLE = {"writeConcernError": {"code": 100, "errmsg": "there is no majority"}}


@pytest.fixture
def store() -> MongoEventStore:
    return MongoEventStore("course")


@pytest.fixture
def number(store):
    """Return a function that numbers what is committed."""
    fence = lease.acquire(store.relay, owner="relay", seconds=30)
    return lambda: store.number(most=100, fence=fence)


def aggregates(store, *, after=0) -> list[str]:
    return [kept.envelope.aggregate.id for kept in store.read_all(after=after)]


class TestLateCommit:
    def test_is_waited_for_by_nobody_and_missed_by_nobody(self, store, number) -> None:
        told, may_commit = threading.Event(), threading.Event()
        early, late = fact(of="early"), fact(of="late", fact_id="0" * 24)

        def tell_and_linger() -> None:
            store.append([late])
            told.set()
            may_commit.wait(30)

        with ThreadPoolExecutor(1) as pool:
            lingering = pool.submit(unit_of_work("course").run, tell_and_linger)
            told.wait(30)
            store.append([early])
            number()
            seen = aggregates(store)
            may_commit.set()
            lingering.result()
        number()

        assert seen == ["early"]
        assert aggregates(store, after=1) == ["late"]


class TestCount:
    def test_is_of_the_wanted_names_within_the_window(self, store, number) -> None:
        changed, opened = "courses.course.changed.v1", "courses.course.opened.v1"
        store.append([fact(1), fact(2, name=opened), fact(3)])
        store.append([fact(4, name=opened), fact(5), fact(6, name=opened)])
        number()

        assert store.count(names=[opened], after=0, until=6, most=9) == 3
        assert store.count(names=[changed], after=1, until=5, most=9) == 2
        assert store.count(names=[changed, opened], after=0, until=6, most=4) == 4


class TestUnknownOutcome:
    @pytest.mark.parametrize(
        ("length", "command"),
        [(3, "insert"), (600, "commitTransaction")],
        ids=["one document", "several"],
    )
    def test_of_an_append_is_made_certain_by_appending_again(
        self, store, fail, length, command
    ) -> None:
        told = history(length)

        with fail(command, **NOT_REPLICABLE), pytest.raises(CommitOutcomeUnknownError):
            store.append(told)

        assert store.append(told) is Appended.ALREADY_APPLIED
        assert list(store.read_stream(**ALGEBRA)) == told

    def test_of_an_append_that_never_arrived_is_found_out_too(self, store, fail) -> None:
        told = history(3)

        with (
            fail("insert", times=2, closeConnection=True),
            pytest.raises(CommitOutcomeUnknownError),
        ):
            store.append(told)

        assert store.append(told) is Appended.APPENDED
        assert list(store.read_stream(**ALGEBRA)) == told


class TestReopened:
    def test_keeps_facts_positions_and_what_conflicts(self, store, number) -> None:
        told = history(3)
        store.append(told)
        number()
        before = list(store.read_all())

        connections["course"].close_pool()
        again = MongoEventStore("course")

        assert list(again.read_all()) == before
        assert again.head() == 3
        assert again.append(told) is Appended.ALREADY_APPLIED
        with pytest.raises(StreamConflictError) as conflict:
            again.append([fact(3)])
        assert conflict.value.actual_version == 3
