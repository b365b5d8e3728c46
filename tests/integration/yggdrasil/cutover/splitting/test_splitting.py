"""A predecessor is split into the homes once; run again, nothing changes."""

import pytest

from apps.planning.models import Event, Location
from tests.scenarios.cutover import (
    all_documents,
    collection_of,
    count_of,
    documents_of,
    empty_all,
    generated,
    source_of,
)
from yggdrasil.cutover.homes.book import Book
from yggdrasil.cutover.homes.targets import BOOK, FINDINGS, REMAINDERS
from yggdrasil.cutover.sources.memory import MemorySource
from yggdrasil.cutover.splitting.report import findings_of, head_of
from yggdrasil.cutover.splitting.split import SourceMovedError
from yggdrasil.cutover.splitting.state import ForeignDataError


class TestSplit:
    def test_fills_every_home(self, split, sample):
        outcome = split(sample)

        assert outcome.state == "verified"
        assert [count_of(alias, table) for alias, table in PLACES] == list(PLACES.values())

    def test_names_every_irregularity(self, split, sample):
        found = {(it["collection"], it["kind"]) for it in findings_of(split(sample))}

        assert found >= EXPECTED

    def test_explains_every_kind_of_finding(self, split, at):
        outcome = split(source_of(generated(600, seed=3, faults=0.9)))

        kinds = head_of(outcome, began_at=at, ended_at=at)["kinds"]

        assert [it["kind"] for it in kinds if not it["meaning"]] == []

    def test_tells_what_it_leaves_behind_and_what_it_does_not_know(self, split, sample):
        library = split(sample).library

        assert list(library.ignored()) == ["sessions"]
        assert library.unknown() == {"chats": 1}

    def test_splits_everything_however_faulty(self, split):
        outcome = split(source_of(generated(800, seed=2, faults=0.9)))

        assert outcome.faults == []
        assert outcome.state == "verified"

    def test_does_not_depend_on_the_size_of_batches(self, split, empty_homes):
        documents = generated(300)
        split(source_of(documents), batch_size=7)
        few = all_documents()
        empty_all()
        split(source_of(documents), batch_size=1000)

        many = all_documents()
        kept = {place for place in few if not place[1].startswith("cutover")}
        assert {place: few[place] for place in kept} == {place: many[place] for place in kept}

    def test_does_not_depend_on_the_size_of_what_is_written_at_once(self, split, monkeypatch):
        documents = generated(300)
        monkeypatch.setattr("yggdrasil.cutover.converting.work.MOST_WORK_DOCUMENTS", 3)
        found = sorted(map(repr, findings_of(split(source_of(documents)))))
        few = _without_book(all_documents())
        monkeypatch.undo()
        empty_all()

        outcome = split(source_of(documents))

        assert _without_book(all_documents()) == few
        assert sorted(map(repr, findings_of(outcome))) == found


def _without_book(homes):
    return {place: some for place, some in homes.items() if place[1] not in {BOOK, FINDINGS}}


class TestASecondRun:
    def test_changes_nothing_and_says_so(self, split, sample):
        split(sample)
        before = all_documents()

        outcome = split(sample)

        assert outcome.state == "unchanged"
        assert all_documents() == before

    def test_tells_the_same_findings(self, split, sample):
        first = list(findings_of(split(sample)))

        assert list(findings_of(split(sample))) == first

    def test_of_another_source_is_refused(self, split, sample):
        split(sample)
        documents = documents_of(sample)
        documents["users"] = documents["users"][:-1]

        with pytest.raises(ForeignDataError, match="another predecessor"):
            split(MemorySource(documents))

    def test_finds_a_document_that_was_lost(self, split, sample):
        split(sample)
        collection_of("planning", "planning_events").delete_one({})

        outcome = split(sample)

        assert outcome.state == "failed"
        assert "planning_events" in outcome.faults[0]
        assert "lacks 1 documents" in outcome.faults[0]

    def test_finds_a_document_that_was_damaged(self, split, sample):
        split(sample)
        collection_of("news", "articles").update_one({}, {"$set": {"title": "?"}})

        outcome = split(sample)

        assert outcome.state == "failed"
        assert "articles" in outcome.faults[0]

    def test_minds_neither_changes_nor_additions_by_those_who_use_the_homes(self, split, sample):
        split(sample)
        event = Event.objects.first()
        event.title = "Moved"
        event.save()
        Location(name="Room 7").save()

        assert split(sample).state == "unchanged"


class TestAPlan:
    def test_writes_nothing(self, split, sample):
        before = all_documents()

        outcome = split(sample, is_plan=True)

        assert outcome.state == "planned"
        assert all_documents() == before

    def test_finds_what_the_run_finds(self, split):
        documents = generated(500, seed=4)
        planned = split(source_of(documents), is_plan=True)
        told = sorted(map(repr, _told(planned)))

        run = split(source_of(documents))

        assert sorted(map(repr, _told(run))) == told
        assert run.figures == planned.figures
        meant = {(it.alias, it.table): it.meant for it in planned.verdicts}
        assert {(it.alias, it.table): it.meant for it in run.verdicts} == meant


class TestHomesThatHoldOtherData:
    def test_are_refused_by_name(self, split, sample):
        collection_of("news", "comments").insert_one({"text": "Hello"})

        with pytest.raises(ForeignDataError, match=r"news.*collection comments"):
            split(sample)

    def test_are_refused_by_a_plan_too(self, split, sample):
        collection_of("user", "user_profiles").insert_one({})

        with pytest.raises(ForeignDataError, match="user_profiles"):
            split(sample, is_plan=True)


class TestAPredecessorThatIsStillUsed:
    def test_fails_the_run(self, split, sample):
        source = MemorySource(documents_of(sample))
        counts = source.counts()
        source.counts = lambda: dict(counts)  # type: ignore[method-assign]
        counts["chats"] = 2
        moved = iter([{**counts, "chats": 1}, counts])
        source.counts = lambda: next(moved)  # type: ignore[method-assign]

        with pytest.raises(SourceMovedError, match=r"chats.*had 1 documents.*has 2"):
            split(source)


class TestAUniqueIndex:
    def test_keeps_what_it_refuses_aside(self, split, sample):
        outcome = split(sample)

        kept = collection_of("planning", REMAINDERS).find_one({"is_withheld": True})
        refused = [it for it in findings_of(outcome) if it["kind"] == "refused_by_index"]
        assert kept["changes"][0]["was"]["notes"] == "again"
        assert [it["field"] for it in refused] == ["event_id,student_id"]


class TestTheBook:
    def test_names_the_source_and_when_it_was_verified(self, split, sample):
        split(sample)

        run = Book("news").run()

        assert run["fingerprint"] == sample.fingerprint()
        assert run["state"] == "verified"
        assert run["verified_at"] >= run["started_at"]


def _told(outcome):
    return [(it["collection"], it["id"], it["kind"], it["field"]) for it in findings_of(outcome)]


PLACES = {
    ("default", "accounts"): 7,
    ("user", "user_profiles"): 7,
    ("user", "user_preferences"): 7,
    ("course", "courses"): 2,
    ("enrollment", "cohorts"): 2,
    ("enrollment", "memberships"): 5,
    ("enrollment", "seats"): 2,
    ("enrollment", "semester_progress"): 2,
    ("enrollment", "validation_decisions"): 1,
    ("news", "articles"): 2,
    ("news", "categories"): 2,
    ("news", "tags"): 2,
    ("planning", "locations"): 2,
    ("planning", "planning_events"): 4,
    ("planning", "event_attendance"): 4,
    ("statistics", "aggregated_stats"): 4,
}
EXPECTED = {
    ("users", "email_taken"),
    ("users", "field_kept_aside"),
    ("users", "several_cohorts_at_once"),
    ("users", "history_open_but_not_listed"),
    ("courses", "wrong_id"),
    ("courses", "slug_taken"),
    ("promotions", "creator_unknown"),
    ("promotion_progress", "attendance_rate_differs"),
    ("promotion_progress", "system_id"),
    ("news_articles", "draft_with_published_at"),
    ("events", "series_head_unknown"),
    ("event_attendance", "refused_by_index"),
}
