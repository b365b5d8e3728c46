"""The cache and the broker that somebody named; where nobody did, a sentence instead of a guess.

Both drivers would ask whatever answers at the usual port of this machine, which may be somebody
else's. Settings name both classes; nothing is asked before they are used.
"""

from typing import Any

from celery import Celery, current_app
from django_redis.client import DefaultClient
from kombu import Connection

from yggdrasil.errors import UnavailableError


class NotNamedError(UnavailableError):
    """Nobody said where a server is, and none runs for this clone."""


def named_redis(url: str) -> str:
    """Return the address of Redis, if it is one.

    Args:
        url: as settings have it.

    Raises:
        NotNamedError: if it is empty.
    """
    if not url:
        raise NotNamedError(
            "No Redis runs here: start one by `scripts/services up`, or set REDIS_URL."
        )
    return url


class NamedRedisClient(DefaultClient):  # type: ignore[misc]  # untyped there
    """The client of the cache."""

    def __init__(self, server: Any, params: dict[str, Any], backend: Any) -> None:
        """Take the address.

        Raises:
            NotNamedError: if there is none; at the first use of the cache, as clients are lazy.
        """
        super().__init__(named_redis(server), params, backend)


class NamedCelery(Celery):
    """A Celery application that asks no broker which nobody named."""

    def connection_for_read(self, url: str | None = None, **options: Any) -> Connection:
        """Return a connection to take messages by, not opened yet.

        Raises:
            NotNamedError: if nobody said where the broker is.
        """
        return super().connection_for_read(url or _named(self.conf.broker_read_url), **options)

    def connection_for_write(self, url: str | None = None, **options: Any) -> Connection:
        """Return a connection to send messages by, not opened yet.

        Raises:
            NotNamedError: if nobody said where the broker is.
        """
        return super().connection_for_write(url or _named(self.conf.broker_write_url), **options)


def end_without_broker(**_signal: object) -> None:
    """End a worker or a beat that has no broker before it begins: by a sentence, no stack trace.

    Raises:
        SystemExit: with the sentence.
    """
    try:
        current_app.connection_for_read().release()
    except NotNamedError as error:
        raise SystemExit(error.message) from None


def _named(url: str | None) -> str:
    if not url:
        raise NotNamedError(
            "No broker runs here: start one by `scripts/services up`, or set CELERY_BROKER_URL or "
            "REDIS_URL."
        )
    return url
