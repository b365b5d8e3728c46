"""One run at a time; a dead one holds nothing."""

import multiprocessing
import os

import pytest

from tests.scenarios.cutover import collection_of
from yggdrasil.cutover.homes.book import BOOK
from yggdrasil.cutover.homes.lease import CutoverRunningError, Lease, LeaseLostError

ALIASES = ["default", "news"]


class TestLease:
    def test_is_refused_while_another_run_has_it(self, empty_homes):
        with Lease(ALIASES), pytest.raises(CutoverRunningError, match=f"process {os.getpid()}"):
            Lease(ALIASES).__enter__()

    def test_is_free_afterwards(self, empty_homes):
        with Lease(ALIASES) as lease:
            lease.check()

        with Lease(ALIASES) as lease:
            lease.check()

    def test_takes_all_homes_or_none(self, empty_homes):
        with Lease(["news"]), pytest.raises(CutoverRunningError, match="news"):
            Lease(ALIASES).__enter__()

        with Lease(["default"]):
            pass

    def test_of_a_process_that_died_is_taken_over_at_once(self, empty_homes):
        child = multiprocessing.get_context("spawn").Process(target=int)
        child.start()
        child.join()
        _own(pid=child.pid, born=1.0)

        with Lease(ALIASES) as lease:
            lease.check()

    def test_of_another_process_of_the_same_number_is_taken_over(self, empty_homes):
        _own(pid=os.getpid(), born=1.0)

        with Lease(ALIASES) as lease:
            lease.check()

    def test_of_another_machine_is_waited_for(self, empty_homes):
        _own(host="elsewhere")

        with pytest.raises(CutoverRunningError, match="on elsewhere"):
            Lease(ALIASES).__enter__()

    def test_of_another_machine_ends(self, empty_homes):
        _own(host="elsewhere", seconds=-1)

        with Lease(ALIASES) as lease:
            lease.check()

    def test_that_was_taken_over_stops_its_run(self, empty_homes, monkeypatch):
        from datetime import timedelta

        monkeypatch.setattr("yggdrasil.cutover.homes.lease.RENEWAL", timedelta(seconds=0.01))
        with Lease(ALIASES) as lease:
            collection_of("news", BOOK).update_one({"_id": "run"}, {"$set": {"lease.token": "x"}})
            lease._ended.wait(0.5)

            with pytest.raises(LeaseLostError, match="took over"):
                lease.check()


def _own(*, host="", pid=1, born=0.0, seconds=60):
    import socket

    lease = {"token": "other", "host": host or socket.gethostname(), "pid": pid, "born": born}
    until = {"$add": ["$$NOW", seconds * 1000]}
    collection_of("news", BOOK).update_one(
        {"_id": "run"},
        [{"$set": {"lease": {"$mergeObjects": [{"$literal": lease}, {"until": until}]}}}],
        upsert=True,
    )
