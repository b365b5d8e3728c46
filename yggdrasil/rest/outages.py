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


def find_outage(error: BaseException) -> BaseException | None:
    """Return the absence of a server that an error is, or was raised from.

    Args:
        error: any error.

    Returns:
        The driver's own error about a database, cache or broker that does not answer; None if
        the error is of another kind.
    """
    return next((cause for cause in _causes(error) if isinstance(cause, OUTAGES)), None)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
