"""Documents with a key that no document of the homes can have are kept whole."""

import os
from contextlib import closing

import bson
import pytest
from bson import Decimal128
from bson.raw_bson import RawBSONDocument

from tests.scenarios.cutover import (
    differences,
    generated,
    merged_back,
    source_of,
)
from yggdrasil.cutover.catalogue import chapters
from yggdrasil.cutover.merging.merge import Merge
from yggdrasil.cutover.merging.outlet import DatabaseOutlet
from yggdrasil.cutover.sources import raw
from yggdrasil.cutover.sources.mongodb import MongodbSource
from yggdrasil.cutover.splitting.report import findings_of

LEFT = {"sessions", "authusers", "chats"}
UNFIT = [{"a": 1}, {}, Decimal128("1.5")]


def with_keys(documents, keys):
    """Add a copy of a document of each collection for each key, in the midst of it."""
    for some in documents.values():
        some[1:1] = [{**some[0], "_id": key} for key in keys if some]
    return {name: some for name, some in documents.items() if some and name not in LEFT}


class TestAKeyThatNamesNothing:
    def test_keeps_its_document_whole_and_the_run_is_verified(self, split):
        documents = with_keys(generated(300, seed=4, faults=0), UNFIT)

        outcome = split(source_of(documents), batch_size=7)

        assert outcome.faults == []
        told = [it for it in findings_of(outcome) if it["kind"] == "key_unfit"]
        assert len(told) == len(UNFIT) * len(documents)
        assert differences(documents, merged_back()[1]) == []

    @pytest.mark.parametrize("key", [None, "first", 5, 5.5, b"x", True, ""], ids=repr)
    def test_is_not_one_that_only_has_to_be_replaced(self, split, key):
        documents = with_keys(generated(200, seed=4, faults=0), [key])

        outcome = split(source_of(documents))

        assert outcome.faults == []
        assert "key_unfit" not in {it["kind"] for it in findings_of(outcome)}
        assert differences(documents, merged_back()[1]) == []

    def test_claims_no_value_that_another_could_have(self, split):
        documents = generated(200, seed=4, faults=0)
        first = documents["news_articles"][0]
        documents["news_articles"].insert(0, {**first, "_id": {"a": 1}})

        outcome = split(source_of(documents))

        assert "slug_taken" not in {it["kind"] for it in findings_of(outcome)}


class TestAKeyThatIsNull:
    def test_holds_values_like_any_other(self, split):
        documents = with_keys(generated(300, seed=4, faults=0), [])
        for some in documents.values():
            some.insert(0, {**some[0], "_id": None})

        outcome = split(source_of(documents))

        assert outcome.faults == []
        found = {it["kind"] for it in findings_of(outcome)}
        refused = [
            it["collection"]
            for it in findings_of(outcome)
            if it["kind"] == "refused_by_index" and it["collection"] != "event_attendance"
        ]
        assert refused == []
        assert {"email_taken", "slug_taken"} <= found
        assert differences(documents, merged_back()[1]) == []


class TestAKeyThatSpellsThatOfAnother:
    def test_keeps_its_document_whole(self, split):
        documents = generated(300, seed=4, faults=0)
        documents = {name: some for name, some in documents.items() if some and name not in LEFT}
        for some in documents.values():
            some.append({**some[0], "_id": str(some[0]["_id"])})
            if len(some) > 5:
                some.insert(0, {**some[3], "_id": str(some[3]["_id"])})

        outcome = split(source_of(documents))

        assert outcome.faults == []
        assert differences(documents, merged_back()[1]) == []


class TestAKeyThatCannotBeRead:
    @pytest.fixture
    def filled(self, predecessor):
        """Fill a live predecessor with documents whose keys are no UTF-8."""
        odd = []
        for name, some in generated(200, seed=4, faults=0).items():
            if not some or name in LEFT:
                continue
            predecessor[name].insert_many(some)
            for key in ("Xylo", {"of": "Xylo"}):
                body = bson.encode({**some[0], "_id": key}).replace(b"Xylo", b"Xyl\xff")
                predecessor[name].insert_one(RawBSONDocument(body))
                odd.append(body)
        return predecessor, odd

    @pytest.mark.parametrize("size", [1, 1000])
    def test_keeps_its_document_byte_for_byte(self, split, filled, empty_database, size):
        predecessor, odd = filled
        uri = os.environ["MONGODB_URI"]
        source = MongodbSource(uri=uri, database=predecessor.name)
        outlet = DatabaseOutlet(uri=uri, database=empty_database.name)

        with closing(source), closing(outlet):
            outcome = split(source, batch_size=size)
            Merge(outlet, chapters()).run()

        assert outcome.faults == []
        names = empty_database.list_collection_names()
        back = [
            it for name in names for some in raw.find(empty_database[name], size=9) for it in some
        ]
        assert sorted(it for it in back if b"Xyl\xff" in it) == sorted(odd)

    def test_is_where_a_reading_can_begin(self, filled):
        predecessor, _ = filled
        source = MongodbSource(uri=os.environ["MONGODB_URI"], database=predecessor.name)

        with closing(source):
            whole = [body for batch in source.read("users") for body in batch.bodies]
            for place, batch in enumerate(source.read("users", size=1)):
                position = batch.position(0)
                assert bson.decode(bson.encode({"": position})) == {"": position}
                rest = [it for some in source.read("users", after=position) for it in some.bodies]
                assert rest == whole[place + 1 :]
