"""What comes twice is found by claims; should it not be, its home is begun anew."""

import pytest

from tests.scenarios.cutover import collection_of, differences, generated, merged_back, source_of
from yggdrasil.cutover.converting.uniques import Claims
from yggdrasil.cutover.homes.book import Book
from yggdrasil.cutover.splitting.indexes import DoublesError
from yggdrasil.cutover.splitting.report import findings_of


@pytest.fixture
def documents(monkeypatch, empty_homes):
    """Return a predecessor with one address twice, which no claim tells."""
    monkeypatch.setattr("yggdrasil.cutover.splitting.indexes.WORTHWHILE", 1)
    monkeypatch.setattr(Claims, "hear", lambda *_: None)
    documents = generated(300, seed=4, faults=0)
    first, second = documents["users"][:2]
    second["email"] = first["email"]
    return documents


class TestDoublesThatNobodyForesaw:
    def test_are_told_and_kept_aside_by_the_next_run(self, documents, split):
        accounts = collection_of("default", "accounts")
        indexes = set(accounts.index_information())
        source = source_of(documents)
        with pytest.raises(DoublesError, match="run the same command again"):
            split(source)

        outcome = split(source)

        refused = [it for it in findings_of(outcome) if it["kind"] == "refused_by_index"]
        assert outcome.state == "verified"
        assert [it["id"] for it in refused] == [documents["users"][1]["_id"]]
        assert accounts.count_documents({}) == len(documents["users"]) - 1
        assert set(accounts.index_information()) == indexes
        assert differences(users_of(documents), users_of(merged_back()[1])) == []

    def test_are_kept_aside_though_the_home_was_emptied_by_halves(
        self, documents, split, monkeypatch
    ):
        source = source_of(documents)
        with pytest.raises(DoublesError):
            split(source)
        with monkeypatch.context() as patch:
            patch.setattr(Book, "keep_unique", _fail)
            with pytest.raises(RuntimeError, match="killed"):
                split(source)

        assert split(source).state == "verified"
        assert differences(users_of(documents), users_of(merged_back()[1])) == []


def users_of(documents):
    """Return the users alone: some other collections are left behind."""
    return {"users": documents["users"]}


def _fail(*_):
    raise RuntimeError("killed")
