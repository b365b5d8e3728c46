"""Predecessors with next to nothing in them."""

import os
from contextlib import closing

import pytest
from bson import ObjectId

from tests.scenarios.cutover import differences, generated, merged_back, source_of
from yggdrasil.cutover.catalogue import chapters
from yggdrasil.cutover.merging.merge import Merge
from yggdrasil.cutover.merging.outlet import DatabaseOutlet, FolderOutlet
from yggdrasil.cutover.sources.folder import FolderSource
from yggdrasil.cutover.sources.mongodb import MongodbSource

NAMES = (
    "users",
    "courses",
    "promotions",
    "promotion_progress",
    "submissions",
    "enrollments",
    "progress",
    "news_articles",
    "news",
    "events",
    "event_attendance",
)


class TestOneCollection:
    @pytest.mark.parametrize("name", NAMES)
    @pytest.mark.parametrize("others", [(), NAMES], ids=["alone", "beside empty ones"])
    def test_is_split_and_merged_back(self, split, name, others):
        made = generated(200, seed=3, faults=0.5)
        few = made["news_articles" if name == "news" else name][:2]
        documents = {**{other: [] for other in others}, name: few}

        planned = split(source_of(documents), is_plan=True)
        outcome = split(source_of(documents))

        assert (planned.state, outcome.state) == ("planned", "verified")
        assert differences(documents, merged_back()[1]) == []
        assert split(source_of(documents)).state == "unchanged"


class TestEmptyCollections:
    @pytest.fixture
    def source(self, predecessor):
        """Return a live predecessor that has all collections, and one document."""
        for name in NAMES:
            predecessor.create_collection(name)
        predecessor["users"].insert_one({"_id": ObjectId(), "email": "ann@yggdrasil.edu"})
        uri = os.environ["MONGODB_URI"]
        with closing(MongodbSource(uri=uri, database=predecessor.name)) as source:
            yield source

    def test_are_empty_again_in_a_database(self, split, source, empty_database):
        outlet = DatabaseOutlet(uri=os.environ["MONGODB_URI"], database=empty_database.name)
        with closing(outlet):
            assert split(source).state == "verified"
            Merge(outlet, chapters()).run()

        assert sorted(empty_database.list_collection_names()) == sorted(NAMES)

    def test_are_empty_again_in_a_folder(self, split, source, tmp_path):
        split(source)

        Merge(FolderOutlet(tmp_path / "back"), chapters()).run()

        with closing(FolderSource(tmp_path / "back")) as back:
            assert back.counts() == {**dict.fromkeys(NAMES, 0), "users": 1}

    def test_are_all_there_is(self, split, predecessor):
        predecessor.create_collection("users")
        uri = os.environ["MONGODB_URI"]

        with closing(MongodbSource(uri=uri, database=predecessor.name)) as source:
            assert split(source).state == "verified"
            assert split(source).state == "unchanged"
