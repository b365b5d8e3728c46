"""What Django's, the backend's and Celery's own ways of a transaction do beside units of work."""

import pytest
from django.db import connections, transaction  # noqa: TID251 - what is tried here
from django_mongodb_backend.transaction import atomic as official_atomic  # noqa: TID251
from pymongo.errors import PyMongoError

from config.celery import celery_app
from tests.integration.yggdrasil.mongodb.shelf import Book
from yggdrasil.mongodb.unit_of_work import RolledBackError, unit_of_work

pytestmark = pytest.mark.usefixtures("homes")

COURSE = unit_of_work("course")


def titles() -> list[str]:
    return sorted(Book.objects.values_list("title", flat=True))


def write_and_fail(atomic, title: str) -> None:
    with atomic(using="course"):
        Book(title=title).save()
        raise LookupError


class TestTheBackendsAtomic:
    FAULTS = [
        {"errorCode": 251, "errorLabels": ["TransientTransactionError"], "times": 1},
        {"closeConnection": True, "times": 2},
        {"writeConcernError": {"code": 64, "errmsg": "no majority yet"}, "times": "alwaysOn"},
    ]

    @pytest.mark.parametrize("how", FAULTS, ids=["transient", "dropped", "not replicated"])
    def test_leaves_a_connection_that_works_when_its_commit_fails(self, course, fail, how):
        told = []

        def commit_in_vain():
            with official_atomic(using="course"):
                Book(title="in vain").save()
                course.on_commit(lambda: told.append("in vain"))

        with fail("commitTransaction", **how), pytest.raises(PyMongoError):
            commit_in_vain()

        Book.objects.all().delete()
        with pytest.raises(LookupError):
            write_and_fail(official_atomic, "rolled back")
        COURSE.run(lambda: Book(title="kept").save())
        assert titles() == ["kept"]
        assert told == []


class TestDjangosAtomic:
    def test_keeps_what_was_written_before_an_error_by_itself(self):
        # Why it is banned: it has no transaction here.
        with pytest.raises(LookupError):
            write_and_fail(transaction.atomic, "kept all the same")

        assert titles() == ["kept all the same"]

    def test_is_whole_within_a_unit(self):
        def work():
            with transaction.atomic(using="course"), transaction.atomic(using="course"):
                Book(title="kept").save()

        COURSE.run(work)

        assert titles() == ["kept"]

    def test_that_failed_within_a_unit_rules_out_its_commit(self):
        def work():
            Book(title="before").save()
            with pytest.raises(LookupError):
                write_and_fail(transaction.atomic, "half")

        with pytest.raises(RolledBackError):
            COURSE.run(work)

        assert titles() == []

    def test_that_failed_within_another_rules_out_the_commit_too(self):
        def work():
            with pytest.raises(LookupError), transaction.atomic(using="course"):
                write_and_fail(transaction.atomic, "half")

        with pytest.raises(RolledBackError):
            COURSE.run(work)

        assert titles() == []

    def test_leaves_the_next_unit_alone(self):
        with pytest.raises(LookupError):
            write_and_fail(transaction.atomic, "before")

        COURSE.run(lambda: Book(title="kept").save())

        assert titles() == ["before", "kept"]


@pytest.fixture
def told():
    return []


class TestOnCommit:
    def test_waits_for_the_unit_whatever_home_it_names(self, told):
        def work():
            transaction.on_commit(lambda: told.append("of no home"))
            transaction.on_commit(lambda: told.append("of another"), using="news")
            connections["course"].on_commit(lambda: told.append("of its own"), robust=True)
            assert told == []

        COURSE.run(work)

        assert told == ["of no home", "of another", "of its own"]

    def test_does_not_run_what_a_rolled_back_unit_left(self, told):
        def work():
            transaction.on_commit(lambda: told.append("never"))
            raise LookupError

        with pytest.raises(LookupError):
            COURSE.run(work)
        COURSE.run(lambda: None)
        transaction.on_commit(lambda: told.append("now"))

        assert told == ["now"]

    @pytest.mark.parametrize("bad", ["not a function", None])
    def test_refuses_what_cannot_be_called(self, bad):
        with pytest.raises(TypeError, match="callable"):
            COURSE.run(lambda: transaction.on_commit(bad))


@pytest.fixture
def tell(told):
    """Return a Celery task of this test."""

    # Shared, it would be registered again with every application that a test makes later.
    @celery_app.task(name="tests.tell", shared=False)
    def tell(word):
        told.append((word, titles()))

    yield tell
    celery_app.tasks.unregister("tests.tell")


class TestCelerysOnCommit:
    def test_sends_once_the_change_is_there(self, tell, told):
        def work():
            tell.delay_on_commit("delayed")
            tell.apply_async_on_commit(args=("applied",))
            Book(title="kept").save()
            assert told == []

        COURSE.run(work)

        assert told == [("delayed", ["kept"]), ("applied", ["kept"])]

    def test_sends_nothing_of_a_change_that_was_rolled_back(self, tell, told):
        def work():
            tell.delay_on_commit("never")
            raise LookupError

        with pytest.raises(LookupError):
            COURSE.run(work)

        assert told == []

    def test_sends_nothing_when_the_commit_fails(self, tell, told, fail):
        def work():
            Book(title="not kept").save()
            tell.delay_on_commit("never")

        with fail("commitTransaction", errorCode=100), pytest.raises(PyMongoError):
            COURSE.run(work)

        assert told == []
