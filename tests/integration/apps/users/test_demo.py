"""The people of the demo school."""

import pytest
from django.contrib.auth.hashers import check_password

from apps.accounts import api as accounts, demo as accounts_demo
from apps.accounts.data import Role
from apps.accounts.models import Account
from apps.users import api as users, demo as users_demo

pytestmark = pytest.mark.usefixtures("homes")


class TestMake:
    def test_makes_a_school_once(self, at):
        first = accounts_demo.make(at=at) + users_demo.make(at=at)
        again = accounts_demo.make(at=at) + users_demo.make(at=at)

        assert first > 71 * 3
        assert again == 0

    def test_makes_people_of_every_role_with_names(self, at):
        accounts_demo.make(at=at)
        users_demo.make(at=at)

        found = {role: accounts.list_accounts(role=role, limit=100) for role in Role}
        ids = tuple(account.id for some in found.values() for account in some)
        people = users.list_persons(ids=ids)
        assert {role: len(some) for role, some in found.items()} == {
            Role.ADMIN: 1,
            Role.STAFF: 2,
            Role.TEACHER: 8,
            Role.STUDENT: 60,
        }
        assert all(person.first_name and person.last_name for person in people)
        assert {"Élodie Vasseur", "Thomas O'Connor"} <= {person.name for person in people}

    @pytest.mark.parametrize("name", ["admin", "staff", "teacher", "student"])
    def test_lets_the_demo_accounts_in(self, name, at):
        accounts_demo.make(at=at)

        account = Account.objects.get(email=f"{name}@yggdrasil.edu")

        assert account.role == name
        assert check_password("Admin123!", account.password)
