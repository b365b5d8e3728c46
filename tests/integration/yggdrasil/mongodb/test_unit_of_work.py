"""Units of work on a live server, without faults from outside."""

import pytest
from django.db import DatabaseError, IntegrityError, connections

from tests.integration.yggdrasil.mongodb.shelf import Book
from yggdrasil.mongodb.unit_of_work import (
    GaveUpError,
    RolledBackError,
    current_unit,
    unit_of_work,
)

pytestmark = pytest.mark.usefixtures("homes")

COURSE = unit_of_work("course")


class RefusedError(Exception):
    """What a block raises of its own accord."""


def titles():
    return sorted(Book.objects.values_list("title", flat=True))


def refuse():
    raise RefusedError


class TestRun:
    def test_returns_what_the_block_returned(self):
        assert COURSE.run(lambda: "kept") == "kept"

    def test_keeps_everything(self):
        COURSE.run(lambda: [Book(title="one").save(), Book(title="two").save()])

        assert titles() == ["one", "two"]

    def test_shows_nothing_to_others_before_the_end(self):
        outside = connections["course"].database["test_books"]

        def work():
            Book(title="hidden").save()
            return outside.count_documents({}), Book.objects.count()

        assert COURSE.run(work) == (0, 1)

    def test_keeps_nothing_of_a_block_that_raised(self):
        def work():
            Book(title="gone").save()
            refuse()

        with pytest.raises(RefusedError):
            COURSE.run(work)

        assert titles() == []

    @pytest.mark.parametrize("signal", [KeyboardInterrupt, SystemExit])
    def test_keeps_nothing_of_a_block_that_was_interrupted(self, signal):
        def work():
            Book(title="gone").save()
            raise signal

        with pytest.raises(signal):
            COURSE.run(work)

        assert titles() == []
        assert current_unit() is None

    def test_autocommits_again_after_a_failure(self):
        with pytest.raises(RefusedError):
            COURSE.run(refuse)

        Book(title="after").save()

        assert connections["course"].session is None
        assert connections["course"].database["test_books"].count_documents({}) == 1

    def test_takes_raw_driver_calls_along(self):
        books = connections["course"].database["test_books"]

        def work():
            books.insert_one({"title": "raw"}, session=current_unit().session)
            refuse()

        with pytest.raises(RefusedError):
            COURSE.run(work)

        assert books.count_documents({}) == 0

    def test_reads_one_snapshot(self):
        books = connections["course"].database["test_books"]

        def work():
            before = Book.objects.count()
            books.insert_one({"title": "meanwhile"})
            return before, Book.objects.count()

        # A unit that had to run twice finds what its first run left, and still one snapshot.
        before, after = COURSE.run(work)
        assert before == after

    def test_asks_for_majority_and_snapshot_whatever_the_uri_says(self, course):
        course.settings_dict["OPTIONS"] |= {"w": 1, "readConcernLevel": "local"}
        course.close_pool()
        try:
            options = COURSE.run(lambda: current_unit().session._transaction.opts)
        finally:
            del course.settings_dict["OPTIONS"]["w"]
            del course.settings_dict["OPTIONS"]["readConcernLevel"]

        assert options.write_concern.document == {"w": "majority", "j": True}
        assert options.read_concern.level == "snapshot"


class TestDecorator:
    def test_passes_arguments_and_result(self):
        @unit_of_work("course")
        def shelve(title, *, pages):
            Book(title=title, pages=pages).save()
            return current_unit().alias

        assert shelve("kept", pages=3) == "course"
        assert shelve.__name__ == "shelve"
        assert Book.objects.get().pages == 3


class TestCaughtErrors:
    def test_a_duplicate_key_rules_out_the_commit(self):
        taken = Book(title="first")
        taken.save()

        def work():
            Book(title="beside").save()
            with pytest.raises(IntegrityError):
                Book(id=taken.id, title="second").save()

        with pytest.raises(RolledBackError, match="duplicate key"):
            COURSE.run(work)

        assert titles() == ["first"]
        assert current_unit() is None

    def test_a_duplicate_key_of_a_raw_call_rules_out_the_commit(self):
        books = connections["course"].database["test_books"]
        books.insert_one({"_id": 1})

        def work():
            Book(title="beside").save()
            with pytest.raises(Exception, match="E11000"):
                books.insert_one({"_id": 1}, session=current_unit().session)

        with pytest.raises(RolledBackError, match="E11000"):
            COURSE.run(work)

        assert books.count_documents({}) == 1

    def test_a_statement_after_it_fails_too_and_the_block_is_not_run_again(self):
        taken = Book(title="first")
        taken.save()
        runs = []

        def work():
            runs.append(current_unit().attempt)
            with pytest.raises(IntegrityError):
                Book(id=taken.id, title="second").save()
            Book(title="third").save()

        with pytest.raises((RolledBackError, DatabaseError, GaveUpError)):
            COURSE.run(work)

        assert titles() == ["first"]
        assert runs == [1]

    def test_a_failed_part_rules_out_the_whole(self):
        def part():
            Book(title="half").save()
            refuse()

        def whole():
            Book(title="other half").save()
            with pytest.raises(RefusedError):
                COURSE.run(part)

        with pytest.raises(RolledBackError, match="RefusedError") as caught:
            COURSE.run(whole)

        assert isinstance(caught.value.__cause__, RefusedError)
        assert titles() == []

    def test_an_error_of_plain_python_does_not(self):
        def work():
            Book(title="kept").save()
            with pytest.raises(RefusedError):
                refuse()

        COURSE.run(work)

        assert titles() == ["kept"]

    def test_a_failed_command_outside_the_transaction_does_not(self):
        other = connections["default"].database["test_readers"]
        other.insert_one({"_id": 1})

        def work():
            Book(title="kept").save()
            with pytest.raises(Exception, match="E11000"):
                other.insert_one({"_id": 1})

        COURSE.run(work)

        assert titles() == ["kept"]
