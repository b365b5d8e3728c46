"""Staff at the admin's accounts."""

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from apps.accounts import operations
from apps.accounts.models import Account, LoginAttempt

pytestmark = pytest.mark.usefixtures("homes")

ACCOUNTS = "/admin/accounts/account/"


@pytest.fixture(autouse=True)
def cheap(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def admin_id(open_account):
    return open_account("admin", email="admin@yggdrasil.edu")


@pytest.fixture
def at_desk(admin_id, admin_as):
    return admin_as(account_id=admin_id)


def texts(response):
    return [str(message) for message in response.context["messages"]]


class TestAccounts:
    def test_are_opened(self, at_desk):
        answer = at_desk.post(
            f"{ACCOUNTS}add/",
            {
                "email": "Ada@Yggdrasil.edu",
                "role": "teacher",
                "first_name": "Ada",
                "last_name": "Lovelace",
                "password": "a long enough phrase",
            },
            follow=True,
        )

        account = Account.objects.get(email="ada@yggdrasil.edu")
        assert answer.status_code == 200
        assert account.check_password("a long enough phrase")
        assert LogEntry.objects.get().object_id == str(account.pk)

    def test_are_not_opened_with_a_weak_password(self, at_desk):
        answer = at_desk.post(
            f"{ACCOUNTS}add/",
            {"email": "ada@yggdrasil.edu", "role": "teacher", "password": "password"},
        )

        assert answer.context["adminform"].form.errors["password"]
        assert not Account.objects.filter(email="ada@yggdrasil.edu").exists()

    def test_are_listed_searched_and_filtered(self, at_desk, open_account):
        open_account("teacher", email="ada@yggdrasil.edu")

        found = at_desk.get(ACCOUNTS, {"q": "ADA", "role__exact": "teacher"})

        assert [it.email for it in found.context["cl"].result_list] == ["ada@yggdrasil.edu"]

    def test_are_changed(self, at_desk, open_account):
        account_id = open_account("teacher", email="ada@yggdrasil.edu")
        page = at_desk.get(f"{ACCOUNTS}{account_id}/change/")

        at_desk.post(
            f"{ACCOUNTS}{account_id}/change/",
            {"email": "king@yggdrasil.edu", "role": "staff", "is_active": "on"},
        )

        account = Account.objects.get(pk=account_id)
        assert account.password not in page.content.decode()
        assert (account.email, account.role, account.is_active) == (
            "king@yggdrasil.edu",
            "staff",
            True,
        )

    def test_of_ones_own_keep_their_role(self, at_desk, admin_id):
        answer = at_desk.post(
            f"{ACCOUNTS}{admin_id}/change/",
            {"email": "admin@yggdrasil.edu", "role": "student", "is_active": "on"},
        )

        assert "your own rights" in str(answer.context["errors"])
        assert Account.objects.get(pk=admin_id).role == "admin"

    def test_get_another_password(self, at_desk, open_account):
        account_id = open_account()
        address = f"{ACCOUNTS}{account_id}/password/"
        page = at_desk.get(address)

        new = {"password1": "a long enough phrase", "password2": "a long enough phrase"}
        at_desk.post(address, new | {"usable_password": "true"})

        account = Account.objects.get(pk=account_id)
        assert page.status_code == 200
        assert account.check_password("a long enough phrase")
        assert account.token_version == 1

    def test_that_are_closed_get_no_password(self, at_desk, open_account, at):
        account_id = open_account()
        operations.close_account(account_id=account_id, by="", at=at)

        new = {"password1": "a long enough phrase", "password2": "a long enough phrase"}
        answer = at_desk.post(f"{ACCOUNTS}{account_id}/password/", new, follow=True)

        assert "There is no account" in texts(answer)[0]

    def test_are_closed(self, at_desk, open_account):
        account_id = open_account(email="ada@yggdrasil.edu")
        address = f"{ACCOUNTS}{account_id}/delete/"
        asked = at_desk.get(address)

        at_desk.post(address, {"post": "yes"})

        assert asked.status_code == 200
        assert Account.objects.get(pk=account_id).email.endswith("@closed.invalid")

    @pytest.mark.parametrize(
        ("action", "field", "expected"),
        [("deactivate", "is_active", False), ("end_sessions", "token_version", 1)],
    )
    def test_are_acted_upon(self, action, field, expected, at_desk, open_account):
        chosen = [open_account(), open_account()]

        answer = at_desk.post(ACCOUNTS, {"action": action, "_selected_action": chosen}, follow=True)

        assert texts(answer)[0].startswith("2 ")
        assert {getattr(it, field) for it in Account.objects.filter(pk__in=chosen)} == {expected}

    def test_are_acted_upon_one_by_one(self, at_desk, admin_id, open_account):
        other = open_account()

        answer = at_desk.post(
            ACCOUNTS,
            {"action": "deactivate", "_selected_action": [admin_id, other]},
            follow=True,
        )

        assert any("your own rights" in text for text in texts(answer))
        assert Account.objects.get(pk=admin_id).is_active
        assert not Account.objects.get(pk=other).is_active


class TestOwnPassword:
    def test_is_changed_and_this_session_goes_on(self, at_desk, admin_id):
        from tests.conftest import PASSWORD

        new = "another long phrase"
        answer = at_desk.post(
            "/admin/password_change/",
            {"old_password": PASSWORD, "new_password1": new, "new_password2": new},
        )

        assert answer.status_code == 302
        assert Account.objects.get(pk=admin_id).check_password(new)
        assert at_desk.get("/admin/").status_code == 200


class TestDoors:
    def test_lead_to_the_index_when_opened_by_their_own_address(self, open_account):
        from tests.conftest import PASSWORD

        open_account("staff", email="desk@yggdrasil.edu", password=PASSWORD)
        typed = {"username": "desk@yggdrasil.edu", "password": PASSWORD}

        answer = Client().post("/admin/login/", typed)

        assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/")

    @pytest.mark.parametrize("page", ["account", "session", "refreshtoken", "loginattempt"])
    def test_are_open_to_administrators(self, page, at_desk):
        LoginAttempt.objects.create(
            at=Account.objects.get().created_at, email="a", success=False, reason="inactive"
        )

        assert at_desk.get(f"/admin/accounts/{page}/").status_code == 200

    def test_show_the_history_of_an_address(self, at_desk, admin_id):
        at = Account.objects.get().created_at
        for email, account_id in (("admin@yggdrasil.edu", admin_id), ("no@body.here", None)):
            LoginAttempt.objects.create(
                at=at, email=email, account_id=account_id, success=False, reason="inactive"
            )

        wanted = {"ADMIN@yggdrasil.edu": 1, admin_id: 1, "no@body.here": 1, "nonsense": 0}
        for text, found in wanted.items():
            answer = at_desk.get("/admin/accounts/loginattempt/", {"q": text})
            assert len(answer.context["cl"].result_list) == found
        assert at_desk.get("/admin/accounts/session/", {"q": admin_id}).status_code == 200

    @pytest.mark.parametrize("role", ["staff", "teacher", "student"])
    def test_are_closed_to_others(self, role, admin_as):
        assert admin_as(role).get(ACCOUNTS).status_code in {302, 403}

    @pytest.mark.parametrize(("role", "status"), [("staff", 200), ("teacher", 302)])
    def test_of_the_whole_site_are_for_the_office(self, role, status, admin_as):
        assert admin_as(role).get("/admin/").status_code == status
