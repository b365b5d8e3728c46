"""Watching for new commits: one change stream a server, which shows them and wakes the relays."""

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bson.timestamp import Timestamp
from pymongo.errors import PyMongoError

from yggdrasil.errors import UnavailableError
from yggdrasil.eventstore.hints import Hint, Hints
from yggdrasil.logs import get_logger
from yggdrasil.mongodb.homes import collection_of

AWAIT_SECONDS = 30.0
TROUBLE_SECONDS = 1.0

# The server's code for a command that a user may not send.
UNAUTHORISED = 13

log = get_logger(__name__)


def watch(
    hints: Mapping[str, Hints], *, wake: Callable[[str], object], until: threading.Event
) -> None:
    """Watch homes until told to stop, in threads of its own.

    Args:
        hints: where to show what is new, by home.
        wake: told each home where something is new, or may be.
        until: set when it is to stop.
    """
    for homes in _by_server(hints):
        Watch(homes, hints, wake, until).start()


@dataclass(frozen=True)
class Watch:
    """One change stream.

    Attributes:
        homes: aliases of homes of one server.
        hints: where to show what is new, by home.
        wake: told each home where something is new, or may be.
        until: set when it is to stop.
    """

    homes: Sequence[str]
    hints: Mapping[str, Hints]
    wake: Callable[[str], object]
    until: threading.Event

    def start(self) -> None:
        """Watch in a thread."""
        name = f"watch-{'-'.join(self.homes)}"
        threading.Thread(target=self.run, name=name, daemon=True).start()

    def run(self) -> None:
        """Watch until told to stop; open the stream again whenever it fails."""
        while not self.until.is_set():
            try:
                self._show_inserts()
            except (PyMongoError, UnavailableError) as error:
                if len(self.homes) > 1 and getattr(error, "code", None) == UNAUTHORISED:
                    self._watch_each_home()
                    return
                log.warning("Watching for facts failed.", homes=self.homes, error=str(error))
                self.until.wait(TROUBLE_SECONDS)

    def _watch_each_home(self) -> None:
        """Let each home be watched by itself: who runs this may not watch the whole server."""
        for home in self.homes:
            Watch([home], self.hints, self.wake, self.until).start()

    def _show_inserts(self) -> None:
        named = {collection_of(home, "events").database.name: home for home in self.homes}
        begun = _latest(self.homes[0])
        try:
            with inserts(self.homes, since=begun) as stream:
                # What was stored while nobody watched is for a scan.
                for home in self.homes:
                    self.hints[home].open(begun)
                    self.wake(home)
                while stream.alive and not self.until.is_set():
                    if (change := stream.try_next()) is not None:
                        home = named[change["ns"]["db"]]
                        self.hints[home].show(_hint(change))
                        self.wake(home)
        finally:
            for home in self.homes:
                self.hints[home].close()


def _latest(home: str) -> Timestamp:
    """Return the moment of the last write that the home's server knows of, kept already or not."""
    answer = collection_of(home, "events").database.command("ping")
    # A router knows of no write but has a clock.
    moment: Timestamp = answer.get("operationTime") or answer["$clusterTime"]["clusterTime"]
    return moment


def _hint(change: Mapping[str, Any]) -> Hint:
    return Hint(moment=change["clusterTime"], commit=change["fullDocument"], size=change["size"])


def _by_server(homes: Iterable[str]) -> Iterable[list[str]]:
    """Return homes in groups that share a client: the server wakes every stream at every write."""
    groups: dict[int, list[str]] = {}
    for home in homes:
        client = collection_of(home, "events").database.client
        groups.setdefault(id(client), []).append(home)
    return groups.values()


def inserts(homes: Sequence[str], *, since: Timestamp | None = None) -> Any:
    """Return one change stream of the commits that are stored in some homes of one server.

    Args:
        homes: their aliases.
        since: the first moment shown; None for one that the server chooses.
    """
    commits: Any = [collection_of(home, "events") for home in homes]
    wanted = {
        "operationType": "insert",
        "ns.coll": "events",
        "ns.db": {"$in": [stored.database.name for stored in commits]},
        # One that somebody puts back has its position.
        "fullDocument.position": 0,
    }
    shown = {"ns": 1, "clusterTime": 1, "fullDocument": 1, "size": {"$bsonSize": "$fullDocument"}}
    watched = commits[0] if len(commits) == 1 else commits[0].database.client
    return watched.watch(
        [{"$match": wanted}, {"$project": shown}],
        max_await_time_ms=int(AWAIT_SECONDS * 1000),
        start_at_operation_time=since,
    )
