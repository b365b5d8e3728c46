"""Documents that others rest on."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connections

from tests.integration.yggdrasil.mongodb.shelf import Book
from yggdrasil.mongodb.hold import hold
from yggdrasil.mongodb.unit_of_work import unit_of_work

pytestmark = pytest.mark.usefixtures("homes")

COURSE = unit_of_work("course")


@pytest.fixture
def shelf(homes):
    shelf = Book(title="shelf")
    shelf.save()
    return shelf


def remove_if_empty(shelf, looked):
    """Remove what nothing stands on, as far as one can see."""
    found = Book.objects.get(pk=shelf.pk)
    if Book.objects.filter(title="stands on it").exists():
        return "kept"
    looked.set()
    found.delete()
    return "removed"


def put_on(shelf, pool, looked):
    """Put something on it, and commit once another has looked."""
    hold(Book.objects.get(pk=shelf.pk))
    Book(title="stands on it").save()

    def remove():
        try:
            return COURSE.run(lambda: remove_if_empty(shelf, looked))
        finally:
            connections.close_all()

    removal = pool.submit(remove)
    assert looked.wait(10)
    return removal


class TestHold:
    def test_keeps_others_from_taking_it_away(self, shelf):
        looked = Event()

        with ThreadPoolExecutor(1) as pool:
            removal = COURSE.run(lambda: put_on(shelf, pool, looked))

            assert removal.result(10) == "kept"

        assert Book.objects.count() == 2

    def test_leaves_it_as_it_was_to_all_who_read(self, shelf):
        COURSE.run(lambda: hold(Book.objects.get(pk=shelf.pk)))

        held = Book.objects.get(pk=shelf.pk)
        assert (held.version, held.updated_at) == (shelf.version, shelf.updated_at)
        held.title = "painted"
        held.save()

    def test_is_nothing_outside_a_unit_of_work(self, shelf):
        hold(shelf)

        assert Book.objects.get(pk=shelf.pk).title == "shelf"
