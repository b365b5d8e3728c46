import pytest

from yggdrasil.mongodb.writes import WrittenCollections, written_collection


class TestWrittenCollection:
    @pytest.mark.parametrize(
        ("command", "collection"),
        [
            ({"insert": "books", "documents": []}, "books"),
            ({"update": "books"}, "books"),
            ({"delete": "books"}, "books"),
            ({"findAndModify": "books"}, "books"),
            ({"create": "books"}, "books"),
            ({"find": "books"}, None),
            ({"ping": 1}, None),
            ({"aggregate": "books", "pipeline": []}, None),
            ({"aggregate": "books", "pipeline": [{"$match": {}}]}, None),
            ({"aggregate": "books", "pipeline": [{"$out": "copy"}]}, "copy"),
            ({"aggregate": "books", "pipeline": [{"$out": {"db": "d", "coll": "copy"}}]}, "copy"),
            ({"aggregate": "books", "pipeline": [{"$merge": "copy"}]}, "copy"),
            ({"aggregate": "books", "pipeline": [{"$merge": {"into": "copy"}}]}, "copy"),
            (
                {"aggregate": "b", "pipeline": [{"$merge": {"into": {"db": "d", "coll": "copy"}}}]},
                "copy",
            ),
        ],
        ids=str,
    )
    def test_is_named_by_commands_that_write(self, command, collection):
        assert written_collection(next(iter(command)), command) == collection


class TestWrittenCollections:
    def test_knows_what_was_written_since_a_mark(self):
        written = WrittenCollections()
        written.note(alias="course", collection="old")
        mark = written.mark()
        written.note(alias="course", collection="books")
        written.note(alias="course", collection="books")
        written.note(alias="news", collection="articles")

        assert written.since(mark) == {"course": {"books"}, "news": {"articles"}}
        assert written.since(written.mark()) == {}
        assert written.since(0)["course"] == {"old", "books"}
