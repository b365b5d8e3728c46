"""Whatever stands in a field, the run goes on, and the way back finds it."""

import pytest
from bson import Decimal128, Regex
from bson.datetime_ms import DatetimeMS

from tests.scenarios.cutover import (
    collection_of,
    differences,
    generated,
    merged_back,
    source_of,
)
from yggdrasil.cutover.mapping.moments import LONG_AGO


class TestWhateverStands:
    @pytest.mark.parametrize("odd", [{}, [[]], Decimal128("3"), Regex("x"), LONG_AGO], ids=repr)
    def test_where_something_else_belongs_is_split(self, split, odd):
        documents = generated(300, faults=0)
        fields = {
            "courses": ("chapters",),
            "events": ("location", "teacherId", "promotionIds"),
            "news_articles": ("category", "tags"),
            "progress": ("courseId",),
            "promotions": ("studentIds",),
            "users": ("currentPromotionId",),
        }
        for collection, names in fields.items():
            for name, document in zip(names, documents[collection], strict=False):
                document[name] = odd

        assert split(source_of(documents)).state == "verified"

    @pytest.mark.parametrize("odd", [{}, [[]], Decimal128("3"), Regex("x"), None], ids=repr)
    def test_beside_what_belongs_there_is_split(self, split, odd):
        documents = generated(300, faults=0)
        listing = next(it for it in documents["events"] if it["promotionIds"])
        listing["promotionIds"] = [odd, *listing["promotionIds"], odd]

        assert split(source_of(documents)).state == "verified"

    @pytest.mark.parametrize("odd", [1.5, "x", DatetimeMS(2**60), [LONG_AGO]], ids=repr)
    def test_for_the_moment_something_was_made_is_split(self, split, odd):
        documents = generated(300, faults=0)
        documents = {name: documents[name] for name in ("users", "promotions", "courses", "events")}
        for it in (it for some in documents.values() for it in some):
            it["createdAt"] = odd
        for user in documents["users"]:
            user["promotionHistory"] = []

        assert split(source_of(documents)).state == "verified"
        stays = collection_of("enrollment", "memberships")
        assert stays.count_documents({}) == stays.count_documents({"joined_at": {"$type": "date"}})
        assert differences(documents, merged_back()[1]) == []
