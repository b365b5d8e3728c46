"""Queries as the server gets them: by the index, and with null where it was."""

import json

import pytest
from django.db import connections
from django.db.models import F

from tests.integration.yggdrasil.mongodb.shelf import Book
from yggdrasil.mongodb.load import measured

pytestmark = pytest.mark.usefixtures("homes")


@pytest.fixture
def many(homes):
    Book.objects.bulk_create([Book(title=f"{n:04}", pages=n % 7) for n in range(500)])
    books = connections["course"].database["test_books"]
    books.drop_indexes()
    books.create_index([("title", 1), ("_id", 1)])


def examined(rows):
    return json.loads(rows.explain(verbosity="executionStats"))["executionStats"][
        "totalDocsExamined"
    ]


@pytest.mark.usefixtures("many")
class TestOrderedList:
    def test_reads_what_it_shows_and_no_more(self):
        assert examined(Book.objects.order_by("title", "pk")[:10]) == 10
        assert examined(Book.objects.order_by("-title", "-pk")[:10]) == 10

    @pytest.mark.parametrize("most", [1, 100, 101, 102, 400])
    def test_comes_in_one_answer(self, most):
        with measured() as load:
            rows = list(Book.objects.order_by("title", "pk")[:most])

        assert (len(rows), load.total().count) == (most, 1)

    def test_is_in_order(self):
        assert [book.title for book in Book.objects.order_by("title")[:3]] == [
            "0000",
            "0001",
            "0002",
        ]

    def test_still_computes_what_must_be_computed(self):
        rows = Book.objects.annotate(double=F("pages") * 2).order_by("-double", "title")

        assert [(row.double, row.title) for row in rows[:2]] == [(12, "0006"), (12, "0013")]

    def test_still_puts_nulls_where_asked(self):
        Book(title="no pages").save()

        rows = Book.objects.order_by(F("pages").asc(nulls_last=True), "title")

        assert list(rows)[-1].title == "no pages"


@pytest.fixture
def with_null_and_missing(homes):
    for title, pages in (("one", 1), ("two", 2), ("null", None)):
        Book(title=title, pages=pages).save()
    missing = Book(title="missing")
    missing.save()
    books = connections["course"].database["test_books"]
    books.update_one({"_id": missing.pk}, {"$unset": {"pages": 1}})


@pytest.mark.usefixtures("with_null_and_missing")
class TestComparison:
    @pytest.mark.parametrize(
        ("question", "titles"),
        [
            ({"pages__isnull": True}, ["missing", "null"]),
            ({"pages__isnull": False}, ["one", "two"]),
            ({"pages": None}, ["missing", "null"]),
            ({"pages__lt": 2}, ["one"]),
            ({"pages__lte": 2}, ["one", "two"]),
            ({"pages__gt": 1}, ["two"]),
            ({"pages__range": (0, 1)}, ["one"]),
            ({"pages__lt": F("version") + 1}, ["one"]),
        ],
        ids=str,
    )
    def test_leaves_null_and_missing_out(self, question, titles):
        everything = {"one", "two", "null", "missing"}

        found = Book.objects.filter(**question).values_list("title", flat=True)
        opposite = Book.objects.exclude(**question).values_list("title", flat=True)

        assert sorted(found) == titles
        assert set(opposite) == everything - set(titles)
