"""A predecessor that spells a collection in two ways, and has both."""

import copy

import pytest
from bson import ObjectId

from tests.scenarios.cutover import (
    all_documents,
    collection_of,
    differences,
    empty_all,
    generated,
    merged_back,
    source_of,
)
from yggdrasil.cutover.homes.targets import BOOK, FINDINGS, REMAINDERS
from yggdrasil.cutover.splitting.report import findings_of


@pytest.fixture
def documents():
    """Return a predecessor whose every other article is in both collections, changed in one."""
    made = generated(400, seed=4, faults=0.3)
    made = {name: made[name] for name in ("users", "news_articles")}
    made["news"] = copy.deepcopy(made["news_articles"])
    for number, article in enumerate(made["news"]):
        article["title"] = f"Once more: {article.get('title')}"
        article["tags"] = [*article.get("tags", []), "again"]
        article["viewCount"] = 7 + number
        if number % 2:
            article["_id"] = ObjectId()
    return made


def repeated(documents):
    first = {it["_id"] for it in documents["news_articles"]}
    return {it["_id"] for it in documents["news"] if it["_id"] in first}


class TestBothSpellings:
    def test_are_split_and_verified(self, split, documents):
        outcome = split(source_of(documents))

        assert outcome.faults == []
        assert outcome.state == "verified"
        tags = [it["slug"] for it in collection_of("news", "tags").find()]
        assert len(tags) == len(set(tags))
        assert "again" in tags

    def test_are_merged_into_the_collections_they_came_from(self, split, documents):
        split(source_of(documents))

        merged, after = merged_back()

        assert merged.faults == []
        assert differences(documents, after) == []

    def test_share_what_the_home_allows_once(self, split, documents):
        documents["news_articles"][0]["slug"] = "the-same"
        documents["news"][1]["slug"] = "the-same"
        outcome = split(source_of(documents))

        taken = [it["id"] for it in findings_of(outcome) if it["kind"] == "slug_taken"]
        assert documents["news"][1]["_id"] in taken
        assert "refused_by_index" not in {it["kind"] for it in findings_of(outcome)}

    def test_with_the_same_key_are_told_and_the_later_one_is_kept_whole(self, split, documents):
        outcome = split(source_of(documents))

        told = [it for it in findings_of(outcome) if it["kind"] == "key_taken"]
        assert {it["id"] for it in told} == repeated(documents) != set()
        assert {(it["app"], it["collection"]) for it in told} == {("news", "news")}

    def test_that_are_the_same_throughout_are_both_given_back(self, split, documents):
        documents["news"] = copy.deepcopy(documents["news_articles"])
        outcome = split(source_of(documents))

        assert outcome.state == "verified"
        assert differences(documents, merged_back()[1]) == []

    def test_are_found_by_a_plan_as_by_the_run(self, split, documents):
        planned = split(source_of(documents), is_plan=True)
        told = sorted(map(repr, findings_of(planned)))

        run = split(source_of(documents))

        assert sorted(map(repr, findings_of(run))) == told
        meant = {(it.alias, it.table): it.meant for it in planned.verdicts}
        assert {(it.alias, it.table): it.meant for it in run.verdicts} == meant

    def test_do_not_depend_on_the_size_of_batches(self, split, documents):
        split(source_of(documents), batch_size=3)
        few = _without_book(all_documents())
        empty_all()

        split(source_of(documents), batch_size=1000)

        assert _without_book(all_documents()) == few


class TestNewsMadeSinceTheSplit:
    def test_goes_where_the_first_spelling_is(self, split, documents):
        split(source_of(documents))
        articles = collection_of("news", "articles")
        new = {**articles.find_one(), "_id": ObjectId(), "slug": "new"}
        articles.insert_one(new)

        _, after = merged_back()

        assert new["_id"] in {it["_id"] for it in after["news_articles"]}
        assert new["_id"] not in {it["_id"] for it in after["news"]}


class TestOneSpelling:
    def test_names_no_collection_in_what_is_kept_aside(self, split, documents):
        del documents["news_articles"]
        split(source_of(documents))

        pages = list(collection_of("news", REMAINDERS).find())

        assert pages
        assert all(set(page["_id"]) == {"of", "key"} for page in pages)


def _without_book(homes):
    return {place: some for place, some in homes.items() if place[1] not in {BOOK, FINDINGS}}
