"""What becomes of a unit of work when one of its statements meets a fault."""

import threading
from contextlib import suppress

import pytest
from django.db import DatabaseError, connections

from tests.integration.yggdrasil.mongodb.shelf import Book
from yggdrasil.errors import UnavailableError
from yggdrasil.mongodb.unit_of_work import GaveUpError, RolledBackError, current_unit, unit_of_work

COURSE = unit_of_work("course")

CONFLICT = {"errorCode": 112, "errorLabels": ["TransientTransactionError"]}


def attempts_of(work):
    attempts = []

    def counted():
        attempts.append(current_unit().attempt)
        return work()

    COURSE.run(counted)
    return attempts


def save(title="kept"):
    Book(title=title).save()


@pytest.mark.usefixtures("no_waiting")
class TestTransientFault:
    @pytest.mark.parametrize("how", [CONFLICT, {"closeConnection": True}], ids=["112", "dropped"])
    def test_in_a_write_runs_the_block_again(self, fail, how):
        with fail("insert", **how):
            assert attempts_of(save) == [1, 2]

        assert Book.objects.count() == 1

    @pytest.mark.parametrize("how", [CONFLICT, {"closeConnection": True}], ids=["112", "dropped"])
    def test_in_a_read_runs_the_block_again(self, fail, how):
        with fail("aggregate", **how):
            assert attempts_of(lambda: [save(), Book.objects.count()]) == [1, 2]

        assert Book.objects.count() == 1

    def test_in_a_raw_call_runs_the_block_again(self, fail, course):
        def insert():
            course.database["test_books"].insert_one({"n": 1}, session=current_unit().session)

        with fail("insert", **CONFLICT):
            assert attempts_of(insert) == [1, 2]

    def test_that_the_block_caught_runs_it_again(self, fail):
        def careless():
            with suppress(DatabaseError):
                save()

        with fail("insert", **CONFLICT):
            assert attempts_of(careless) == [1, 2]

        assert Book.objects.count() == 1

    def test_that_the_block_turned_into_an_error_of_its_own_runs_it_again(self, fail):
        def polite():
            try:
                save()
            except DatabaseError:
                raise LookupError from None

        with fail("insert", **CONFLICT):
            assert attempts_of(polite) == [1, 2]

    def test_in_a_part_runs_the_whole_again(self, fail):
        def whole():
            save("whole")
            COURSE.run(lambda: Book.objects.filter(title="whole").update(title="changed"))

        with fail("update", **CONFLICT):
            assert attempts_of(whole) == [1, 2]

        assert list(Book.objects.values_list("title", flat=True)) == ["changed"]

    def test_without_end_is_given_up_as_unavailable(self, fail):
        with fail("insert", times="alwaysOn", **CONFLICT), pytest.raises(GaveUpError) as caught:
            COURSE.run(save)

        assert isinstance(caught.value, UnavailableError)
        assert Book.objects.count() == 0

    def test_pauses_longer_and_longer_within_bounds(self, fail, no_waiting):
        with fail("insert", times=9, **CONFLICT):
            COURSE.run(save)

        assert no_waiting == [0.004, 0.008, 0.016, 0.032, 0.064, 0.128, 0.256, 0.5, 0.5]


class TestLastingFault:
    def test_is_told_at_once(self, fail):
        runs = []

        def work():
            runs.append(1)
            save()

        with fail("insert", errorCode=13), pytest.raises(DatabaseError):
            COURSE.run(work)

        assert runs == [1]

    def test_that_the_block_caught_rules_out_the_commit(self, fail):
        def careless():
            save()
            with pytest.raises(DatabaseError):
                Book.objects.update(title="never")

        with fail("update", errorCode=13), pytest.raises(RolledBackError, match="failCommand"):
            COURSE.run(careless)

        assert Book.objects.count() == 0


class TestAbort:
    def test_that_is_not_confirmed_does_not_hide_the_error(self, fail):
        def refuse():
            save()
            raise LookupError("mine")

        unwell = fail("abortTransaction", times="alwaysOn", errorCode=13)
        with unwell, pytest.raises(LookupError, match="mine"):
            COURSE.run(refuse)

        save("alone")
        assert list(Book.objects.values_list("title", flat=True)) == ["alone"]


@pytest.mark.usefixtures("homes")
class TestWriteConflict:
    def test_between_two_threads_runs_the_later_one_again(self):
        Book(title="shared", pages=0).save()
        read, written = threading.Event(), threading.Event()
        attempts = []

        def first():
            book = Book.objects.get(title="shared")
            attempts.append(current_unit().attempt)
            read.set()
            assert written.wait(5)
            book.pages += 1
            book.save()

        thread = threading.Thread(target=COURSE.run, args=(first,))
        thread.start()
        assert read.wait(5)
        COURSE.run(lambda: Book.objects.update(pages=10))
        written.set()
        thread.join(10)

        assert attempts == [1, 2]
        assert Book.objects.get().pages == 11

    def test_among_sixteen_threads_loses_no_change(self):
        Book(title="shared", pages=0).save()

        def count():
            book = Book.objects.get(title="shared")
            book.pages += 1
            book.save()

        threads = [
            threading.Thread(target=lambda: [COURSE.run(count) for _ in range(5)])
            for _ in range(16)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(40)

        book = Book.objects.get()
        assert (book.pages, book.version) == (80, 81)

    def test_leaves_every_thread_its_own_unit(self):
        units = COURSE.run(lambda: [current_unit(), *in_another_thread(current_unit)])

        assert units[0] is not None
        assert units[1] is None


def in_another_thread(function):
    results = []
    thread = threading.Thread(
        target=lambda: [results.append(function()), connections["course"].close()]
    )
    thread.start()
    thread.join(5)
    return results
