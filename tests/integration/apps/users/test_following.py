"""Profiles follow accounts, through facts and, where those were missed, by comparison."""

import pytest

from apps.accounts import api as accounts_api, operations as accounts
from apps.accounts.data import Role
from apps.accounts.models import Account
from apps.users import api, operations
from apps.users.models import Profile
from apps.users.subscriptions import SUBSCRIPTIONS
from apps.users.tasks import mend_copies
from yggdrasil import codec
from yggdrasil.events.recorder import MemoryRecorder, recording_to

pytestmark = pytest.mark.usefixtures("homes", "at")


def deliver(facts):
    """Hand stored facts to their hearers, as the bus does: by name, as plain values."""
    for fact in facts:
        for one in SUBSCRIPTIONS:
            if one.hears == fact.name:
                one.does(codec.from_builtins(fact.payload, one.needs))


class TestFacts:
    def test_carry_all_that_the_profile_needs(self, at):
        told = MemoryRecorder()
        with recording_to(told):
            account_id = accounts.create_account(
                email="ada@yggdrasil.edu",
                password="a long enough phrase",
                role=Role.STUDENT,
                first_name="Ada",
                last_name="Lovelace",
                at=at,
            )
            accounts.change_account(
                account_id=account_id, by="", at=at, email="king@yggdrasil.edu", role=Role.TEACHER
            )
            accounts.close_account(account_id=account_id, by="", at=at)

        deliver(told.facts)
        deliver(told.facts[:1])

        person = api.get_person(account_id=account_id)
        assert (person.name, person.email, person.role) == (
            "Ada Lovelace",
            "king@yggdrasil.edu",
            Role.TEACHER,
        )
        assert Profile.objects.get().closed_at == at

    def test_are_numbered_without_holes(self, at, open_account):
        told = MemoryRecorder()
        with recording_to(told):
            account_id = open_account("teacher")
            accounts.change_account(
                account_id=account_id, by="", at=at, email="k@yggdrasil.edu", role=Role.STAFF
            )
            accounts.deactivate_account(account_id=account_id, by="", at=at)

        assert [fact.aggregate.version for fact in told.facts] == [1, 2, 3, 4]
        assert Account.objects.get(pk=account_id).stream_version == 4


class TestMendCopies:
    def test_makes_what_is_missing_and_corrects_what_went_astray(self, open_account, person):
        missing = open_account("student", email="missing@yggdrasil.edu")
        astray = open_account("staff", email="astray@yggdrasil.edu")
        person(person_id=astray, email="old@yggdrasil.edu", role="student")

        assert mend_copies() == 2
        assert mend_copies() == 0

        found = {it.id: (it.email, it.role) for it in api.list_persons(ids=(missing, astray))}
        assert found == {
            missing: ("missing@yggdrasil.edu", Role.STUDENT),
            astray: ("astray@yggdrasil.edu", Role.STAFF),
        }

    def test_writes_nothing_back_that_changed_meanwhile(
        self, open_account, person, at, monkeypatch
    ):
        account_id = open_account(email="old@yggdrasil.edu")
        person(person_id=account_id, email="old@yggdrasil.edu")
        ask = accounts_api.list_accounts

        def ask_just_before_a_change(**asked):
            found = ask(**asked)
            if found:
                told = MemoryRecorder()
                with recording_to(told):
                    accounts.change_account(
                        account_id=account_id, by="", at=at, email="new@yggdrasil.edu"
                    )
                deliver(told.facts)
            return found

        monkeypatch.setattr(accounts_api, "list_accounts", ask_just_before_a_change)

        assert mend_copies() == 0
        assert api.get_person(account_id=account_id).email == "new@yggdrasil.edu"

    def test_leaves_a_profile_alone_that_heard_a_fact_meanwhile(self, open_account, person, at):
        account_id = open_account(email="now@yggdrasil.edu")
        person(person_id=account_id, email="now@yggdrasil.edu")

        operations.correct_copies(
            account_id=account_id,
            email="then@yggdrasil.edu",
            role=Role.STUDENT,
            seen_version=9,
            at=at,
        )

        assert api.get_person(account_id=account_id).email == "now@yggdrasil.edu"

    def test_walks_all_accounts_in_parts(self, open_account, at):
        for number in range(5):
            open_account(email=f"s{number}@yggdrasil.edu")

        assert operations.mend_copies(at=at, batch=2) == 5
