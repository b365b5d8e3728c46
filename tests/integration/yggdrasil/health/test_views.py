"""Health over HTTP, with real servers, dead ones and hanging ones."""

import socket

import pytest
from django.conf import settings as django_settings
from django.test import Client

from yggdrasil.health.backends.memory import MemoryCheck
from yggdrasil.health.backends.redis import RedisCheck
from yggdrasil.health.prober import Prober
from yggdrasil.health.registry import prober

READY, LIVE = "/health/ready/", "/health/live/"


@pytest.fixture
def checking(monkeypatch):
    """Let the answers rest on other checks."""

    def use(*checks):
        stand_in = Prober(checks, deadline_seconds=0.2)
        monkeypatch.setattr("yggdrasil.health.views.prober", lambda: stand_in)

    return use


class TestReady:
    @pytest.mark.usefixtures("homes")
    def test_is_well_with_every_server_up(self, client):
        prober.cache_clear()

        answer = client.get(READY)

        assert (answer.status_code, answer.json()["status"]) == (200, "ok")
        names = [check["name"] for check in answer.json()["checks"]]
        homes = {f"mongodb:{alias}" for alias in django_settings.DATABASES}
        assert {*homes, "redis", "broker"} <= set(names)

    def test_fails_with_what_fails(self, client, checking):
        checking(MemoryCheck(name="a"), MemoryCheck(name="b", failure="It is full."))

        answer = client.get(READY)

        assert answer.status_code == 503
        assert [check["detail"] for check in answer.json()["checks"]] == ["", "It is full."]

    def test_fails_when_nobody_listens_and_names_no_secret(self, client, checking):
        checking(RedisCheck("redis://:secret@127.0.0.1:1/0"))

        answer = client.get(READY)

        assert answer.json()["checks"][0]["detail"] == "It does not answer (ConnectionError)."
        assert b"secret" not in answer.content

    def test_fails_in_time_when_somebody_listens_and_says_nothing(self, client, checking):
        with socket.create_server(("127.0.0.1", 0)) as silent:
            checking(RedisCheck(f"redis://127.0.0.1:{silent.getsockname()[1]}/0"))

            answer = client.get(READY)

        assert answer.json()["checks"][0]["detail"] == "No answer within 0.2 seconds."

    def test_answers_head(self, client, checking):
        checking(MemoryCheck(name="a", failure="x"))

        answer = client.head(READY)

        assert (answer.status_code, answer.content) == (503, b"")


class TestLive:
    def test_touches_nothing(self, client, checking):
        checking(MemoryCheck(name="a", failure="x"))
        client.cookies[django_settings.SESSION_COOKIE_NAME] = "a-session-in-a-dead-cache"

        answer = client.get(LIVE)

        # Without the fixture `homes`, a look at the database would be an error.
        assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Request-ID"]

    @pytest.mark.parametrize("path", [LIVE, READY])
    def test_is_only_read(self, client, path):
        assert client.post(path).status_code == 405

    def test_answers_probes_within_the_machine_unencrypted(self, settings):
        settings.SECURE_SSL_REDIRECT = True

        assert Client().get(LIVE).status_code == 200
        assert Client().get("/api/docs/").status_code == 301
