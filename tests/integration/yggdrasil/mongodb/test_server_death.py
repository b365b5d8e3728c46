"""Units of work on a server that is killed outright and comes back."""

import os
import signal

import pytest
from django.db import connections

from tests.integration.yggdrasil.mongodb.shelf import Book
from yggdrasil.mongodb.patience import Patience, patience
from yggdrasil.mongodb.unit_of_work import GaveUpError, after_commit, current_unit, unit_of_work
from yggdrasil.servers import process
from yggdrasil.servers.local_server import LocalServer
from yggdrasil.servers.mongodb import MongoDB

COURSE = unit_of_work("course")


class Mortal:
    """A replica set of one that can be killed."""

    def __init__(self, folder):
        self._server = LocalServer(program=MongoDB(), folder=folder)
        self.state, _ = self._server.start()

    def die(self):
        os.kill(self.state.pid, signal.SIGKILL)
        process.wait_while(
            lambda: "alive" if process.is_alive(pid=self.state.pid) else "", seconds=10
        )

    def rise(self):
        self.state, _ = self._server.start()

    def die_and_rise(self):
        self.die()
        self.rise()

    def end(self):
        self._server.stop()


@pytest.fixture
def mortal(homes, tmp_path):
    """Return a server that the home `course` uses for one test."""
    server = Mortal(tmp_path / "mongodb")
    connection = connections["course"]
    settings = connection.settings_dict
    before, options = settings["HOST"], dict(settings["OPTIONS"])
    connection.close_pool()
    settings["HOST"] = server.state.uri
    settings["OPTIONS"] |= {"serverSelectionTimeoutMS": 2_500}
    yield server
    connection.close_pool()
    settings["HOST"], settings["OPTIONS"] = before, options
    server.end()


class TestDeath:
    def test_within_a_block_runs_it_again_once_the_server_is_back(self, mortal):
        told = []

        def work():
            Book(title="kept").save()
            if current_unit().attempt == 1:
                mortal.die_and_rise()
            Book(title="kept too").save()
            attempt = current_unit().attempt
            after_commit(lambda: told.append(attempt))

        COURSE.run(work)

        assert sorted(Book.objects.values_list("title", flat=True)) == ["kept", "kept too"]
        assert len(told) == 1
        assert told[0] > 1

    def test_at_the_commit_runs_the_block_again(self, mortal):
        told = []

        def work():
            unit = current_unit()
            Book(title="kept").save()
            if unit.attempt == 1:
                unit.before_commit(mortal.die_and_rise)
            unit.after_commit(lambda: told.append(unit.attempt))

        COURSE.run(work)

        assert Book.objects.count() == 1
        assert len(told) == 1
        assert told[0] > 1

    def test_for_good_is_given_up_and_heals(self, mortal):
        def work():
            Book(title="lost").save()
            mortal.die()
            Book(title="lost too").save()

        COURSE.run(lambda: Book(title="before").save())
        with patience(Patience(deadline_seconds=1)), pytest.raises(GaveUpError):
            COURSE.run(work)
        mortal.rise()
        COURSE.run(lambda: Book(title="after").save())

        assert sorted(Book.objects.values_list("title", flat=True)) == ["after", "before"]
