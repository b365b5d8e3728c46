"""Lists by page: every row once, in order, by the index, however the list changes meanwhile."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections
from hypothesis import HealthCheck, given, settings as hypothesis, strategies as st

from tests.integration.yggdrasil.mongodb.shelf import Book, Reader
from yggdrasil.mongodb.cursors import Cursor
from yggdrasil.mongodb.keyset import Keyset
from yggdrasil.mongodb.load import measured
from yggdrasil.mongodb.paging import InvalidCursorError, Window, keyset_page

pytestmark = pytest.mark.usefixtures("homes")

START = datetime(2026, 1, 1, tzinfo=UTC)

ORDERINGS = [
    (),
    ("title",),
    ("-title",),
    ("pages",),
    ("-pages",),
    ("-printed_at", "title"),
    ("shelf", "-pages", "title"),
    ("-id",),
    ("title", "pk"),
]


def page(ordering=("title",), cursor=None, size=2, rows=None):
    return keyset_page(
        Book.objects.all() if rows is None else rows,
        ordering=ordering,
        window=Window(cursor=cursor, size=size),
        to_data=lambda book: book.pk,
    )


def walk(ordering, size, *, after_each=lambda: None):
    """Walk to the end, then back to the beginning; return what was met on each way."""
    forth, back = [], []
    current = page(ordering, None, size)
    forth += current.results
    while current.next is not None:
        after_each()
        current = page(ordering, current.next, size)
        forth += current.results
    back = [*reversed(current.results)]
    while current.previous is not None:
        after_each()
        current = page(ordering, current.previous, size)
        back += reversed(current.results)
    return forth, back


# Few values, so that ties and nulls abound.
books = st.builds(
    Book,
    title=st.sampled_from(["a", "b", "B", "é", ""]),
    shelf=st.none() | st.sampled_from(["x", "y"]),
    pages=st.none() | st.integers(-2, 2),
    printed_at=st.none() | st.integers(0, 2).map(lambda days: START + timedelta(days=days)),
)


class TestWalking:
    @hypothesis(
        max_examples=80,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(
        shelf=st.lists(books, max_size=12),
        ordering=st.sampled_from(ORDERINGS),
        size=st.integers(1, 5),
    )
    def test_meets_every_row_once_in_order_on_both_ways(self, shelf, ordering, size):
        fill(shelf)
        terms = ordering or ("pk",)
        tie = "-pk" if terms[-1].startswith("-") else "pk"
        expected = list(Book.objects.order_by(*terms, tie).values_list("pk", flat=True))

        forth, back = walk(ordering, size)

        assert forth == expected
        assert back == expected[::-1]

    @hypothesis(
        max_examples=40,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(
        shelf=st.lists(books, min_size=1, max_size=12),
        coming=st.lists(books, max_size=12),
        going=st.sets(st.integers(0, 11), max_size=8),
        ordering=st.sampled_from(ORDERINGS),
        size=st.integers(1, 3),
    )
    def test_meets_every_row_that_stays_once(self, shelf, coming, going, ordering, size):
        fill(shelf)
        leaving = [shelf[index].pk for index in going if index < len(shelf)]
        staying = {book.pk for book in shelf} - set(leaving)

        def change():
            if coming:
                Book.objects.bulk_create([coming.pop()])
            if leaving:
                Book.objects.filter(pk=leaving.pop()).delete()

        forth, back = walk(ordering, size, after_each=change)

        assert len(forth) == len(set(forth))
        assert len(back) == len(set(back))
        assert staying <= set(forth)
        assert staying <= set(back)


def fill(shelf):
    Book.objects.all().delete()
    if shelf:
        Book.objects.bulk_create(shelf)


class TestPage:
    def test_of_an_empty_list_has_no_neighbours(self):
        empty = page()

        assert (empty.results, empty.next, empty.previous) == ((), None, None)

    def test_leads_back_from_where_everything_was_removed(self):
        fill([Book(title=title) for title in "abcd"])
        first = page(size=2)
        Book.objects.filter(title__gt="b").delete()

        beyond = page(cursor=first.next)
        back = page(cursor=beyond.previous)

        assert (beyond.results, beyond.next) == ((), None)
        assert back.results == first.results

    def test_keeps_the_filter(self):
        fill([Book(title=title, shelf=title) for title in "xyxyx"])
        on_x = Book.objects.filter(shelf="x")

        first = page(size=2, rows=on_x)

        assert len(first.results + page(cursor=first.next, size=2, rows=on_x).results) == 3

    def test_costs_one_query_of_one_row_more(self):
        fill([Book(title=title) for title in "abcdef"])
        second = page(size=2).next

        with measured() as load:
            page(cursor=second, size=2)

        assert {key: figure.count for key, figure in load.figures().items()} == {
            ("course", "aggregate"): 1
        }

    def test_counts_the_whole_list_only_if_that_is_wanted(self):
        fill([Book(title=title) for title in "abcdef"])
        second = Window(cursor=page(size=2).next, size=2, counts=True)

        counted = keyset_page(
            Book.objects.all(), ordering=("title",), window=second, to_data=lambda book: book.title
        )

        assert (counted.results, counted.count) == (("c", "d"), 6)
        assert page(size=2).count is None

    @pytest.mark.parametrize("ordering", [("title",), ("-pages",), ("pages",), ("-shelf", "pages")])
    @pytest.mark.parametrize("way", ["next", "previous"])
    def test_reads_by_the_index_no_more_than_a_few_rows(self, ordering, way):
        fill([Book(title=f"{n:04}", pages=n % 50 or None, shelf=str(n % 3)) for n in range(2000)])
        index_for(ordering)
        middle = page(ordering, page(ordering, None, 100).next, 100)
        cursor = getattr(page(ordering, middle.next, 10), way)

        assert 10 <= examined(ordering, cursor, 10) <= 40


def index_for(ordering):
    keys = [(term.removeprefix("-"), -1 if term.startswith("-") else 1) for term in ordering]
    books = connections["course"].database["test_books"]
    books.drop_indexes()
    books.create_index([*keys, ("_id", keys[-1][1])])


def examined(ordering, cursor, size):
    keyset = Keyset.of(Book, ordering)
    rows = keyset.seek(Book.objects.all(), Cursor.decode(cursor, keyset=keyset))[:size]
    plan = json.loads(rows.explain(verbosity="executionStats"))
    assert '"SORT"' not in json.dumps(plan["queryPlanner"]["winningPlan"])
    return plan["executionStats"]["totalDocsExamined"]


@pytest.fixture
def cursor(homes):
    fill([Book(title=title) for title in "abcd"])
    return page().next


class TestCursor:
    def test_is_safe_in_an_address(self, cursor):
        assert cursor.replace("-", "").replace("_", "").isalnum()

    @pytest.mark.parametrize(
        "text", ["", "x", "=", "%00", "é", "AAAA" * 20, "null", "a" * 5000, "../etc"]
    )
    def test_that_is_garbage_is_refused(self, text):
        with pytest.raises(InvalidCursorError):
            page(cursor=text)

    def test_that_was_tampered_with_is_refused(self, cursor):
        for position in range(len(cursor) + 1):
            for wrong in ("A", "_", "!", ""):
                tampered = cursor[:position] + wrong + cursor[position + 1 :]
                if tampered != cursor:
                    refused(tampered)

    def test_of_another_order_is_refused(self, cursor):
        with pytest.raises(InvalidCursorError):
            page(ordering=("-title",), cursor=cursor)

    def test_of_another_list_is_refused(self, cursor):
        with pytest.raises(InvalidCursorError):
            keyset_page(
                Reader.objects.all(), ordering=("name",), window=Window(cursor=cursor), to_data=str
            )

    def test_outlives_a_change_of_the_secret_key(self, cursor, settings):
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
        settings.SECRET_KEY = "new"

        assert len(page(cursor=cursor).results) == 2

        settings.SECRET_KEY_FALLBACKS = []
        with pytest.raises(InvalidCursorError):
            page(cursor=cursor)


def refused(cursor):
    with pytest.raises(InvalidCursorError):
        page(cursor=cursor)


class TestOrdering:
    def test_refuses_a_column_named_twice(self):
        with pytest.raises(ValueError, match="twice"):
            page(ordering=("title", "-title"))

    def test_refuses_a_column_that_is_not_there(self):
        with pytest.raises(Exception, match="nonsense"):
            page(ordering=("nonsense",))
