"""Many documents at once, and who may not change any."""

import pytest

from tests.integration.yggdrasil.mongodb.shelf import Book
from yggdrasil.mongodb.guards import ReadOnlyError, SpansTwoHomesError, read_only
from yggdrasil.mongodb.many import change_many, insert_many
from yggdrasil.mongodb.unit_of_work import unit_of_work

pytestmark = pytest.mark.usefixtures("homes")


@pytest.fixture
def books(homes):
    books = [Book(title=title, shelf="left") for title in ("first", "second")]
    insert_many(books)
    return books


def shelves():
    return set(Book.objects.values_list("shelf", flat=True))


class TestChangeMany:
    def test_moves_the_versions_so_that_old_copies_are_refused(self, books):
        assert change_many(Book, {"title": "first"}, sets={"shelf": "right"}) == 1

        assert set(Book.objects.values_list("title", "shelf", "version")) == {
            ("first", "right", 2),
            ("second", "left", 1),
        }

    def test_is_undone_with_its_unit_of_work(self, books):
        def fail():
            change_many(Book, {}, sets={"shelf": "right"})
            raise LookupError

        with pytest.raises(LookupError):
            unit_of_work("course").run(fail)

        assert shelves() == {"left"}

    def test_is_refused_where_code_may_only_look(self, books):
        with read_only(), pytest.raises(ReadOnlyError):
            change_many(Book, {}, sets={"shelf": "right"})

        assert shelves() == {"left"}

    def test_is_refused_in_a_unit_of_work_on_another_home(self, books):
        with pytest.raises(SpansTwoHomesError):
            unit_of_work("default").run(lambda: change_many(Book, {}, sets={"shelf": "right"}))

        assert shelves() == {"left"}
