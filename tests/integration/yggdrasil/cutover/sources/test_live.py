"""A predecessor on a live server is split as the same one in memory is."""

import os
from collections import Counter, defaultdict
from contextlib import closing

import bson
import pytest
from bson import DatetimeMS, ObjectId, Timestamp
from bson.raw_bson import RawBSONDocument

from tests.scenarios.cutover import all_documents, count_of, empty_all, generated, source_of
from yggdrasil.cutover.catalogue import chapters
from yggdrasil.cutover.converting import known
from yggdrasil.cutover.homes.targets import collection_of
from yggdrasil.cutover.mapping.documents import decode
from yggdrasil.cutover.merging.merge import Merge
from yggdrasil.cutover.merging.outlet import DatabaseOutlet
from yggdrasil.cutover.sources import raw
from yggdrasil.cutover.sources.mongodb import MongodbSource


@pytest.fixture
def live(predecessor):
    """Return a source with many faults, and what it holds."""
    documents = {name: some for name, some in generated(900, seed=6).items() if some}
    for name, some in documents.items():
        predecessor[name].insert_many(some)
    source = MongodbSource(uri=os.environ["MONGODB_URI"], database=predecessor.name)
    yield source, documents
    source.close()


class TestALiveSource:
    def test_is_split_as_the_same_in_memory(self, split, live):
        source, documents = live

        assert split(source, batch_size=64).state == "verified"
        homes = _without_book(all_documents())
        empty_all()
        ordered = {
            name: sorted(some, key=lambda it: (str(type(it["_id"])), it["_id"]))
            for name, some in documents.items()
        }
        split(source_of(ordered))

        again = _without_book(all_documents())
        assert {place for place in homes if homes[place] != again[place]} == set()

    def test_is_not_split_twice(self, split, live):
        split(live[0])

        assert split(live[0]).state == "unchanged"

    @pytest.mark.parametrize("size", [1, 7, 1000])
    def test_is_read_on_from_any_position(self, live, size):
        source, documents = live
        batches = list(source.read("events", size=size))
        whole = [body for batch in batches for body in batch.bodies]
        position = batches[0].position(0)

        rest = [body for batch in source.read("events", after=position) for body in batch.bodies]

        assert len(whole) == len(documents["events"])
        assert rest == whole[1:]

    def test_answers_as_the_same_in_memory(self, live):
        source, documents = live
        rows = documents["events"]
        for row in rows[:9]:
            row["promotionIds"] *= 2
            source._database["events"].replace_one({"_id": row["_id"]}, row)
        keys = [key for row in rows for key in _list(row.get("promotionIds"))][:20]

        told = answers_of(source_of(documents), keys)
        assert answers_of(source, keys) == told
        assert answers_of(source, keys, is_all=True) == told

    def test_counts_again_what_was_written_to(self, live):
        source, documents = live
        counted = source.counts()
        source._database["users"].insert_one({"email": "late@example.org"})
        source._database["events"].delete_one({"_id": documents["events"][0]["_id"]})

        now = source.counts()

        assert now["users"] == counted["users"] + 1
        assert now["events"] == counted["events"] - 1
        assert {name for name in now if now[name] != counted[name]} == {"users", "events"}

    def test_finds_the_same_earliest_moments_as_in_memory(self, live):
        source, documents = live
        rows = documents["events"]
        for row, made in zip(rows, _ODD_MOMENTS, strict=False):
            row |= {"createdAt": made, "location": f"room of {made}"}
            source._database["events"].replace_one({"_id": row["_id"]}, row)

        for name, path in (("events", "location"), ("news_articles", "tags")):
            told = moments_of(source_of(documents), name, path)
            assert len(told) > 1
            assert moments_of(source, name, path) == told


_ODD_MOMENTS = (None, "yesterday", DatetimeMS(10**15), DatetimeMS(-(10**15)), 7, Timestamp(9, 9))


def moments_of(source, name, path):
    """Return the earliest moments of all texts of a field."""
    texts = [
        decode(body)["_id"] for batch in source.distinct(name, path=path) for body in batch.bodies
    ]
    moments = {}
    for text, moment in source.earliest(name, path=path, keys=texts, by="createdAt"):
        moments[text] = min(moment, moments.get(text, moment))
    return moments


def answers_of(source, keys, *, is_all=False):
    """Return what a source says about events of some cohorts."""
    gathered, counted = defaultdict(set), Counter()
    for key, found in source.keys_by("events", path="promotionIds", keys=keys, is_all=is_all):
        assert len(found) == len(set(found))
        assert not gathered[key].intersection(found)
        gathered[key].update(found)
    for key, values, number in source.count_by(
        "events", path="promotionIds", keys=keys, by=("linkedCourse",), is_all=is_all
    ):
        counted[key, *map(str, values)] += number
    texts = [
        [decode(body)["_id"] for batch in source.distinct(name, path=path) for body in batch.bodies]
        for name, path in (("events", "location"), ("news_articles", "tags"))
    ]
    return gathered, counted, texts


def _list(value):
    return value if isinstance(value, list) else []


class TestRawReading:
    def test_gives_documents_byte_for_byte(self, predecessor):
        documents = [{"_id": number, "text": "x" * number} for number in range(50)]
        predecessor["things"].insert_many(documents)

        lists = list(raw.find(predecessor["things"], size=20, sort={"_id": 1}))

        assert [len(bodies) for bodies in lists] == [20, 20, 10]
        found = [decode(body) for bodies in lists for body in bodies]
        assert found == documents

    def test_of_nothing_gives_nothing(self, predecessor):
        assert list(raw.find(predecessor["nothing"], size=20)) == []

    def test_that_is_given_up_leaves_no_cursor(self, predecessor):
        predecessor["things"].insert_many([{"number": number} for number in range(50)])
        reading = raw.find(predecessor["things"], size=2)
        next(reading)

        before = _cursors(predecessor)
        reading.close()

        assert before - _cursors(predecessor) == 1


def _cursors(database):
    status = database.client.admin.command("serverStatus")
    return status["metrics"]["cursor"]["open"]["total"]


class TestAnUnreadableDocument:
    def test_comes_back_byte_for_byte(self, split, predecessor, empty_database):
        cohort, user = ObjectId(), ObjectId()
        predecessor["promotions"].insert_one({"_id": cohort, "studentIds": [user]})
        whole = bson.encode({"_id": user, "bio": "I am Ann."})
        body = whole.replace(b"Ann", b"An\xff")
        predecessor["users"].insert_one(RawBSONDocument(body))
        uri = os.environ["MONGODB_URI"]
        source = MongodbSource(uri=uri, database=predecessor.name)
        outlet = DatabaseOutlet(uri=uri, database=empty_database.name)

        with closing(source), closing(outlet):
            outcome = split(source)
            Merge(outlet, chapters()).run()

        assert outcome.state == "verified"
        # What names the cohort can be read, whatever the rest is like.
        assert count_of("enrollment", "memberships") == 1
        assert list(raw.find(empty_database["users"], size=2)) == [[body]]

    @pytest.mark.parametrize("most_at_once", [0, 100])
    def test_is_nobody_to_those_who_ask_for_it(self, split, predecessor, monkeypatch, most_at_once):
        monkeypatch.setattr(known, "_MOST_AT_ONCE", most_at_once)
        cohort, user = ObjectId(), ObjectId()
        row = {"_id": ObjectId(), "promotionId": cohort, "studentId": user}
        predecessor["promotion_progress"].insert_one(row)
        whole = bson.encode({"_id": user, "profile": {"firstName": "Ann"}})
        predecessor["users"].insert_one(RawBSONDocument(whole.replace(b"Ann", b"An\xff")))

        with closing(
            MongodbSource(uri=os.environ["MONGODB_URI"], database=predecessor.name)
        ) as source:
            outcome = split(source)

        assert outcome.state == "verified"
        (record,) = collection_of("enrollment", "semester_progress").find()
        assert record["student_name"] == ""

    def test_is_nobody_to_the_short_way(self, split, predecessor):
        documents = generated(300, faults=0)
        for name, some in documents.items():
            predecessor[name].insert_many(some)
        (event, *_), (row, *_) = documents["events"], documents["event_attendance"]
        unreadable = {
            "users": {"_id": ObjectId(), "firstName": "Ann"},
            "events": {**event, "_id": ObjectId(), "location": "Ann"},
            "event_attendance": {**row, "_id": ObjectId(), "studentId": "Ann"},
        }
        for name, document in unreadable.items():
            body = bson.encode(document).replace(b"Ann", b"An\xff")
            predecessor[name].insert_one(RawBSONDocument(body))

        with closing(
            MongodbSource(uri=os.environ["MONGODB_URI"], database=predecessor.name)
        ) as source:
            outcome = split(source)

        assert outcome.state == "verified"


class TestAUniqueIndexOfThePredecessor:
    @pytest.mark.parametrize("spell", [ObjectId, str, lambda key: [key]])
    def test_is_trusted_only_for_keys(self, split, predecessor, monkeypatch, spell):
        monkeypatch.setattr("yggdrasil.cutover.splitting.indexes.WORTHWHILE", 1)
        documents = generated(300, faults=0)
        pair = ("eventId", "studentId")
        row = documents["event_attendance"][0]
        again = {**row, "_id": ObjectId(), "studentId": spell(row["studentId"])}
        if spell is not str:
            again["eventId"] = ObjectId()
        documents["event_attendance"].append(again)
        for name, some in documents.items():
            predecessor[name].insert_many(some)
        predecessor["event_attendance"].create_index([(name, 1) for name in pair], unique=True)

        with closing(
            MongodbSource(uri=os.environ["MONGODB_URI"], database=predecessor.name)
        ) as source:
            assert source.is_unique("event_attendance", pair) == (spell is ObjectId)
            outcome = split(source)

        assert outcome.state == "verified"


def _without_book(documents):
    kept = {"cutover", "cutover_findings"}
    return {place: found for place, found in documents.items() if place[1] not in kept}
