"""The relays of one process: a thread a home, woken by commits and by the clock."""

import os
import socket
import threading
import time
from collections.abc import Callable, Sequence

from pymongo.errors import PyMongoError

from yggdrasil.bus.carrying.carrier import Carrier
from yggdrasil.bus.hearers import Hearers
from yggdrasil.bus.telling.relay import Relay, Step
from yggdrasil.bus.telling.standby import LIFE_SECONDS
from yggdrasil.bus.telling.watching import watch
from yggdrasil.errors import YggdrasilError
from yggdrasil.eventstore.hints import Hints
from yggdrasil.ids import new_id
from yggdrasil.logs import get_logger

# A healthy change stream is the proof that nothing came. The scan is for what nobody foresaw.
SCAN_SECONDS = 60.0
TROUBLE_SECONDS = 1.0
# Facts come in bursts: how far they were handed over is noted once none follows for so long.
QUIET_SECONDS = 0.02
# Time enough for a thread that was woken to begin.
GIVE_WAY_SECONDS = 0.0001

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
        self._hints = {home: Hints() for home in homes}
        self._threads = [
            threading.Thread(
                target=self._run, args=(home, hearers, make_carrier()), name=f"relay-{home}"
            )
            for home in homes
        ]

    def start(self) -> None:
        """Start the threads."""
        for thread in self._threads:
            thread.start()
        watch(self._hints, wake=self._wake, until=self._stop)
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
            thread.join(within_seconds)
        log.info("Relay stopped.", owner=self.owner)

    def _wake(self, home: str) -> None:
        waker = self._wakers[home]
        if not waker.is_set():
            waker.set()
            # Else the one who watches keeps the interpreter until its next look is on its way.
            time.sleep(GIVE_WAY_SECONDS)

    def _run(self, home: str, hearers: Hearers, carrier: Carrier) -> None:
        relay = Relay(
            home=home,
            owner=self.owner,
            carrier=carrier,
            hearers=hearers,
            hints=self._hints[home],
        )
        while not self._stop.is_set():
            self._wakers[home].clear()
            try:
                self._turn(relay)
            except (PyMongoError, YggdrasilError) as error:
                log.warning("Relay step failed.", home=home, error=str(error))
                self._stop.wait(TROUBLE_SECONDS)
            except Exception:
                # A thread that ended here would leave the home without a relay, unnoticed.
                log.exception("Relay step failed.", home=home)
                self._stop.wait(TROUBLE_SECONDS)
        _end(relay, carrier)

    def _turn(self, relay: Relay) -> None:
        """Do a step, and wait until the next is due."""
        waker, step = self._wakers[relay.home], relay.hand_over()
        if not step.is_active:
            self._stand_by(waker, step)
        elif step.is_broker_away:
            self._sit_out(relay, step.pause_seconds)
        elif not step.is_full and not waker.wait(QUIET_SECONDS):
            relay.note()
            waker.wait(min(step.pause_seconds or SCAN_SECONDS, relay.seconds_to_renewal))

    def _stand_by(self, waker: threading.Event, step: Step) -> None:
        if step.is_suspicious:
            self._stop.wait(step.pause_seconds)
        elif waker.wait(step.pause_seconds):
            # The holder sees the fact too; it is given a moment before it is looked at.
            self._stop.wait(LIFE_SECONDS)

    def _sit_out(self, relay: Relay, seconds: float) -> None:
        """Wait while the broker takes nothing, and show those who stand by that this one lives."""
        until = time.monotonic() + seconds
        while (remaining := until - time.monotonic()) > 0:
            if self._stop.wait(min(remaining, LIFE_SECONDS)):
                return
            relay.live()


def _end(relay: Relay, carrier: Carrier) -> None:
    try:
        relay.stop()
    except PyMongoError as error:
        log.warning("Lease not given up; it ends by itself.", home=relay.home, error=str(error))
    carrier.close()
