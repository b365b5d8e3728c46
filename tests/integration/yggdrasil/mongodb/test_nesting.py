"""Units of work within units of work, and changes of another home meanwhile."""

import pytest
from django.db import connections

from tests.integration.yggdrasil.mongodb.shelf import Book, Reader
from yggdrasil.mongodb.unit_of_work import (
    SpansTwoHomesError,
    after_commit,
    current_unit,
    unit_of_work,
)

pytestmark = pytest.mark.usefixtures("homes")

COURSE = unit_of_work("course")


def titles():
    return sorted(Book.objects.values_list("title", flat=True))


class TestNesting:
    def test_joins_the_outer_unit_of_the_same_home(self):
        def whole():
            outer = current_unit()
            COURSE.run(lambda: Book(title="part").save())
            assert COURSE.run(current_unit) is outer
            assert connections["course"].database["test_books"].count_documents({}) == 0

        COURSE.run(whole)

        assert titles() == ["part"]

    def test_refuses_a_unit_on_another_home(self):
        def whole():
            Book(title="gone").save()
            unit_of_work("default").run(lambda: Reader(name="none").save())

        with pytest.raises(SpansTwoHomesError, match=r"'course' is open: one on 'default'"):
            COURSE.run(whole)

        assert titles() == []
        assert Reader.objects.count() == 0

    @pytest.mark.parametrize(
        "change",
        [
            lambda _reader: Reader(name="new").save(),
            lambda reader: reader.save(),
            lambda _reader: Reader.objects.update(name="other"),
            lambda _reader: Reader.objects.all().delete(),
            lambda reader: reader.delete(),
            lambda _reader: Reader.objects.bulk_create([Reader(name="many")]),
        ],
        ids=["insert", "save", "update", "delete", "delete one", "bulk"],
    )
    def test_refuses_to_change_another_home(self, change):
        reader = Reader(name="there")
        reader.save()

        with pytest.raises(SpansTwoHomesError, match="may not change 'default'"):
            COURSE.run(lambda: change(reader))

        assert list(Reader.objects.values_list("name", flat=True)) == ["there"]

    def test_reads_other_homes(self):
        Reader(name="there").save()

        assert COURSE.run(Reader.objects.count) == 1

    def test_changes_another_home_where_the_setting_allows_it(self, settings):
        settings.MONGODB_ALLOW_FOREIGN_WRITES = True

        COURSE.run(lambda: Reader(name="new").save())

        assert Reader.objects.count() == 1

    def test_opens_another_home_once_the_first_is_committed(self):
        COURSE.run(lambda: after_commit(lambda: Reader(name="later").save()))

        assert Reader.objects.count() == 1
