"""Who may read the figures."""

import pytest
from django.test import Client

TOKEN = "fifteen-sheep-and-a-dog"

pytestmark = pytest.mark.usefixtures("homes")


def ask(authorization=None, *, method="get"):
    headers = {"Authorization": authorization} if authorization is not None else {}
    return getattr(Client(), method)("/metrics", headers=headers)


@pytest.fixture
def guarded(settings):
    settings.YGGDRASIL = {**settings.YGGDRASIL, "METRICS_TOKEN": TOKEN}


@pytest.mark.usefixtures("guarded")
class TestMetricsWithAToken:
    @pytest.mark.parametrize("scheme", ["Bearer", "bearer"])
    def test_are_shown_to_who_has_it(self, scheme):
        answer = ask(f"{scheme} {TOKEN}")

        assert answer.status_code == 200
        assert b"yggdrasil_facts_pending" in answer.content

    @pytest.mark.parametrize(
        "sent",
        [
            None,
            "",
            "Bearer",
            "Bearer ",
            f"Bearer {TOKEN[:-1]}",
            f"Bearer {TOKEN}x",
            f"Basic {TOKEN}",
            TOKEN,
            "Bearer \u00e9t\u00e9",
        ],
    )
    @pytest.mark.parametrize("method", ["get", "head"])
    def test_are_closed_to_anybody_else(self, sent, method):
        answer = ask(sent, method=method)

        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == 'Bearer realm="metrics"'
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert b"yggdrasil_facts" not in answer.content

    def test_are_not_changed(self):
        answer = ask(f"Bearer {TOKEN}", method="post")

        assert answer.status_code == 405


class TestMetricsWithoutAToken:
    def test_are_open_outside_of_production(self):
        assert ask().status_code == 200

    def test_are_closed_in_production(self, settings):
        settings.YGGDRASIL = {**settings.YGGDRASIL, "ENVIRONMENT": "production"}

        answer = ask("Bearer ")

        assert answer.status_code == 403
        assert answer.json()["code"] == "metrics_closed"
