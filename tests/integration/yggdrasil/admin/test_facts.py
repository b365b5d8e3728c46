"""The stream of facts and the dead letters, as staff see them."""

import pytest
from django.contrib.admin.utils import quote
from django.test import Client
from django.urls import reverse
from msgspec.structs import replace

from apps.accounts.data import Role
from apps.accounts.models import Account
from tests.contracts.eventstore.conftest import fact as contract_fact
from tests.scenarios.bus import CHANGED, SHUT, faults
from yggdrasil.admin import letters as letters_page
from yggdrasil.management.commands import dead_letters as dead_letters_command


@pytest.fixture
def staff(homes: None, client: Client) -> Client:
    account = Account(email="admin@school.test", role=Role.ADMIN)
    account.set_unusable_password()
    account.save()
    client.force_login(account)
    return client


@pytest.fixture(autouse=True)
def _heard_in_tests_only(monkeypatch, hearers) -> None:
    monkeypatch.setattr(letters_page, "declared", lambda: hearers)
    monkeypatch.setattr(dead_letters_command, "declared", lambda: hearers)


class TestStream:
    def test_lists_the_facts_of_the_chosen_home(self, staff, school) -> None:
        room = school.room("12")
        school.tell(room, 1)

        there = staff.get(reverse("admin:yggdrasil_commit_changelist"), {"home": "planning"})
        elsewhere = staff.get(reverse("admin:yggdrasil_commit_changelist"), {"home": "news"})

        assert str(room.pk) in there.content.decode()
        assert str(room.pk) not in elsewhere.content.decode()

    def test_finds_the_facts_of_an_aggregate(self, staff, school) -> None:
        first, second = school.room("1"), school.room("2")
        school.tell(first, 1)
        school.tell(second, 2)
        url = reverse("admin:yggdrasil_commit_changelist")

        page = staff.get(url, {"home": "planning", "q": str(first.pk)}).content.decode()

        assert f"planning.location {first.pk}" in page
        assert f"planning.location {second.pk}" not in page

    @pytest.mark.parametrize("page", ["commit", "inboxfailure"])
    def test_takes_what_is_searched_for_as_it_is(self, page, staff, school) -> None:
        room = school.room("1")
        school.tell(room, 1)
        url = reverse(f"admin:yggdrasil_{page}_changelist")

        for typed in ("(((", ".*", "$ne"):
            answer = staff.get(url, {"home": "planning", "q": typed})
            assert answer.status_code == 200
            assert f"planning.location {room.pk}" not in answer.content.decode()

    def test_finds_the_facts_of_every_request_that_a_commit_answers(self, staff, school) -> None:
        told = [contract_fact(1, of="ada"), contract_fact(1, of="ben")]
        told[1] = replace(told[1], correlation_id="the second request")
        school.relay.store.append(told)
        url = reverse("admin:yggdrasil_commit_changelist")

        for asked, found in (("the second request", True), ("request", True), ("second", False)):
            page = staff.get(url, {"home": "planning", "q": asked}).content.decode()
            assert ("courses.course ben" in page) is found

    def test_names_a_few_of_many_facts(self, staff, school) -> None:
        school.relay.store.append([contract_fact(1, of=f"course {n}") for n in range(9)])
        url = reverse("admin:yggdrasil_commit_changelist")

        page = staff.get(url, {"home": "planning"}).content.decode()

        assert "courses.course.changed.v1 (9)" in page
        assert "courses.course course 2<br>and 6 more" in page

    def test_shows_of_each_fact_what_it_leaves_to_those_before(self, staff, school) -> None:
        told = [contract_fact(1, minute=5), contract_fact(2, minute=5), contract_fact(3, minute=7)]
        told[1] = replace(told[1], name="courses.course.published.v1")
        school.relay.store.append(told)
        key = school.relay.store.commits.find_one({})["_id"]

        page = staff.get(reverse("admin:yggdrasil_commit_change", args=[key])).content.decode()

        assert page.count("courses.course.changed.v1</summary>") == 2
        assert page.count("courses.course.published.v1</summary>") == 1
        for version, minute in [(1, 5), (2, 5), (3, 7)]:
            assert f"version {version}; 2026-01-15 09:0{minute}:00;" in page
        assert "3 told at 2026-01-15 09:07:00" in page

    def test_shows_the_facts_and_lets_nobody_change_them(self, staff, school) -> None:
        school.tell(school.room("12"), 41, 42)
        key = school.relay.store.commits.find_one({})["_id"]
        url = reverse("admin:yggdrasil_commit_change", args=[key])

        shown = staff.get(url)
        changed = staff.post(url, {"name": "forged"})

        assert "&quot;number&quot;: 41" in shown.content.decode()
        assert "&quot;number&quot;: 42" in shown.content.decode()
        assert changed.status_code == 403

    def test_shows_how_far_the_relay_is(self, staff, school) -> None:
        school.tell(school.room("12"), 1)
        school.relay.step()

        url = reverse("admin:yggdrasil_relaystate_changelist")

        assert "first" in staff.get(url, {"home": "planning"}).content.decode()


class TestLetters:
    LIST = "admin:yggdrasil_inboxfailure_changelist"
    ONE = "admin:yggdrasil_inboxfailure_change"

    @pytest.mark.usefixtures("dead")
    def test_lists_what_could_not_be_taken(self, staff) -> None:
        page = staff.get(reverse(self.LIST), {"home": "statistics"}).content.decode()

        assert "no luck with 1" in page

    @pytest.mark.usefixtures("dead")
    @pytest.mark.parametrize(
        ("chosen", "is_listed"),
        [
            ({"error": "ZeroDivisionError"}, True),
            ({"error": ".*"}, False),
            ({"name": CHANGED}, True),
            ({"name": SHUT}, False),
            ({"failed_at__gte": "2026-01-01 00:00:00+00:00"}, True),
            ({"failed_at__lt": "2026-01-01 00:00:00+00:00"}, False),
        ],
    )
    def test_is_found_by_its_error_its_name_and_its_time(self, staff, chosen, is_listed) -> None:
        page = staff.get(reverse(self.LIST), {"home": "statistics", "state": "dead", **chosen})

        assert ("no luck with 1" in page.content.decode()) is is_listed

    def test_is_replayed_with_the_payload_as_mended(self, staff, dead) -> None:
        url = reverse(self.ONE, args=[quote(dead.key_of(1))])

        answer = staff.post(url, {"payload": '{"location_id": "mended", "number": 10}'})

        assert answer.status_code == 302
        assert dead.numbers() == [10]

    def test_that_is_no_json_comes_back_in_the_form(self, staff, dead) -> None:
        url = reverse(self.ONE, args=[quote(dead.key_of(1))])

        answer = staff.post(url, {"payload": "{not json"})

        assert answer.status_code == 200
        assert "{not json" in answer.content.decode()

    @pytest.mark.parametrize(
        ("action", "effect"), [("replay", [1]), ("discard", [])], ids=["replayed", "discarded"]
    )
    def test_is_decided_from_the_list(self, staff, dead, action, effect) -> None:
        faults.numbers = set()
        chosen = {"action": action, "_selected_action": [dead.key_of(1)]}

        staff.post(f"{reverse(self.LIST)}?home=statistics", chosen)

        assert dead.numbers() == effect
        assert 1 not in dead.states()

    @pytest.mark.parametrize(
        "typed",
        ['{"half": "\\ud800"}', "[" * 5_000, "{", "[]", '"x"', ""],
        ids=["half", "deep", "open", "list", "word", "nothing"],
    )
    def test_refuses_a_payload_that_no_fact_could_tell(self, staff, dead, typed) -> None:
        faults.numbers = set()

        answer = staff.post(reverse(self.ONE, args=[quote(dead.key_of(1))]), {"payload": typed})

        assert answer.status_code == 200
        assert "payload" in answer.context["adminform"].form.errors
        assert dead.states()[1] == "dead"

    def test_tells_that_it_failed_again_and_nothing_else(self, staff, dead) -> None:
        chosen = {"_selected_action": [dead.key_of(1)], "action": "replay"}

        listed = staff.post(f"{reverse(self.LIST)}?home=statistics", chosen, follow=True)
        alone = staff.post(
            reverse(self.ONE, args=[quote(dead.key_of(1))]), {"payload": "{}"}, follow=True
        )

        for page in (listed.content.decode(), alone.content.decode()):
            assert "The handler failed again" in page
            assert "replayed." not in page
            assert "successfully" not in page
