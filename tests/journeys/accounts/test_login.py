"""Signing in over HTTP, and what one then learns about oneself."""

from datetime import timedelta

import jwt
import pytest
from django.conf import settings

from apps.accounts import operations
from apps.accounts.data import Role
from apps.accounts.models import LoginAttempt, tokens
from apps.accounts.operations.attempts import MOST_PER_ACCOUNT
from tests.conftest import PASSWORD
from yggdrasil import clock

pytestmark = pytest.mark.usefixtures("homes")

LOGIN = "/api/v1/auth/login/"
ME = "/api/v1/auth/me/"
EMAIL = "ada@yggdrasil.edu"


def signed(claims, **changes):
    return jwt.encode(claims | changes, tokens._keys()[0], "HS256")


FORGERIES = {
    "unsigned": lambda claims: jwt.encode(claims, None, algorithm="none"),
    "another key": lambda claims: jwt.encode(claims, "another key" * 5, algorithm="HS256"),
    "the bare secret": lambda claims: jwt.encode(claims, settings.SECRET_KEY, "HS256"),
    "another algorithm": lambda claims: jwt.encode(claims, tokens._keys()[0], "HS512"),
    "another audience": lambda claims: signed(claims, aud="x"),
    "another issuer": lambda claims: signed(claims, iss="x"),
    "no such role": lambda claims: signed(claims, role="king"),
    "over since 1970": lambda claims: signed(claims, exp=0),
    "times that are no numbers": lambda claims: signed(claims, exp="soon"),
    "no account": lambda claims: signed(claims, sub={"$ne": None}),
    "too long": lambda _claims: "x" * 5_000,
    "empty parts": lambda _claims: "..",
    "no base64": lambda _claims: "a.b.c",
}


@pytest.fixture(autouse=True)
def cheap(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def login(client, email=EMAIL, password=PASSWORD, **options):
    typed = {"email": email, "password": password}
    return client.post(LOGIN, typed, content_type="application/json", **options)


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


class TestLogin:
    @pytest.mark.parametrize("role", Role)
    def test_lets_every_role_in(self, role, client, open_account):
        account_id = open_account(role, email=EMAIL)

        answer = login(client, email="ADA@yggdrasil.edu")

        body = answer.json()
        assert answer.status_code == 200
        assert set(body) == {"access", "refresh", "user"}
        assert body["user"] == {"id": account_id, "email": EMAIL, "role": role}
        assert answer.headers["Cache-Control"] == "no-store"

    def test_gives_one_answer_to_every_refusal(self, client, open_account, at):
        open_account(email=EMAIL)
        retired = open_account(email="retired@yggdrasil.edu")
        operations.deactivate_account(account_id=retired, by="", at=at)

        answers = [
            login(client, password="wrong"),
            login(client, email="nobody@yggdrasil.edu"),
            login(client, email="retired@yggdrasil.edu"),
            login(client, password="x" * 100_000),
        ]

        bodies = [answer.json() | {"request_id": ""} for answer in answers]
        assert {answer.status_code for answer in answers} == {401}
        assert all(body == bodies[0] for body in bodies)
        assert bodies[0]["code"] == "sign_in_refused"
        assert answers[0].headers["WWW-Authenticate"].startswith("Bearer")
        assert answers[0].headers["Content-Type"] == "application/problem+json"

    @pytest.mark.parametrize(
        "body",
        [
            {},
            [],
            "text",
            None,
            {"email": EMAIL},
            {"email": {"$ne": None}, "password": {"$ne": None}},
            {"email": {"$gt": ""}, "password": "x"},
            {"email": [EMAIL], "password": [PASSWORD]},
            {"email": EMAIL, "password": 1},
            {"email": EMAIL, "password": "nul\0nul"},
            {"email": "nul\0@yggdrasil.edu", "password": PASSWORD},
            {"email": EMAIL, "password": PASSWORD, "role": "admin"},
            {"email": EMAIL, "password": PASSWORD, "$where": "1"},
        ],
        ids=str,
    )
    def test_refuses_bodies_of_another_shape(self, body, client, open_account):
        open_account(email=EMAIL)

        answer = client.post(LOGIN, body, content_type="application/json")

        assert answer.status_code == 400
        assert answer.json()["code"]
        assert not LoginAttempt.objects.filter(success=True).exists()

    @pytest.mark.parametrize(
        "raw", [b"", b"{", b'{"email": "\xff"}', b'{"email":"a@b.cd","password":"\\ud83d"}']
    )
    def test_refuses_what_is_no_json(self, raw, client):
        answer = client.post(LOGIN, raw, content_type="application/json")

        assert answer.status_code in {400, 401}

    @pytest.mark.parametrize(
        "typed",
        ["\u212aate@yggdrasil.edu", "\uff41da@yggdrasil.edu", "ad\u0430@yggdrasil.edu", "*", "^a"],
    )
    def test_takes_no_look_alike_for_an_account(self, typed, client, open_account):
        open_account(email="kate@yggdrasil.edu")
        open_account(email=EMAIL)

        assert login(client, email=typed).status_code == 401

    # A held clock: attempts are counted in windows of five minutes.
    def test_lets_nobody_try_for_ever(self, client, open_account, at):
        open_account(email=EMAIL)
        for _attempt in range(MOST_PER_ACCOUNT):
            assert login(client, password="wrong").status_code == 401

        answer = login(client)

        assert answer.status_code == 429
        seconds = answer.headers["Retry-After"]
        assert 0 < int(seconds) <= 300
        assert answer.json()["detail"] == f"Too many attempts: try again in {seconds} seconds."
        assert login(client, REMOTE_ADDR="192.0.2.9").status_code == 200

    def test_knows_where_one_comes_from_behind_a_proxy(self, client, open_account, settings):
        settings.YGGDRASIL = settings.YGGDRASIL | {"TRUSTED_PROXIES": 1}
        open_account(email=EMAIL)

        login(client, headers={"X-Forwarded-For": "10.6.6.6, 192.0.2.44"})

        assert LoginAttempt.objects.get().ip == "192.0.2.44"

    def test_looks_at_no_token(self, client, open_account):
        open_account(email=EMAIL)

        assert login(client, headers=bearer("long gone")).status_code == 200


class TestMe:
    @pytest.mark.parametrize("role", Role)
    def test_says_who_one_is(self, role, client, open_account):
        account_id = open_account(role, email=EMAIL)
        access = login(client).json()["access"]

        body = client.get(ME, headers=bearer(access)).json()

        assert (body["id"], body["email"], body["role"]) == (account_id, EMAIL, role)

    def test_asks_for_a_token(self, client):
        answer = client.get(ME)

        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")

    def test_takes_no_session_of_the_admin(self, client, open_account):
        open_account("admin", email=EMAIL)
        assert client.login(username=EMAIL, password=PASSWORD)

        assert client.get(ME).status_code == 401


class TestToken:
    @pytest.fixture
    def access(self, client, open_account):
        self.account_id = open_account("teacher", email=EMAIL)
        return login(client).json()["access"]

    def status(self, client, token):
        answer = client.get(ME, headers=bearer(token))
        return answer.status_code, answer.json().get("code")

    def test_ends_after_a_quarter_of_an_hour(self, client, access):
        at = clock.now()
        with clock.held(at + timedelta(minutes=14)):
            assert self.status(client, access)[0] == 200
        with clock.held(at + timedelta(minutes=15, seconds=1)):
            assert self.status(client, access) == (401, "expired_token")

    @pytest.mark.usefixtures("access")
    def test_for_renewal_opens_nothing(self, client):
        refresh = login(client).json()["refresh"]

        assert self.status(client, refresh) == (401, "invalid_token")

    @pytest.mark.parametrize(
        "change",
        [
            lambda told: operations.deactivate_account(**told, by=""),
            lambda told: operations.change_account(**told, by="", role=Role.STAFF),
            lambda told: operations.close_account(**told, by=""),
            lambda told: operations.end_sessions(**told),
            lambda told: operations.set_password(**told, new_password="a long enough phrase"),
        ],
        ids=["deactivated", "another role", "closed", "sessions ended", "another password"],
    )
    def test_is_worthless_once_the_account_changed(self, change, client, access):
        change({"account_id": self.account_id, "at": clock.now()})

        assert self.status(client, access) == (401, "revoked_token")

    @pytest.mark.parametrize("how", FORGERIES)
    @pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning")
    def test_is_not_forged(self, how, client, access):
        claims = jwt.decode(access, options={"verify_signature": False})

        assert self.status(client, FORGERIES[how](claims))[0] == 401

    def test_of_an_older_secret_is_honoured_as_long_as_that_is(self, client, access, settings):
        older, settings.SECRET_KEY = settings.SECRET_KEY, "n" * 60
        assert self.status(client, access) == (401, "invalid_token")

        settings.SECRET_KEY_FALLBACKS = [older]
        assert self.status(client, access)[0] == 200

    def test_costs_one_read(self, access, django_assert_num_queries):
        from apps.accounts import queries

        with django_assert_num_queries(1):
            queries.get_token_holder(token=access, at=clock.now())


class TestSessions:
    def test_are_ones_own(self, client, open_account):
        open_account(email=EMAIL)
        open_account(email="bob@yggdrasil.edu")
        login(client, email="bob@yggdrasil.edu")
        login(client, headers={"User-Agent": "Laptop"})
        access = login(client, headers={"User-Agent": "Phone"}).json()["access"]

        body = client.get("/api/v1/auth/sessions/", headers=bearer(access)).json()

        assert [it["user_agent"] for it in body["results"]] == ["Phone", "Laptop"]
        assert [it["is_current"] for it in body["results"]] == [True, False]
