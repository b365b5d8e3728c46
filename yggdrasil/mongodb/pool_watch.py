"""How the connections to each server are used: how many, how many busy, how long one waits."""

import os
import threading
from dataclasses import dataclass, replace
from typing import Any

from pymongo.monitoring import (
    ConnectionCheckedInEvent,
    ConnectionCheckedOutEvent,
    ConnectionCheckOutFailedEvent,
    ConnectionCheckOutStartedEvent,
    ConnectionClosedEvent,
    ConnectionCreatedEvent,
    ConnectionPoolListener,
    PoolClearedEvent,
    PoolClosedEvent,
    PoolCreatedEvent,
    PoolReadyEvent,
)

from yggdrasil.logs import get_logger

log = get_logger(__name__)


@dataclass(kw_only=True, slots=True)
class PoolFigures:
    """The use of the connections to one server.

    Attributes:
        size: connections open now.
        busy: of these, in the hands of a thread now.
        waiting: threads that wait for one now.
        checkouts: connections handed out so far.
        failures: times that a thread got none.
        wait_seconds: time that threads waited, added up.
        clears: times that all were dropped because the server seemed lost.
    """

    size: int = 0
    busy: int = 0
    waiting: int = 0
    checkouts: int = 0
    failures: int = 0
    wait_seconds: float = 0.0
    clears: int = 0


class PoolMeter:
    """Keeps the figures of this process, by server address.

    Attributes:
        lock: to be held while figures are changed.
    """

    def __init__(self) -> None:
        self._forget()
        os.register_at_fork(after_in_child=self._forget)

    def _forget(self) -> None:
        # A child opens connections of its own; and the lock may have been held at the fork.
        self.lock = threading.Lock()
        self._pools: dict[Any, PoolFigures] = {}

    def of(self, address: Any) -> PoolFigures:
        """Return the figures of a server.

        Args:
            address: host and port, as the driver's events have it.
        """
        # This runs thrice at every command, so a known server costs one look.
        pool = self._pools.get(address)
        return pool if pool is not None else self._pools.setdefault(address, PoolFigures())

    def figures(self) -> dict[str, PoolFigures]:
        """Return a copy of the figures, by `host:port`."""
        with self.lock:
            return {_name(address): replace(pool) for address, pool in self._pools.items()}


def _name(address: Any) -> str:
    return "{}:{}".format(*address)


POOLS = PoolMeter()


def pools() -> dict[str, PoolFigures]:
    """Return the use of the connections to each server, by `host:port`."""
    return POOLS.figures()


class PoolWatch(ConnectionPoolListener):
    """Counts what one client's pools do; logs only what a person should look at."""

    def pool_created(self, event: PoolCreatedEvent) -> None:
        """Nothing yet."""

    def pool_ready(self, event: PoolReadyEvent) -> None:
        """Nothing; the server watch tells."""

    def pool_cleared(self, event: PoolClearedEvent) -> None:
        """Count that every idle connection was dropped."""
        with POOLS.lock:
            POOLS.of(event.address).clears += 1

    def pool_closed(self, event: PoolClosedEvent) -> None:
        """Nothing; each connection tells by itself."""

    def connection_created(self, event: ConnectionCreatedEvent) -> None:
        """Count a new connection."""
        with POOLS.lock:
            POOLS.of(event.address).size += 1

    def connection_ready(self, event: Any) -> None:
        """Nothing; it was counted when it was created."""

    def connection_closed(self, event: ConnectionClosedEvent) -> None:
        """Count a connection less."""
        with POOLS.lock:
            POOLS.of(event.address).size -= 1

    def connection_check_out_started(self, event: ConnectionCheckOutStartedEvent) -> None:
        """Count a thread that waits."""
        with POOLS.lock:
            POOLS.of(event.address).waiting += 1

    def connection_check_out_failed(self, event: ConnectionCheckOutFailedEvent) -> None:
        """Count and log a thread that got none: the pool is spent, or the server is away."""
        with POOLS.lock:
            pool = POOLS.of(event.address)
            pool.waiting -= 1
            pool.failures += 1
            pool.wait_seconds += event.duration or 0.0
        log.warning(
            "No database connection to be had.",
            server=_name(event.address),
            reason=event.reason,
        )

    def connection_checked_out(self, event: ConnectionCheckedOutEvent) -> None:
        """Count a thread that got one."""
        with POOLS.lock:
            pool = POOLS.of(event.address)
            pool.waiting -= 1
            pool.busy += 1
            pool.checkouts += 1
            pool.wait_seconds += event.duration or 0.0

    def connection_checked_in(self, event: ConnectionCheckedInEvent) -> None:
        """Count a connection that is idle again."""
        with POOLS.lock:
            POOLS.of(event.address).busy -= 1
