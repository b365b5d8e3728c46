"""What a list answers to whatever stands in its address."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from apps.accounts.models import Account
from apps.planning.models import Location
from yggdrasil.admin.lists import NOT_OFFERED
from yggdrasil.admin.site import HomeAdmin

pytestmark = pytest.mark.usefixtures("homes")

ACCOUNTS = "/admin/accounts/account/"
MEMBERSHIPS = "/admin/enrollments/membership/"
EVENTS = "/admin/planning/event/"
# Said in the names of tests, which all processes have to give alike.
NOBODY = "6b03dfcdd284554fd7eef802"


@pytest.fixture
def office(open_account):
    client = Client()
    client.force_login(Account.objects.get(pk=open_account("admin")))
    return client


def told(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


class TestAddress:
    @pytest.mark.parametrize(
        "asked",
        [
            f"{ACCOUNTS}?password__startswith=argon2",
            f"{ACCOUNTS}?id__regex=(",
            f"{ACCOUNTS}?role__regex=(",
            f"{ACCOUNTS}?nonsense=1",
            f"{ACCOUNTS}?e=1&p=nonsense",
            f"{ACCOUNTS}?e=1&id__regex=(",
            f"{MEMBERSHIPS}?cohort_id__exact=nonsense",
            f"{EVENTS}?location=nonsense",
        ],
    )
    def test_that_asks_for_what_the_list_does_not_offer_is_told_so(self, office, asked):
        Location.objects.create(name="Hall", kind="classroom")

        answer = office.get(asked, follow=True)

        assert answer.status_code == 200
        assert told(answer) == [NOT_OFFERED]
        assert answer.context["cl"].result_count == len(answer.context["cl"].queryset)

    @pytest.mark.parametrize(
        "asked",
        [
            ACCOUNTS,
            f"{ACCOUNTS}?role__exact=admin&is_active__exact=1",
            f"{MEMBERSHIPS}?cohort_id__exact={NOBODY}",
            f"{EVENTS}?location={NOBODY}",
        ],
    )
    def test_that_asks_for_what_it_offers_is_answered(self, office, asked):
        answer = office.get(asked)

        assert answer.status_code == 200
        assert told(answer) == []

    def test_of_a_page_that_there_is_not_is_told_so(self, office, open_account, monkeypatch):
        monkeypatch.setattr(HomeAdmin, "list_per_page", 1)
        open_account("student")

        assert told(office.get(f"{ACCOUNTS}?p=2")) == []
        assert told(office.get(f"{ACCOUNTS}?p=3", follow=True)) == [NOT_OFFERED]


class TestSearch:
    def test_that_is_longer_than_anything_kept_says_so(self, office):
        answer = office.get(ACCOUNTS, {"q": "x" * 10_000})

        assert told(answer) == ["Search for 200 characters at most."]

    def test_for_spaces_finds_everything(self, office):
        answer = office.get(ACCOUNTS, {"q": "   "})

        assert answer.context["cl"].result_count == 1

    def test_box_takes_no_more_than_can_be_found(self, office):
        assert 'maxlength="200"' in office.get(ACCOUNTS).content.decode()

    @pytest.mark.parametrize(
        ("asked", "is_offered"), [("", False), ("?q=admin", True), ("?role__exact=admin", True)]
    )
    def test_leads_back_to_the_whole_list(self, office, asked, is_offered):
        shown = office.get(f"{ACCOUNTS}{asked}").content.decode()

        assert ("Show the whole list" in shown) == is_offered
        assert "Show all" not in shown


class TestTitle:
    def test_of_a_list_is_what_it_lists(self, office):
        assert "<title>Accounts | Yggdrasil</title>" in " ".join(
            office.get(ACCOUNTS).content.decode().split()
        ).replace("> ", ">").replace(" <", "<")

    def test_of_a_document_is_written_as_it_is_called(self, office):
        account = Account.objects.get()

        shown = office.get(f"{ACCOUNTS}{account.pk}/change/").content.decode()

        assert account.email.capitalize() not in shown
