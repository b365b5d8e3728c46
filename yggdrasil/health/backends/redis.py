"""Whether the cache answers."""

from functools import cached_property

from django.conf import settings
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from yggdrasil.health.check import PATIENCE_SECONDS, HealthCheck
from yggdrasil.servers.named import named_redis


class RedisCheck:
    """The cache that sessions, locks and answers are kept in.

    Args:
        url: its address.
    """

    name = "redis"

    def __init__(self, url: str) -> None:
        self._url = url

    def check(self) -> None:
        """Ask for a sign of life.

        Raises:
            RedisError: if none comes in time.
            NotNamedError: if nobody said whom to ask.
        """
        self._client.ping()

    @cached_property
    def _client(self) -> Redis:
        # A client of its own: the cache's waits as long as its requests may.
        return Redis.from_url(
            named_redis(self._url),
            socket_timeout=PATIENCE_SECONDS,
            socket_connect_timeout=PATIENCE_SECONDS,
            retry=Retry(NoBackoff(), 0),
        )


def checks() -> list[HealthCheck]:
    """Return the check of the default cache."""
    return [RedisCheck(str(settings.CACHES["default"]["LOCATION"]))]
