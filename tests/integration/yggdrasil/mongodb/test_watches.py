"""What the engine tells about its servers, its pools and its commands, on a live server."""

import logging
import threading
import time

import pytest
from django.db import connections
from pymongo.errors import PyMongoError

from tests.integration.yggdrasil.mongodb.shelf import Book, Reader
from tests.integration.yggdrasil.mongodb.standalone import Standalone
from yggdrasil.mongodb.base import CLIENTS
from yggdrasil.mongodb.load import measured, statistics
from yggdrasil.mongodb.pool_watch import pools
from yggdrasil.mongodb.server_watch import servers
from yggdrasil.mongodb.unit_of_work import unit_of_work
from yggdrasil.mongodb.writes import WRITTEN

COURSE = unit_of_work("course")


def of(connection, figures):
    """Return the figures of the server behind a connection."""
    return figures["{}:{}".format(*client_of(connection).address)]


def client_of(connection):
    connection.ensure_connection()
    return connection.connection


def eventually(is_so):
    """Wait until the driver's own thread has told its events, which takes it up to a second."""
    deadline = time.monotonic() + 5
    while not is_so() and time.monotonic() < deadline:
        threading.Event().wait(0.02)
    assert is_so()


class TestServers:
    def test_tells_that_one_was_lost_and_came_back(self, course, fail, caplog):
        ping = client_of(course).admin.command
        ping("ping")
        eventually(lambda: servers() and of(course, servers()).is_reachable)
        before = of(course, servers())

        with caplog.at_level(logging.INFO):
            # A dropped connection makes the driver doubt the server, and look again at once.
            with fail("ping", closeConnection=True), pytest.raises(PyMongoError):
                ping("ping")
            ping("ping")
            eventually(lambda: of(course, servers()).recoveries == before.recoveries + 1)
            # Told by the driver's thread, after it was counted.
            eventually(lambda: "Database server recovered." in caplog.text)

        after = of(course, servers())
        assert (after.is_reachable, after.lost_since) == (True, None)
        assert after.losses == before.losses + 1
        assert after.lost_seconds > before.lost_seconds
        told = [record.getMessage() for record in caplog.records]
        assert any("Database server lost." in line and "course" in line for line in told)


class TestReconnection:
    def test_finds_a_killed_server_soon_after_it_is_back(self, tmp_path):
        lonely = Standalone(tmp_path)
        address = f"127.0.0.1:{lonely.port}"
        params = {"host": lonely.uri, "serverSelectionTimeoutMS": 1_000}
        client = CLIENTS.lease(params, holder="lonely")
        try:
            with lonely.running():
                client.admin.command("ping")
            eventually(lambda: address in servers() and not servers()[address].is_reachable)
            with lonely.running():
                # Nobody runs a command: the search alone must find it.
                eventually(lambda: servers()[address].is_reachable)
        finally:
            CLIENTS.release(holder="lonely")

        assert servers()[address].recoveries == 1


class TestPools:
    def test_counts_who_has_a_connection(self, course):
        client_of(course).admin.command("ping")
        idle = of(course, pools())

        course.database["test_books"].find_one()

        after = of(course, pools())
        assert after.checkouts >= idle.checkouts + 1
        assert after.busy == idle.busy
        assert after.size >= 1

    def test_counts_who_waits_in_vain(self, course):
        options = course.settings_dict["OPTIONS"]
        course.close_pool()
        options |= {"maxPoolSize": 1, "minPoolSize": 0, "waitQueueTimeoutMS": 50}
        before = of(course, pools())
        try:
            failed = crowd(course)
        finally:
            course.close_pool()
            for name in ("maxPoolSize", "minPoolSize", "waitQueueTimeoutMS"):
                del options[name]

        after = of(course, pools())
        assert failed
        # The driver tries a read twice.
        assert after.failures - before.failures >= len(failed)
        assert after.wait_seconds - before.wait_seconds >= 0.05 * len(failed)
        assert after.waiting == 0


def crowd(course):
    """Let four threads want one connection for longer than anybody waits."""
    failed = []
    slowly = {"$where": "sleep(200) || true"}
    course.database["test_books"].insert_one({})

    def want():
        try:
            course.database["test_books"].find_one(slowly)
        except PyMongoError as error:
            failed.append(error)

    threads = [threading.Thread(target=want) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(5)
    return failed


@pytest.mark.usefixtures("homes")
class TestLoad:
    def test_counts_commands_by_home_and_name(self):
        with measured() as load:
            Book(title="one").save()
            list(Book.objects.all())
            list(Book.objects.all())
            Reader.objects.count()

        counts = {key: figure.count for key, figure in load.figures().items()}
        assert counts == {
            ("course", "insert"): 1,
            ("course", "aggregate"): 2,
            ("default", "aggregate"): 1,
        }
        assert load.total(alias="course").count == 3
        assert load.total(command="aggregate").count == 3
        assert 0 < load.total().seconds < 5

    def test_counts_commits_for_the_home(self):
        with measured() as load:
            COURSE.run(lambda: Book(title="one").save())

        assert load.total(alias="course", command="commitTransaction").count == 1
        assert load.total(alias="course").count == load.total().count == 2

    def test_counts_errors(self):
        taken = Book(title="one")
        taken.save()

        with measured() as load, pytest.raises(Exception, match="E11000"):
            connections["course"].database["test_books"].insert_one({"_id": taken.pk})

        assert load.total(command="insert").errors == 1

    def test_stands_still_after_the_block(self):
        with measured() as load:
            Book(title="one").save()
        Book(title="two").save()

        assert load.total().count == 1
        assert statistics()["course"]["insert"].count >= 2


@pytest.mark.usefixtures("homes")
class TestWritten:
    def test_names_the_collections_written_to_since(self):
        Reader(name="before").save()
        mark = WRITTEN.mark()

        Book(title="one").save()
        Book.objects.update(title="two")
        list(Reader.objects.all())

        assert WRITTEN.since(mark) == {"course": {"test_books"}}

    def test_names_raw_writes_and_results_of_pipelines(self):
        database = connections["course"].database
        mark = WRITTEN.mark()

        database["test_raw"].find_one_and_update({}, {"$set": {"n": 1}}, upsert=True)
        database["test_raw"].aggregate([{"$merge": {"into": "test_merged"}}])
        database["test_raw"].aggregate([{"$out": "test_out"}])

        assert WRITTEN.since(mark) == {"course": {"test_raw", "test_merged", "test_out"}}
