"""Coming in: who may, what is kept of it, and what nobody can tell from outside."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import bcrypt
import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import get_hashers
from django.core.cache import cache
from django.db import connections
from django.test import override_settings

from apps.accounts import operations
from apps.accounts.data import Origin, SignInOutcome
from apps.accounts.models import Account, LoginAttempt, RefreshToken, Session
from apps.accounts.models.tokens import TokenKind, digest, read
from apps.accounts.operations.attempts import MOST_PER_ACCOUNT, WINDOW

pytestmark = pytest.mark.usefixtures("homes")

EMAIL = "ada@yggdrasil.edu"
RIGHT = "correct horse battery"
HOME = Origin(ip="192.0.2.7", user_agent="Firefox")

REAL = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "apps.accounts.backends.PredecessorPasswordHasher",
]


@pytest.fixture
def cheap(settings):
    """Hash with MD5 alone: refusals are as fast as sign-ins."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def real(settings):
    settings.PASSWORD_HASHERS = REAL


def sign_in(at, *, email=EMAIL, password=RIGHT, origin=HOME):
    return operations.sign_in(email=email, password=password, origin=origin, at=at)


def with_predecessors_hash(account_id, password):
    """Give an account the hash that the predecessor would have, with little work in it."""
    hashed = bcrypt.hashpw(password.encode()[:72], bcrypt.gensalt(4)).decode()
    assert hashed.startswith("$2b$")
    Account.objects.filter(pk=account_id).update(password=f"bcrypt${hashed}")


@pytest.mark.usefixtures("cheap")
class TestSignIn:
    def test_gives_tokens_of_the_account(self, open_account, at):
        account_id = open_account("teacher", email=EMAIL)

        entered = sign_in(at, email="ADA@Yggdrasil.EDU ")

        access = read(entered.access, kind=TokenKind.ACCESS, at=at)
        refresh = read(entered.refresh, kind=TokenKind.REFRESH, at=at)
        assert access.sub == refresh.sub == account_id == entered.account.id
        assert access.sid == refresh.sid == entered.session_id
        assert (access.role, access.ver) == ("teacher", 0)
        assert access.exp - access.iat == 15 * 60
        assert refresh.exp - refresh.iat == 7 * 24 * 3600

    def test_keeps_session_hash_of_the_token_and_history(self, open_account, at):
        account_id = open_account(email=EMAIL)

        entered = sign_in(at)

        session = Session.objects.get(pk=entered.session_id)
        token = RefreshToken.objects.get(token_hash=digest(entered.refresh))
        attempt = LoginAttempt.objects.get()
        assert (session.ip, session.user_agent) == (HOME.ip, HOME.user_agent)
        assert str(session.account_id) == str(token.account_id) == account_id
        assert (attempt.success, attempt.reason, attempt.email) == (True, "signed_in", EMAIL)
        assert Account.objects.get(pk=account_id).last_login == at

    @pytest.mark.parametrize(
        ("typed", "reason"),
        [
            ({"password": "wrong"}, SignInOutcome.WRONG_PASSWORD),
            ({"email": "nobody@yggdrasil.edu"}, SignInOutcome.UNKNOWN_EMAIL),
            ({"email": "retired@yggdrasil.edu"}, SignInOutcome.INACTIVE),
        ],
        ids=str,
    )
    def test_refuses_with_one_sentence_and_keeps_the_reason(self, typed, reason, open_account, at):
        open_account(email=EMAIL)
        retired = open_account(email="retired@yggdrasil.edu")
        operations.deactivate_account(account_id=retired, by="", at=at)

        with pytest.raises(operations.SignInRefusedError) as refusal:
            sign_in(at, **typed)

        assert refusal.value.message == "The e-mail address or the password is wrong."
        assert LoginAttempt.objects.get().reason == reason
        assert not Session.objects.exists()

    @pytest.mark.parametrize(
        "typed",
        [
            {"password": "nul\0nul"},
            {"password": "x" * 1_000_000},
            {"password": ""},
            {"password": "half \ud83d of a character"},
            {"email": "half\ud83d@yggdrasil.edu"},
            {"email": "nul\0@yggdrasil.edu"},
            {"email": "a" * 1_000_000},
            {"email": "\u212a@yggdrasil.edu"},
            {"email": ""},
        ],
    )
    def test_refuses_the_impossible_like_the_wrong(self, typed, open_account, at):
        open_account(email=EMAIL)
        open_account(email="k@yggdrasil.edu")

        with pytest.raises(operations.SignInRefusedError):
            sign_in(at, **typed)

        assert not LoginAttempt.objects.get().success

    def test_stops_tokens_when_sessions_are_ended(self, open_account, at):
        from apps.accounts import queries

        account_id = open_account(email=EMAIL)
        entered = sign_in(at)

        operations.end_sessions(account_id=account_id, at=at)

        with pytest.raises(queries.RevokedTokenError):
            queries.get_token_holder(token=entered.access, at=at)
        assert Session.objects.get().ended_at == at
        assert RefreshToken.objects.get().revoked_at == at


class TestOldHash:
    @pytest.mark.usefixtures("real")
    def test_signs_in_and_is_upgraded_once(self, open_account, at):
        account_id = open_account(email=EMAIL, password="unused")
        with_predecessors_hash(account_id, "Admin123!")

        sign_in(at, password="Admin123!")
        upgraded = Account.objects.get(pk=account_id).password
        sign_in(at, password="Admin123!")

        assert upgraded.startswith("argon2$argon2id$")
        assert Account.objects.get(pk=account_id).password == upgraded
        assert Account.objects.get(pk=account_id).token_version == 0

    @pytest.mark.usefixtures("real")
    def test_takes_two_sign_ins_at_once(self, open_account, at):
        account_id = open_account(email=EMAIL, password="unused")
        with_predecessors_hash(account_id, "Admin123!")

        def enter(_number):
            try:
                return sign_in(at, password="Admin123!")
            finally:
                connections.close_all()

        with ThreadPoolExecutor(2) as pool:
            entered = list(pool.map(enter, range(2)))

        assert len({one.session_id for one in entered}) == 2
        assert Session.objects.count() == LoginAttempt.objects.count() == 2
        assert Account.objects.get(pk=account_id).check_password("Admin123!")

    @pytest.mark.usefixtures("real")
    def test_counts_72_bytes_as_the_predecessor_did(self, open_account, at):
        account_id = open_account(email=EMAIL, password="unused")
        with_predecessors_hash(account_id, "é" * 50)

        sign_in(at, password="é" * 50)

        assert Account.objects.get(pk=account_id).password.startswith("argon2")

    @pytest.mark.usefixtures("real")
    @pytest.mark.parametrize("damaged", ["bcrypt$$2b$04$short", "bcrypt$", "", "plain", "!"])
    def test_that_is_damaged_matches_nothing(self, damaged, open_account, at):
        account_id = open_account(email=EMAIL)
        Account.objects.filter(pk=account_id).update(password=damaged)

        with pytest.raises(operations.SignInRefusedError):
            sign_in(at, password="Admin123!")


class TestEqualWork:
    @pytest.mark.usefixtures("real")
    def test_is_done_for_every_refusal(self, open_account, at, monkeypatch):
        open_account(email="argon@yggdrasil.edu")
        old = open_account(email="bcrypt@yggdrasil.edu")
        retired = open_account(email="retired@yggdrasil.edu")
        with_predecessors_hash(old, "Admin123!")
        operations.deactivate_account(account_id=retired, by="", at=at)
        work = []
        for hasher in get_hashers():
            encode = type(hasher).encode
            monkeypatch.setattr(
                type(hasher),
                "encode",
                lambda self, *args, _encode=encode: (
                    work.append(self.algorithm) or _encode(self, *args)
                ),
            )

        done = {}
        for name in ("argon", "bcrypt", "retired", "nobody"):
            work.clear()
            with pytest.raises(operations.SignInRefusedError):
                sign_in(at, email=f"{name}@yggdrasil.edu", password="wrong")
            # Argon2 verifies without encoding again.
            done[name] = set(work) | ({"argon2"} if name in {"argon", "retired"} else set())

        assert set(map(frozenset, done.values())) == {frozenset({"argon2", "bcrypt"})}


@pytest.mark.usefixtures("cheap")
class TestAttempts:
    def try_often(self, at, times, **typed):
        for _attempt in range(times):
            with pytest.raises(operations.SignInRefusedError):
                sign_in(at, **{"password": "wrong"} | typed)

    def test_are_bounded_for_one_account_from_one_address(self, open_account, at):
        open_account(email=EMAIL)
        self.try_often(at, MOST_PER_ACCOUNT)

        with pytest.raises(operations.TooManyAttemptsError) as refusal:
            sign_in(at, email="  ADA@yggdrasil.edu")

        assert 0 < refusal.value.retry_after_seconds <= WINDOW.total_seconds()
        assert sign_in(at, origin=Origin(ip="192.0.2.8"))
        assert sign_in(at + timedelta(seconds=refusal.value.retry_after_seconds))

    def test_are_forgotten_after_a_good_one(self, open_account, at):
        open_account(email=EMAIL)
        for _day in range(3):
            self.try_often(at, MOST_PER_ACCOUNT - 1)
            assert sign_in(at)

    def test_are_bounded_for_one_address_over_all_accounts(self, at, monkeypatch):
        monkeypatch.setattr("apps.accounts.operations.attempts.MOST_PER_ADDRESS", 5)
        for number in range(5):
            self.try_often(at, 1, email=f"{number}@yggdrasil.edu")

        with pytest.raises(operations.TooManyAttemptsError):
            sign_in(at, email="sixth@yggdrasil.edu")

    def test_are_not_counted_while_the_cache_is_away(self, open_account, at):
        open_account(email=EMAIL)
        away = {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}

        with override_settings(CACHES={"default": away}):
            self.try_often(at, MOST_PER_ACCOUNT + 2)

            assert sign_in(at)


@pytest.mark.usefixtures("cheap", "at")
class TestSignInToAdmin:
    def test_opens_no_session_of_the_api(self, open_account, rf):
        open_account("admin", email=EMAIL)

        account = authenticate(
            rf.post("/admin/login/"), username="Ada@yggdrasil.edu", password=RIGHT
        )

        assert account.email == EMAIL
        assert LoginAttempt.objects.get().ip == "127.0.0.1"
        assert not Session.objects.exists()

    def test_notes_the_time_once(self, open_account, client, at):
        account_id = open_account("admin", email=EMAIL)

        client.login(username=EMAIL, password=RIGHT)

        account = Account.objects.get(pk=account_id)
        assert (account.last_login, account.version) == (at, 2)

    def test_refuses_and_counts_as_the_api_does(self, open_account, rf):
        open_account("admin", email=EMAIL)
        request = rf.post("/admin/login/")

        for _attempt in range(MOST_PER_ACCOUNT):
            assert authenticate(request, username=EMAIL, password="wrong") is None

        assert authenticate(request, username=EMAIL, password=RIGHT) is None
        cache.clear()
        assert authenticate(request, username=EMAIL, password=RIGHT) is not None

    def test_ends_with_the_sessions_of_the_account(self, open_account, client, at):
        account_id = open_account("admin", email=EMAIL)
        assert client.login(username=EMAIL, password=RIGHT)
        assert client.get("/admin/").status_code == 200

        operations.end_sessions(account_id=account_id, at=at)

        assert client.get("/admin/").status_code == 302
