"""Connections: seven homes on one client, and children that build their own."""

import os
import threading

import pytest
from django.conf import settings
from django.db import connections
from pymongo.errors import InvalidOperation

from tests.integration.yggdrasil.mongodb.shelf import Book
from yggdrasil.mongodb.base import CLIENTS, DatabaseWrapper, NoAddressError
from yggdrasil.mongodb.unit_of_work import RolledBackError, current_unit, unit_of_work

pytestmark = pytest.mark.usefixtures("homes")

COURSE = unit_of_work("course")


def client_of(alias):
    connections[alias].ensure_connection()
    return connections[alias].connection


class TestAddress:
    def test_is_never_guessed(self):
        lost = DatabaseWrapper({**connections["course"].settings_dict, "HOST": ""}, alias="course")

        with pytest.raises(NoAddressError, match="scripts/services up"):
            lost.ensure_connection()


class TestSharedClient:
    def test_is_one_for_all_homes_of_a_uri(self):
        assert len({id(client_of(alias)) for alias in settings.DATABASES}) == 1

    def test_is_one_for_all_threads(self):
        clients = []
        thread = threading.Thread(target=lambda: clients.append(client_of("course")))
        thread.start()
        thread.join(5)

        assert clients == [client_of("course")]

    def test_has_the_pool_that_the_seed_asks_for(self):
        options = client_of("course").options

        assert options.pool_options.max_pool_size == 10
        assert options.pool_options.min_pool_size == 2
        assert options.server_selection_timeout == 5
        assert options.pool_options.socket_timeout == 45

    def test_lives_on_when_one_home_lets_go(self):
        shared = client_of("course")
        client_of("default")

        connections["course"].close_pool()

        assert shared.admin.command("ping")["ok"] == 1
        assert client_of("course") is shared

    def test_is_closed_when_the_last_home_lets_go(self, course):
        private = client_of("course")
        private.admin.command("ping")

        course.close_pool()

        with pytest.raises(InvalidOperation, match="after close"):
            private.admin.command("ping")
        assert Book.objects.count() == 0

    def test_may_be_let_go_twice(self):
        connections["course"].close_pool()
        connections["course"].close_pool()

        assert Book.objects.count() == 0

    def test_serves_another_database_after_it_was_renamed(self, course):
        name = course.settings_dict["NAME"]
        course.close_pool()
        course.settings_dict["NAME"] = f"{name}_other"
        try:
            assert course.database.name == f"{name}_other"
        finally:
            course.close_pool()
            course.settings_dict["NAME"] = name


class TestUsable:
    def test_is_asked_of_the_server(self, course, fail):
        assert course.is_usable()
        with fail("ping", times="alwaysOn", errorCode=13):
            assert not course.is_usable()


def in_a_child(work):
    """Run work in a forked child; return what it answered, or how it failed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            answer = str(work())
        except BaseException as error:  # noqa: BLE001 - the child ends here
            answer = repr(error)
        os.write(writing, answer.encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        text = answer.read()
    os.waitpid(child, 0)
    return text


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
class TestFork:
    def test_gives_the_child_a_client_of_its_own(self):
        parents = id(client_of("course"))

        answer = in_a_child(lambda: client_of("course").admin.command("ping")["ok"] == 1)

        assert answer == "True"
        assert id(client_of("course")) == parents
        assert in_a_child(lambda: id(client_of("course"))) != str(parents)

    def test_lets_both_work_on(self):
        Book(title="parent").save()

        in_a_child(lambda: COURSE.run(lambda: Book(title="child").save()))
        COURSE.run(lambda: Book(title="parent again").save())

        assert Book.objects.count() == 3

    def test_while_another_thread_holds_the_lock_does_not_hang_the_child(self):
        with CLIENTS._lock:
            answer = in_a_child(lambda: [connections["course"].close_pool(), Book.objects.count()])

        assert answer == "[None, 0]"

    def test_within_a_unit_leaves_the_transaction_to_the_parent(self):
        answers = []

        def child():
            assert current_unit() is None
            return connections["course"].session, Book.objects.count()

        def work():
            Book(title="kept").save()
            answers.append(in_a_child(child))

        COURSE.run(work)

        assert answers == ["(None, 0)"]
        assert Book.objects.get().title == "kept"

    def test_within_a_unit_lets_no_child_commit_it(self):
        def work():
            Book(title="of both").save()
            if os.fork() == 0:
                raise ChildError
            os.wait()

        try:
            COURSE.run(work)
        except ChildError:
            os._exit(0)

        assert Book.objects.count() == 1

    def test_within_a_unit_tells_a_child_that_goes_on(self):
        outcome = []

        def work():
            outcome.append(os.fork())

        try:
            COURSE.run(work)
        except RolledBackError:
            os._exit(7)

        assert os.waitstatus_to_exitcode(os.waitpid(outcome[0], 0)[1]) == 7


class ChildError(Exception):
    """Leaves a unit of work by raising, in the child."""
