"""Indexes on paths and on words, as migrations make them."""

import pytest
from django.db import connections
from django.db.migrations.writer import MigrationWriter

from apps.courses.models import Course
from yggdrasil.mongodb.path_index import PathIndex, TextIndex
from yggdrasil.mongodb.words import has_words

pytestmark = pytest.mark.usefixtures("homes")


def indexes():
    return connections["course"].get_collection("courses").index_information()


class TestPathIndex:
    def test_keeps_the_order_of_its_paths(self):
        assert indexes()["courses_published"]["key"] == [
            ("status", 1),
            ("settings.is_public", 1),
            ("published_at", -1),
            ("_id", -1),
        ]

    @pytest.mark.parametrize(
        "index",
        [
            PathIndex(paths=["a.b", "-c"], name="things_ab"),
            PathIndex(paths=["a.b"], name="things_ab", unique=True),
            TextIndex(weights={"title": 10, "a.b": 1}, name="things_text"),
        ],
    )
    def test_is_written_into_migrations_as_it_is(self, index):
        text, imports = MigrationWriter.serialize(index)
        names = {}
        for line in imports:
            exec(line, names)  # noqa: S102 - what a migration does

        again = eval(text, names)  # noqa: S307
        assert again.deconstruct() == index.deconstruct()
        assert again == index

    def test_can_be_dropped_and_made_again(self):
        editor = connections["course"].schema_editor()
        index = next(one for one in Course._meta.indexes if one.name == "courses_instructor")

        with editor:
            editor.remove_index(Course, index)
            assert "courses_instructor" not in indexes()
            editor.add_index(Course, index)

        assert indexes()["courses_instructor"]["key"][0] == ("instructor.account_id", 1)


class TestTextIndex:
    def test_weighs_words_and_stems_none(self):
        text = indexes()["courses_text"]

        assert text["weights"] == {"title": 10, "description": 3}
        assert text["default_language"] == "none"


class TestHasWords:
    @pytest.mark.parametrize("words", ["", "...", '"', "-", "a " * 500, "\\", "$where: 1"])
    def test_takes_whatever_is_typed(self, words):
        assert list(Course.objects.filter(has_words(words))) == []
