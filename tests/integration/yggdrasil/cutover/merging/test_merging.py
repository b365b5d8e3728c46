"""Whatever was split can be merged back: exactly what was there, and what happened since."""

import pytest
from django.contrib.auth.hashers import check_password
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from apps.accounts.models import Account
from apps.enrollments.models import Membership
from apps.planning.models import Event
from apps.users.models import Profile
from tests.scenarios.cutover import (
    collection_of,
    differences,
    documents_of,
    empty_all,
    generated,
    merged_back,
    source_of,
)
from yggdrasil.cutover.catalogue import chapters
from yggdrasil.cutover.homes.book import BOOK
from yggdrasil.cutover.merging.merge import Merge, UnfinishedSplitError
from yggdrasil.cutover.merging.outlet import FolderOutlet, MemoryOutlet, OutletTakenError
from yggdrasil.cutover.sources.folder import FolderSource
from yggdrasil.cutover.sources.memory import MemorySource

# What the split leaves behind, or does not know, is still where it was.
LEFT = {"sessions", "authusers", "chats"}


def without_left(documents):
    return {name: found for name, found in documents.items() if name not in LEFT}


class TestMerge:
    def test_gives_the_sample_back(self, split, sample):
        split(sample)

        merged, after = merged_back()

        assert merged.faults == []
        assert differences(without_left(documents_of(sample)), after) == []

    # Without shrinking: a seed is as small as it gets, and each try fills seven databases.
    @settings(
        max_examples=5,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate],
    )
    @given(
        seed=st.integers(0, 10**6),
        documents=st.integers(60, 250),
        faults=st.floats(0, 1, allow_nan=False),
    )
    def test_gives_every_predecessor_back(self, split, seed, documents, faults):
        empty_all()
        before = generated(documents, seed=seed, faults=faults)
        split(source_of(before))

        _, after = merged_back()

        assert differences(without_left(before), after) == []

    def test_gives_back_documents_with_keys_of_other_types(self, split, sample):
        before = documents_of(sample)
        before["news_articles"][0]["_id"] = "first"
        before["event_attendance"][0]["_id"] = 17
        before["users"][1]["_id"] = str(before["users"][1]["_id"])
        split(source_of(before))

        _, after = merged_back()

        assert differences(without_left(before), after) == []

    @pytest.mark.parametrize("odd", [True, False, 0, 1, 0.0, -0.0, 1.0, None], ids=repr)
    def test_takes_neither_yes_for_one_nor_no_for_nothing(self, split, sample, odd):
        before = documents_of(sample)
        before["courses"][0]["stats"] = {"averageProgress": odd, "totalViews": odd}
        before["courses"][1]["stats"] = {"averageProgress": 0, "averageRating": odd}
        before["events"][0]["isRecurring"] = odd
        before["news_articles"][0]["viewCount"] = odd
        before["promotions"][0]["metadata"]["permanent"] = odd
        for some in before.values():
            some[-1]["__v"] = odd
        split(source_of(before))

        _, after = merged_back()

        assert differences(without_left(before), after) == []

    def test_uses_the_name_that_the_predecessor_used(self, split, sample):
        before = documents_of(sample)
        before["news"] = before.pop("news_articles")
        split(MemorySource(before))

        _, after = merged_back()

        assert differences(without_left(before), after) == []


class TestWhatHappenedSince:
    def test_comes_along(self, split, sample):
        split(sample)
        profile = Profile.objects.get(first_name="Ada")
        profile.last_name = "Oak"
        profile.bio = "I moved."
        profile.save()

        _, after = merged_back()

        ada = next(it for it in after["users"] if it["_id"] == profile.pk)
        assert ada["profile"]["lastName"] == "Oak"
        assert ada["profile"]["bio"] == "I moved."

    def test_does_not_undo_what_was_kept_aside_elsewhere(self, split, sample):
        split(sample)
        profile = Profile.objects.get(first_name="Adam")
        profile.department = "IT"
        profile.save()

        _, after = merged_back()

        adam = next(it for it in after["users"] if it["_id"] == profile.pk)
        assert adam["email"] == "Ada@student.yggdrasil.edu"
        assert adam["profile"]["nickname"] == "A"
        assert adam["badges"] == ["first"]

    def test_wins_over_what_was_kept_aside(self, split, sample):
        split(sample)
        account = Account.objects.get(pk=Profile.objects.get(first_name="Adam").pk)
        account.email = "adam@student.yggdrasil.edu"
        account.save()

        _, after = merged_back()

        adam = next(it for it in after["users"] if it["_id"] == account.pk)
        assert adam["email"] == "adam@student.yggdrasil.edu"

    def test_includes_people_who_came_since(self, split, sample, open_account, person):
        split(sample)
        account_id = open_account("student", email="new@student.yggdrasil.edu")
        person("New", "Comer", person_id=account_id)

        _, after = merged_back()

        new = next(it for it in after["users"] if str(it["_id"]) == account_id)
        assert new["profile"]["firstName"] == "New"
        assert new["promotionHistory"] == []
        assert new["isActive"] is True

    def test_leaves_out_events_that_were_cancelled(self, split, sample):
        split(sample)
        event = Event.objects.get(title="Session 1")
        event.status = "cancelled"
        event.save()

        merged, after = merged_back()

        assert "Session 1" not in {it["title"] for it in after["events"]}
        assert all(event.pk not in it["eventIds"] for it in after["promotions"])
        assert merged.left["planning.planning_events"] == 1

    def test_counts_what_the_predecessor_has_no_place_for(self, split, sample):
        split(sample)

        merged, _ = merged_back()

        assert merged.left["enrollment.seats"] == 2


class TestPasswords:
    def test_that_were_only_upgraded_go_back_to_the_old_hash(self, split, sample):
        split(sample)
        account = Account.objects.get(email="staff@yggdrasil.edu")
        assert account.check_password("Staff123!")
        account.refresh_from_db()
        assert not account.password.startswith("bcrypt$")

        _, after = merged_back()

        staff = next(it for it in after["users"] if it["_id"] == account.pk)
        assert check_password("Staff123!", f"bcrypt${staff['password']}")


class TestATarget:
    def test_that_is_not_empty_is_refused(self, split, sample, tmp_path):
        split(sample)
        (tmp_path / "notes.txt").write_text("mine")

        with pytest.raises(OutletTakenError, match=r"holds notes\.txt"):
            Merge(FolderOutlet(tmp_path), chapters()).run()

    def test_that_an_unfinished_merge_left_is_begun_anew(self, split, sample, tmp_path):
        split(sample)
        outlet = FolderOutlet(tmp_path / "back")
        outlet.begin()
        outlet.write("users", [])
        (tmp_path / "back" / "users.jsonl").write_text("half a li")

        Merge(FolderOutlet(tmp_path / "back"), chapters()).run()

        back = FolderSource(tmp_path / "back")
        assert back.counts()["users"] == 7
        assert differences(without_left(documents_of(sample)), documents_of(back)) == []
        back.close()


class TestHomesThatAreHalfFilled:
    def test_are_refused(self, split, sample):
        split(sample)
        collection_of("news", BOOK).update_one({"_id": "run"}, {"$set": {"state": "loading"}})

        with pytest.raises(UnfinishedSplitError, match="finish split_databases first"):
            Merge(MemoryOutlet(), chapters()).run()


class TestHomesThatWereNeverSplit:
    def test_are_merged_as_well(self, empty_homes, open_account, person):
        person("Ada", "Ash", person_id=open_account("student"))

        merged, after = merged_back()

        assert list(merged.written) == ["users"]
        assert after["users"][0]["profile"]["firstName"] == "Ada"
        assert Membership.objects.count() == 0
