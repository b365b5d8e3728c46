"""No cache and no broker is asked that nobody named."""

import pytest
from django.conf import settings
from django.core.cache import CacheHandler

from config.celery import celery_app
from yggdrasil.servers import named
from yggdrasil.servers.named import NamedCelery, NotNamedError, end_without_broker


def cache_at(location):
    return CacheHandler({"default": {**settings.CACHES["default"], "LOCATION": location}})[
        "default"
    ]


class TestTheCache:
    @pytest.mark.parametrize(
        ("verb", "words"),
        [("get", "k"), ("set", "kv"), ("add", "kv"), ("incr", "k"), ("delete", "k")],
    )
    def test_that_nobody_named_is_told_of(self, verb, words):
        with pytest.raises(NotNamedError, match="or set REDIS_URL"):
            getattr(cache_at(""), verb)(*words)

    def test_that_somebody_named_is_the_one_asked(self):
        client = cache_at("redis://127.0.0.1:1/7").client.get_client()

        assert client.connection_pool.connection_kwargs["port"] == 1


class TestTheBroker:
    @pytest.fixture
    def celery(self, monkeypatch):
        for variable in ("CELERY_BROKER_URL", "CELERY_BROKER_READ_URL", "CELERY_BROKER_WRITE_URL"):
            monkeypatch.delenv(variable, raising=False)
        return NamedCelery("nobody's", broker="", set_as_current=False)

    def test_that_nobody_named_is_sent_nothing(self, celery):
        @celery.task(name="nothing")
        def task():
            pass

        for send in (task.delay, task.apply_async, lambda: celery.send_task("nothing")):
            with pytest.raises(NotNamedError, match="set CELERY_BROKER_URL or REDIS_URL"):
                send()

    def test_that_nobody_named_is_not_listened_to(self, celery):
        with pytest.raises(NotNamedError):
            celery.connection_for_read()

    def test_that_nobody_named_ends_who_would_work_for_it(self, celery, monkeypatch):
        monkeypatch.setattr(named, "current_app", celery)

        with pytest.raises(SystemExit, match="No broker runs here"):
            end_without_broker(sender="worker@here")

    def test_that_somebody_named_is_the_one_asked(self, celery):
        celery.conf.broker_url = "redis://127.0.0.1:1/7"

        for connection in (celery.connection_for_read(), celery.connection_for_write()):
            assert (connection.hostname, connection.port) == ("127.0.0.1", 1)
        assert celery.connection_for_write("memory://").as_uri().startswith("memory://")

    def test_is_minded_by_the_application_of_the_school(self):
        assert isinstance(celery_app, NamedCelery)
