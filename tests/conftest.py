"""What every test may ask for: clean homes, a held clock, somebody signed in."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.db import connections
from django.test import Client
from django.test.utils import setup_databases, teardown_databases

from yggdrasil import clock
from yggdrasil.ids import new_id
from yggdrasil.mongodb.writes import WRITTEN

pytest_plugins = [
    "tests.scenarios.bus",
    "tests.scenarios.cutover",
    "tests.scenarios.rabbitmq",
    "tests.scenarios.servers",
]

# Machines are shared: how long one example takes says nothing about the code.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")

NEW_YEAR = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)
PASSWORD = "correct horse battery"

# Filled by migrations; a test that empties them breaks the admin for all that follow.
KEPT = {"django_migrations", "django_content_type", "auth_permission"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the campaign: it lasts longest, and other processes take the rest meanwhile."""
    items.sort(key=lambda item: "campaigns" not in item.path.parts)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_keepdb: bool,
    django_db_modify_db_settings: None,
    django_db_blocker: Any,
) -> Iterator[None]:
    """Make the test database of every home; pytest-django makes only those that markers name."""
    with django_db_blocker.unblock():
        made = setup_databases(
            verbosity=0, interactive=False, keepdb=django_db_keepdb, serialized_aliases=set()
        )
        remember_emptied()
        yield
        if not django_db_keepdb:
            teardown_databases(made, verbosity=0)


@pytest.fixture
def homes(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Open all seven homes, and empty what was written, be it by a fixture before this one.

    Django's own isolation would empty every collection of every home after every test; only the
    collections that were written to need it.
    """
    with django_db_blocker.unblock():
        yield
        empty_written()


def empty_written() -> None:
    """Empty every collection that this process wrote to since the last time, and the cache."""
    for alias, collections in WRITTEN.since(_emptied_at).items():
        for collection in collections - KEPT:
            connections[alias].database[collection].delete_many({})
    cache.clear()
    remember_emptied()


def remember_emptied() -> None:
    """Take the homes as they are now for empty ones."""
    global _emptied_at  # noqa: PLW0603 - one set of homes per process
    _emptied_at = WRITTEN.mark()


_emptied_at = 0


@pytest.fixture
def at() -> Iterator[datetime]:
    """Hold the clock at a winter morning."""
    with clock.held(NEW_YEAR) as moment:
        yield moment


@pytest.fixture
def aliases() -> list[str]:
    """Return the aliases of the seven homes."""
    return list(settings.DATABASES)


@pytest.fixture
def open_account(homes: None) -> Callable[..., str]:
    """Return a function that opens an account of a role and returns its id."""
    from apps.accounts import operations
    from apps.accounts.data import Role

    def open_(role: str = "student", *, email: str = "", password: str = PASSWORD) -> str:
        account_id = new_id()
        return operations.open_account(
            account_id=account_id,
            email=email or f"{role}.{account_id}@yggdrasil.edu",
            password_hash=make_password(password),
            role=Role(role),
            at=clock.now(),
        )

    return open_


@pytest.fixture
def client_as(open_account: Callable[..., str]) -> Callable[..., Client]:
    """Return a function that gives an HTTP client of somebody who is signed in."""
    from apps.accounts.data import Role
    from apps.accounts.models.tokens import TokenKind, mint

    def client(role: str = "student", *, account_id: str = "") -> Client:
        account_id = account_id or open_account(role)
        token = mint(
            kind=TokenKind.ACCESS,
            account_id=account_id,
            role=Role(role),
            version=0,
            session_id=new_id(),
            at=clock.now(),
        )
        return Client(headers={"Authorization": f"Bearer {token}"})

    return client


@pytest.fixture
def person(homes: None) -> Callable[..., str]:
    """Return a function that makes somebody's profile, without an account, and returns its id."""
    from apps.accounts.data import Role
    from apps.users import operations
    from apps.users.data import ProfileChanges

    def make(
        first: str = "Ada", last: str = "Lovelace", *, role: str = "student", **says: Any
    ) -> str:
        person_id = says.pop("person_id", new_id())
        return operations.create_profile(
            person_id=person_id,
            email=says.pop("email", f"{person_id}@yggdrasil.edu"),
            role=Role(role),
            at=clock.now(),
            says=ProfileChanges(first_name=first, last_name=last, **says),
        )

    return make
