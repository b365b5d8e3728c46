"""Opening, changing and closing accounts."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from apps.accounts import api, operations, queries, rules
from apps.accounts.data import Role
from apps.accounts.models import Account, LoginAttempt, RefreshToken, Session
from yggdrasil.context import Actor, acting_as
from yggdrasil.errors import NotFoundError
from yggdrasil.ids import new_id

pytestmark = pytest.mark.usefixtures("homes", "at")


def change(account_id, **changes):
    operations.change_account(
        account_id=account_id,
        **{"by": "", "at": Account.objects.get(pk=account_id).created_at} | changes,
    )


def at_once(*calls):
    """Run calls in threads of their own; return each one's result or error."""

    def run(call):
        try:
            return call()
        except Exception as error:  # noqa: BLE001 - handed to the test
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


class TestCreateAccount:
    def test_keeps_the_address_in_lower_case_and_no_password(self, at):
        account_id = operations.create_account(
            email="  Zoé.Ada@Yggdrasil.EDU ".replace("é", "e"),
            password="a long enough phrase",
            role=Role.TEACHER,
            at=at,
        )

        account = Account.objects.get(pk=account_id)
        assert account.email == "zoe.ada@yggdrasil.edu"
        assert account.role == "teacher"
        assert "phrase" not in account.password
        assert account.check_password("a long enough phrase")

    @pytest.mark.parametrize(
        "password", ["short", "password123", "1234567890", "ada.lovelace1", "x" * 129, "nul\0nul"]
    )
    def test_refuses_a_password_that_is_easily_guessed(self, password, at):
        with pytest.raises((operations.WeakPasswordError, rules.UnusablePasswordError)) as refusal:
            operations.create_account(
                email="ada.lovelace@yggdrasil.edu", password=password, role=Role.STUDENT, at=at
            )

        assert {one.field for one in refusal.value.errors} == {"password"}
        assert not Account.objects.exists()

    def test_refuses_domains_that_are_not_the_schools(self, settings, at):
        settings.YGGDRASIL = settings.YGGDRASIL | {"EMAIL_DOMAINS": ["yggdrasil.edu"]}

        with pytest.raises(rules.InvalidEmailError):
            operations.open_account(
                email="ada@example.com", password_hash="!", role=Role.STUDENT, at=at
            )

    def test_refuses_an_address_that_is_taken_in_another_case(self, open_account):
        open_account(email="ada@yggdrasil.edu")

        with pytest.raises(operations.EmailTakenError) as refusal:
            open_account(email="ADA@yggdrasil.edu")

        assert refusal.value.errors[0].field == "email"

    def test_lets_exactly_one_of_many_have_an_address(self, open_account):
        outcomes = at_once(*[lambda: open_account(email="ada@yggdrasil.edu")] * 8)

        assert sum(isinstance(outcome, str) for outcome in outcomes) == 1
        assert sum(isinstance(it, operations.EmailTakenError) for it in outcomes) == 7
        assert Account.objects.count() == 1


class TestChangeAccount:
    def test_changes_what_is_named_and_leaves_the_rest(self, open_account):
        account_id = open_account("teacher", email="ada@yggdrasil.edu")

        change(account_id, email="Countess@Yggdrasil.edu")

        account = queries.get_account(account_id=account_id)
        assert (account.email, account.role) == ("countess@yggdrasil.edu", Role.TEACHER)

    def test_refuses_an_address_that_is_taken(self, open_account):
        open_account(email="ada@yggdrasil.edu")
        other = open_account(email="grace@yggdrasil.edu")

        with pytest.raises(operations.EmailTakenError):
            change(other, email="ada@yggdrasil.edu")

        assert queries.get_account(account_id=other).email == "grace@yggdrasil.edu"

    def test_ends_all_sessions_with_another_role(self, open_account):
        account_id = open_account("teacher")

        change(account_id, role=Role.STAFF)

        assert Account.objects.get(pk=account_id).token_version == 1

    def test_tells_nothing_and_ends_nothing_when_nothing_changes(self, open_account):
        account_id = open_account("teacher", email="ada@yggdrasil.edu")

        change(account_id, email="ADA@yggdrasil.edu", role=Role.TEACHER, is_active=True)

        account = Account.objects.get(pk=account_id)
        assert (account.token_version, account.stream_version) == (0, 1)

    @pytest.mark.parametrize("changes", [{"role": Role.STAFF}, {"is_active": False}])
    def test_refuses_to_take_ones_own_rights(self, changes, open_account):
        open_account("admin")
        own = open_account("admin")

        with pytest.raises(rules.OwnAccountError):
            change(own, by=own, **changes)

    @pytest.mark.parametrize("changes", [{"role": Role.STAFF}, {"is_active": False}])
    def test_refuses_to_take_the_last_administrators_rights(self, changes, open_account, at):
        retired = open_account("admin")
        last = open_account("admin")
        operations.deactivate_account(account_id=retired, by=last, at=at)

        with pytest.raises(rules.LastAdminError):
            change(last, **changes)

    def test_leaves_an_administrator_when_two_demote_each_other_at_once(self, open_account):
        for _attempt in range(5):
            first, second = open_account("admin"), open_account("admin")

            outcomes = at_once(
                lambda a=first, b=second: change(a, by=b, role=Role.STAFF),
                lambda a=first, b=second: change(b, by=a, role=Role.STAFF),
            )

            assert Account.objects.filter(role="admin", is_active=True).count() == 1
            assert sum(isinstance(it, rules.LastAdminError) for it in outcomes) == 1
            Account.objects.all().delete()

    def test_says_that_there_is_no_such_account(self, at):
        with pytest.raises(NotFoundError):
            operations.change_account(account_id="0" * 24, by="", at=at)


class TestApi:
    def test_gives_accounts_as_data(self, open_account):
        account_id = open_account("teacher", email="ada@yggdrasil.edu")

        found = api.get_account(account_id=account_id)

        assert found == api.find_account_by_email(email="ADA@yggdrasil.edu")
        assert (found.id, found.role, found.is_active) == (account_id, Role.TEACHER, True)
        assert api.find_account_by_email(email="nobody@yggdrasil.edu") is None

    def test_gives_lists_in_parts(self, open_account):
        for name in "cab":
            open_account("teacher", email=f"{name}@yggdrasil.edu")
        open_account("student", email="d@yggdrasil.edu")

        first = api.list_accounts(role=Role.TEACHER, limit=2)
        rest = api.list_accounts(role=Role.TEACHER, after=first[-1].email)

        assert [one.email[0] for one in (*first, *rest)] == ["a", "b", "c"]

    def test_names_its_errors(self):
        with pytest.raises(api.AccountNotFoundError, match="There is no account"):
            api.get_account(account_id="0" * 24)
        with pytest.raises(api.ListTooLongError):
            api.list_accounts(limit=1_001)


class TestCloseAccount:
    def test_forgets_whose_it_was_and_frees_the_address(self, open_account, at):
        account_id = open_account(email="ada@yggdrasil.edu")

        operations.close_account(account_id=account_id, by="", at=at)

        account = Account.objects.get(pk=account_id)
        assert account.email == f"{account_id}@closed.invalid"
        assert not account.has_usable_password()
        assert not account.is_active
        assert open_account(email="ada@yggdrasil.edu")

    def test_removes_sessions_tokens_and_history(self, open_account, at):
        from apps.accounts.data import Origin

        account_id = open_account(email="ada@yggdrasil.edu", password="a long phrase")
        operations.sign_in(
            email="ada@yggdrasil.edu", password="a long phrase", origin=Origin(), at=at
        )

        operations.close_account(account_id=account_id, by="", at=at)

        assert [kind.objects.count() for kind in (Session, RefreshToken, LoginAttempt)] == [0, 0, 0]

    def test_is_the_end(self, open_account, at):
        account_id = open_account()
        operations.close_account(account_id=account_id, by="", at=at)

        for again in (operations.close_account, operations.reactivate_account):
            with pytest.raises(rules.AccountIsClosedError):
                again(account_id=account_id, by="", at=at)
        with pytest.raises(queries.AccountNotFoundError):
            queries.get_account(account_id=account_id)

    def test_refuses_ones_own_account(self, open_account, at):
        open_account("admin")
        own = open_account("admin")

        with pytest.raises(rules.OwnAccountError):
            operations.close_account(account_id=own, by=own, at=at)


class TestWhoMay:
    def test_end_sessions_and_keep_passwords_are_oneself_and_administrators(self, open_account, at):
        account_id = open_account()

        for actor in (Actor(id=account_id, role="student"), Actor(id=new_id(), role="admin")):
            with acting_as(actor):
                operations.end_sessions(account_id=account_id, at=at)
                operations.keep_password(
                    account_id=account_id, password_hash=f"!{actor.role}", at=at
                )
            assert Account.objects.get(pk=account_id).password == f"!{actor.role}"

    @pytest.mark.parametrize("role", ["student", "teacher", "staff"])
    def test_is_nobody_else(self, open_account, at, role):
        account_id = open_account()

        with acting_as(Actor(id=new_id(), role=role)):
            with pytest.raises(rules.NotYourAccountError):
                operations.end_sessions(account_id=account_id, at=at)
            with pytest.raises(rules.NotYourAccountError):
                operations.keep_password(account_id=account_id, password_hash="!", at=at)


class TestFindAccounts:
    def test_are_found_at_once_in_the_order_asked_for(self, open_account, at):
        first, second, closed = (open_account() for _ in range(3))
        operations.close_account(account_id=closed, by="", at=at)

        found = api.find_accounts(account_ids=(second, new_id(), closed, first, second))

        assert [account.id for account in found] == [second, first]

    def test_are_found_however_their_ids_are_written(self, open_account):
        account_id = open_account()

        found = api.find_accounts(account_ids=(account_id.upper(), account_id))

        assert [account.id for account in found] == [account_id]

    def test_are_bounded(self):
        with pytest.raises(api.ListTooLongError):
            api.find_accounts(account_ids=tuple(new_id() for _ in range(1_001)))
