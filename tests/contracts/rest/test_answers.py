"""Real answers about a real school, held against the description and against their cost."""

from importlib import import_module
from importlib.util import find_spec

import pytest
from django.test import Client
from rest_framework.test import APIClient

from apps.accounts.data import Role
from tests.conftest import empty_written
from tests.contracts.rest.conftest import READ
from tests.contracts.rest.walker import Walk
from yggdrasil import clock
from yggdrasil.mongodb.load import measured

# Making a school takes a while on a machine that does other things as well.
pytestmark = pytest.mark.timeout(300)

APPS = ("accounts", "users", "courses", "news", "enrollments", "planning", "statistics")
MADE = [f"apps.{app}.demo" for app in APPS if find_spec(f"apps.{app}.demo")]


@pytest.fixture(scope="module")
def school(django_db_setup, django_db_blocker):
    """Make the demo school once for this module, and empty the homes after it."""
    with django_db_blocker.unblock():
        for name in MADE:
            import_module(name).make(at=clock.now())
        yield
        empty_written()


@pytest.fixture
def walk(school):
    """Walk the API as somebody of each role."""
    walk = Walk(schema=Client().get("/api/schema/").json())
    for role in Role:
        walk.go(signed_in(role))
    return walk


def signed_in(role):
    """Return a client that came in by the front door."""
    client = APIClient()
    typed = {"email": f"{role}@yggdrasil.edu", "password": "Admin123!"}
    access = client.post("/api/v1/auth/login/", typed).json()["access"]
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {access}")
    return client


@pytest.mark.skipif(not MADE, reason="no app has a demo")
class TestAnswers:
    def test_keep_their_promises_to_every_role(self, walk):
        assert walk.faults == []
        if len(MADE) == len(APPS):
            assert {address.template for address in READ} - walk.answered == set()
            assert {address.template for address in READ if address.is_list} - walk.filled == set()

    @pytest.mark.usefixtures("school")
    def test_tell_how_long_a_list_is_when_asked(self):
        office = signed_in(Role.ADMIN)
        told = {}
        for address in READ:
            if address.is_list and not address.names:
                whole = office.get(address.path(), {**address.needs, "page_size": 100}).json()
                asked = {**address.needs, "page_size": 1, "count": "true"}
                counted = office.get(address.path(), asked).json()["count"]
                rows = len(whole["results"])
                told[address.template] = counted > rows if whole["next"] else counted == rows

        assert [template for template, is_right in told.items() if not is_right] == []

    @pytest.mark.usefixtures("school")
    def test_cost_the_same_for_one_row_and_for_many(self):
        office = signed_in(Role.ADMIN)
        costs = {}
        for address in READ:
            if address.is_list and not address.names:
                costs[address.template] = [cost(office, address, size) for size in (1, 100)]

        assert {path: pair for path, pair in costs.items() if pair[0] != pair[1]} == {}
        assert max(pair[1] for pair in costs.values()) <= 3


def cost(client, address, size):
    return min(cost_once(client, address, size) for _ in range(3))


def cost_once(client, address, size):
    # Relays and other threads send commands of their own; the least of some runs has none. The
    # largest page fills the server's first batch exactly, and is asked whether there is more.
    with measured() as load:
        client.get(address.path(), {**address.needs, "page_size": size})
    return load.total().count - load.total(command="getMore").count
