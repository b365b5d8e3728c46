"""What every view below /api/v1/ promises, whoever wrote it."""

from typing import Any

import pytest
from django.test import Client

from tests.contracts.rest.conftest import ADDRESSES, READ
from yggdrasil.rest.views import DataView

PROBLEM = "application/problem+json"
ODD = ("0", "x" * 900, "%00", "%ff", "a%20b", "$ne", "{}", "🌳", "z" * 24, "-1")


def each(addresses):
    return pytest.mark.parametrize(
        "address", addresses, ids=[address.template for address in addresses]
    )


def told(answer: Any, status: int) -> dict[str, Any]:
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, PROBLEM)
    body: dict[str, Any] = answer.json()
    assert body["request_id"] == answer.headers["X-Request-ID"]
    return body


def fields(answer: Any) -> set[str]:
    return {error["field"] for error in told(answer, 400)["errors"]}


# A feed or a calendar speaks a voice of its own.
@each([address for address in ADDRESSES if address.view is not None])
class TestEveryView:
    def test_speaks_with_the_platform_s_voice(self, address):
        assert issubclass(address.view, DataView)
        assert address.view.__doc__, "the schema needs its docstring"

    def test_ends_with_a_slash_unless_it_is_a_file(self, address):
        assert address.route.endswith("/") or "." in address.route.rpartition("/")[2]


@pytest.mark.usefixtures("homes")
@each([address for address in READ if not address.is_open])
class TestClosedView:
    def test_asks_who_asks(self, address):
        answer = Client().get(address.path())

        assert told(answer, 401)["code"] == "not_authenticated"
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")

    def test_takes_no_broken_token(self, address):
        answer = Client().get(address.path(), headers={"Authorization": "Bearer a.b.c"})

        told(answer, 401)


@each(READ)
class TestReadView:
    def test_refuses_unknown_parameters_by_name(self, address, allowed):
        answer = allowed(address).get(
            address.path(), {**address.needs, "fields": "id", "surely_unknown": 1}
        )

        assert fields(answer) == {"fields", "surely_unknown"}

    def test_changes_nothing(self, address, allowed):
        if not hasattr(address.view, "post"):
            assert allowed(address).post(address.path(), {}).status_code == 405


@each([address for address in READ if address.is_list])
class TestEveryList:
    def test_bounds_its_pages(self, address, allowed):
        client = allowed(address)

        for size in ("0", "101", "x"):
            answer = client.get(address.path(), {**address.needs, "page_size": size})
            assert fields(answer) == {"page_size"}

    def test_refuses_a_cursor_that_leads_nowhere(self, address, allowed):
        answer = allowed(address).get(address.path(), {**address.needs, "cursor": "nowhere"})

        assert answer.status_code in {400, 403, 404}
        assert answer.headers["Content-Type"] == PROBLEM

    def test_names_the_orderings_it_knows(self, address, allowed):
        answer = allowed(address).get(address.path(), {**address.needs, "ordering": "x"})

        assert fields(answer) == {"ordering"}


@each([address for address in READ if address.names])
class TestEveryDetail:
    def test_knows_nothing_under_a_new_id(self, address, allowed):
        answer = allowed(address).get(address.path())

        if answer.status_code != 200:
            told(answer, answer.status_code)
            assert answer.status_code in {403, 404}

    def test_meets_odd_ids_with_a_problem(self, address, allowed):
        client = allowed(address)

        answers = {
            odd: client.get(address.path(**dict.fromkeys(address.names, odd))) for odd in ODD
        }

        assert {odd: one.status_code for odd, one in answers.items() if one.status_code < 400} == {}
        assert {one.status_code for one in answers.values()} <= {400, 403, 404}
        assert {one.headers["Content-Type"] for one in answers.values()} == {PROBLEM}
