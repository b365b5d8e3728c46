"""The relays of one process: a thread a home, woken by commits and by the clock."""

import os
import socket
import threading
from collections.abc import Callable, Sequence
from typing import Any

from pymongo.errors import PyMongoError

from yggdrasil.bus.carrier import Carrier
from yggdrasil.bus.hearers import Hearers
from yggdrasil.bus.relay import Relay
from yggdrasil.errors import YggdrasilError
from yggdrasil.ids import new_id
from yggdrasil.logs import get_logger
from yggdrasil.mongodb.homes import collection_of

# The scan decides; a change stream only makes it come sooner.
SCAN_SECONDS = 5.0
# A relay without the lease looks for it this often, so that it takes over within seconds.
STANDBY_SECONDS = 2.0
TROUBLE_SECONDS = 2.0

INSERTS = [{"$match": {"operationType": "insert"}}, {"$project": {"_id": 1}}]

log = get_logger(__name__)


class RelayRunner:
    """Runs the relay of each given home until it is stopped."""

    def __init__(
        self, *, homes: Sequence[str], hearers: Hearers, make_carrier: Callable[[], Carrier]
    ) -> None:
        """Choose the homes.

        Args:
            homes: aliases of the homes whose facts are handed over.
            hearers: who hears what.
            make_carrier: makes a broker connection; each thread has its own.
        """
        self.owner = f"{socket.gethostname()}/{os.getpid()}/{new_id()[-6:]}"
        self._stop = threading.Event()
        self._wakers = {home: threading.Event() for home in homes}
        self._threads = [
            thread
            for home in homes
            for thread in (
                threading.Thread(
                    target=self._run, args=(home, hearers, make_carrier()), name=f"relay-{home}"
                ),
                threading.Thread(
                    target=self._watch, args=(home,), name=f"watch-{home}", daemon=True
                ),
            )
        ]

    def start(self) -> None:
        """Start the threads."""
        for thread in self._threads:
            thread.start()
        log.info("Relay started.", owner=self.owner, homes=list(self._wakers))

    def stop(self, *, within_seconds: float = 15.0) -> None:
        """Let each relay finish its step, give up its lease and end.

        Args:
            within_seconds: how long to wait for all of them.
        """
        self._stop.set()
        for waker in self._wakers.values():
            waker.set()
        for thread in self._threads:
            if not thread.daemon:
                thread.join(within_seconds)
        log.info("Relay stopped.", owner=self.owner)

    def _run(self, home: str, hearers: Hearers, carrier: Carrier) -> None:
        relay = Relay(home=home, owner=self.owner, carrier=carrier, hearers=hearers)
        waker = self._wakers[home]
        while not self._stop.is_set():
            waker.clear()
            seconds, may_be_woken = self._step(relay)
            (waker if may_be_woken else self._stop).wait(seconds)
        _end(relay, carrier)

    def _step(self, relay: Relay) -> tuple[float, bool]:
        """Do a step; return how long to wait before the next, and whether a new fact ends that."""
        try:
            step = relay.step()
        except (PyMongoError, YggdrasilError) as error:
            log.warning("Relay step failed.", home=relay.home, error=str(error))
            return TROUBLE_SECONDS, False
        except Exception:
            # A thread that ended here would leave the home without a relay, and nobody would know.
            log.exception("Relay step failed.", home=relay.home)
            return TROUBLE_SECONDS, False
        if not step.is_active:
            return STANDBY_SECONDS, False
        if step.is_full:
            return 0.0, True
        if step.pause_seconds and not step.published:
            return step.pause_seconds, False
        return step.pause_seconds or SCAN_SECONDS, True

    def _watch(self, home: str) -> None:
        while not self._stop.is_set():
            try:
                self._wake_on_inserts(home)
            except PyMongoError as error:
                log.warning("Watching for facts failed.", home=home, error=str(error))
                self._stop.wait(TROUBLE_SECONDS)

    def _wake_on_inserts(self, home: str) -> None:
        facts: Any = collection_of(home, "events")
        waits = int(SCAN_SECONDS * 1000)
        with facts.watch(INSERTS, max_await_time_ms=waits) as stream:
            # What was stored while nobody watched.
            self._wakers[home].set()
            while stream.alive and not self._stop.is_set():
                if stream.try_next() is not None:
                    self._wakers[home].set()


def _end(relay: Relay, carrier: Carrier) -> None:
    try:
        relay.stop()
    except PyMongoError as error:
        log.warning("Lease not given up; it ends by itself.", home=relay.home, error=str(error))
    carrier.close()
