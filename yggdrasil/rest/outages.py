"""Which errors mean that a server is away: the same request may succeed later."""

from collections.abc import Iterator

from kombu.exceptions import OperationalError
from pymongo.errors import ConnectionFailure, WaitQueueTimeoutError
from redis.exceptions import (
    ConnectionError as RedisConnectionError,
    TimeoutError as RedisTimeoutError,
)

OUTAGES: tuple[type[Exception], ...] = (
    ConnectionFailure,
    WaitQueueTimeoutError,
    RedisConnectionError,
    RedisTimeoutError,
    OperationalError,
)


def is_outage(error: BaseException) -> bool:
    """Return whether an error, or one it was raised from, is the absence of a server.

    Args:
        error: any error.

    Returns:
        True for a database, cache or broker that does not answer.
    """
    return any(isinstance(cause, OUTAGES) for cause in _causes(error))


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
