"""Whether each server can be reached: connected, lost, recovered; logged, and counted."""

import os
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pymongo.monitoring import (
    ServerClosedEvent,
    ServerDescriptionChangedEvent,
    ServerListener,
    ServerOpeningEvent,
)

from yggdrasil.logs import get_logger
from yggdrasil.mongodb.reconnection import Reconnection

_UNKNOWN = 0

log = get_logger(__name__)


@dataclass(kw_only=True)
class ServerFigures:
    """What became of the way to one server.

    Attributes:
        is_reachable: whether it answered last.
        losses: times that it was lost.
        recoveries: times that it came back.
        lost_seconds: how long it was away, added up, without the present absence.
        lost_since: when it was lost, on the monotonic clock; None if it is there.
    """

    is_reachable: bool = False
    losses: int = 0
    recoveries: int = 0
    lost_seconds: float = 0.0
    lost_since: float | None = field(default=None, repr=False)


_lock = threading.Lock()
_servers: dict[str, ServerFigures] = {}


def servers() -> dict[str, ServerFigures]:
    """Return what became of the way to each server, by `host:port`."""
    with _lock:
        return {address: replace(figures) for address, figures in _servers.items()}


class ServerWatch(ServerListener):
    """The eyes of one client. Runs on the driver's monitor threads and must not block them."""

    def __init__(
        self,
        *,
        homes: Mapping[str, str],
        seek: Callable[..., Reconnection] = Reconnection,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Watch for a client.

        Args:
            homes: aliases by database, filled as they begin to use the client; for the log.
            seek: makes the search for a lost server.
            monotonic: seconds on a clock that never goes back.
        """
        self._homes = homes
        self._seek = seek
        self._monotonic = monotonic
        self._searches: dict[str, Reconnection] = {}
        self.look: Callable[[], object] = lambda: None

    def opened(self, event: ServerOpeningEvent) -> None:
        """Nothing yet: it has not answered."""

    def description_changed(self, event: ServerDescriptionChangedEvent) -> None:
        """Tell whether the server came, went, or came back."""
        was = event.previous_description.server_type != _UNKNOWN
        is_now = event.new_description.server_type != _UNKNOWN
        server = "{}:{}".format(*event.server_address)
        if was and not is_now:
            self._lose(server, event.new_description.error)
        elif is_now and not was:
            self._find(server)

    def closed(self, event: ServerClosedEvent) -> None:
        """Stop looking for a server that the client no longer wants."""
        self._end_search("{}:{}".format(*event.server_address))

    def _lose(self, server: str, error: Any) -> None:
        with _lock:
            figures = _servers.setdefault(server, ServerFigures())
            figures.is_reachable = False
            figures.losses += 1
            figures.lost_since = self._monotonic()
        log.warning(
            "Database server lost.", server=server, homes=self._names(), reason=str(error)[:200]
        )
        search = self._searches[server] = self._seek(server=server, look=self.look)
        search.start()

    def _find(self, server: str) -> None:
        self._end_search(server)
        with _lock:
            figures = _servers.setdefault(server, ServerFigures())
            figures.is_reachable = True
            lost_since, figures.lost_since = figures.lost_since, None
            away = 0.0 if lost_since is None else self._monotonic() - lost_since
            figures.lost_seconds += away
            figures.recoveries += lost_since is not None
        if lost_since is None:
            log.info("Database server connected.", server=server, homes=self._names())
        else:
            log.info(
                "Database server recovered.",
                server=server,
                homes=self._names(),
                away_seconds=round(away, 3),
            )

    def _end_search(self, server: str) -> None:
        if (search := self._searches.pop(server, None)) is not None:
            search.stop()

    def _names(self) -> list[str]:
        return sorted(self._homes.values())


def _forget() -> None:
    global _lock, _servers
    _lock, _servers = threading.Lock(), {}


os.register_at_fork(after_in_child=_forget)
