"""A relay and a hearer at work: from a commit to its effect elsewhere, and under load."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, quantiles

from django.core.management import call_command

from scripts.benches.bus import hearing
from scripts.benches.bus.samples import (
    HEARER,
    HOME,
    facts,
    histories,
    plain,
    plain_facts,
    seconds_of,
    wait_until,
)
from scripts.benches.harness import Readings
from yggdrasil.events.envelope import Envelope
from yggdrasil.eventstore.backends.mongodb import MongoEventStore
from yggdrasil.mongodb.homes import collection_of
from yggdrasil.mongodb.unit_of_work import unit_of_work

PER_SECOND, SECONDS = 100, 6
ROOMS, VERSIONS = 500, 40
TOLD = ("events", "event_relay")
HEARD = ("inbox", "inbox_streams", "bus_test_effects")

Moments = dict[tuple[str, int], float]


@dataclass
class School:
    """A relay and a hearer as processes of their own.

    Attributes:
        relay: the process of the relay.
        handled: file into which the hearer writes when a fact's effect was committed.
    """

    relay: subprocess.Popen[bytes]
    handled: Path

    def moments(self) -> Moments:
        """Return when the effect of each fact was committed, by room and number."""
        lines = map(str.split, self.handled.read_text().splitlines())
        return {(room, int(number)): float(at) for room, number, at in lines}

    def await_handled(self, count: int, *, pause: float = 0.01) -> None:
        """Wait until so many facts are handled.

        Args:
            count: of all facts since the hearer began.
            pause: seconds between two looks.
        """
        wait_until(lambda: self.handled.read_bytes().count(b"\n") >= count, pause=pause)


@contextmanager
def school(broker: str) -> Iterator[School]:
    """Run a relay and a hearer, warmed up.

    Args:
        broker: its URL.

    Yields:
        The two.
    """
    begin_again()
    environ = {**os.environ, "CELERY_BROKER_URL": broker}
    with tempfile.TemporaryDirectory() as folder:
        handled, log = Path(folder, "handled"), Path(folder, "log")
        handled.touch()
        with log.open("ab") as out:
            commands = (("tests.programs.bus", "relay"), (hearing.__name__, str(handled)))
            relay, hearer = (
                subprocess.Popen(
                    [sys.executable, "-m", *command], env=environ, stdout=out, stderr=out
                )
                for command in commands
            )
        try:
            found = School(relay, handled)
            commit(facts(1)[0])
            found.await_handled(1)
            yield found
        finally:
            for process in (relay, hearer):
                process.terminate()
                process.wait()


def begin_again() -> None:
    """Forget what other measurements told and heard."""
    call_command("migrate_all", verbosity=0)
    for home, tables in ((HOME, TOLD), (HEARER, HEARD)):
        for table in tables:
            collection_of(home, table).delete_many({})


def latency(broker: str) -> Readings:
    """Tell 100 facts a second; return the milliseconds of commits, and of what follows each.

    Args:
        broker: its URL.
    """
    told = [fact for call in histories(rooms=PER_SECOND, versions=SECONDS) for fact in call]
    committed: dict[tuple[str, int], float] = {}
    with school(broker) as running:
        begin = time.monotonic()
        for place, fact in enumerate(told):
            time.sleep(max(begin + place / PER_SECOND - time.monotonic(), 0))
            commit(fact)
            committed[fact.aggregate.id, fact.aggregate.version] = time.time()
        running.await_handled(len(told) + 1)
        handled = running.moments()
        bare = [seconds_of(lambda fact=fact: commit(fact)) for fact in facts(PER_SECOND)]  # type: ignore[misc]
    # The first second warms up connections and caches.
    waits = [handled[fact] - at for fact, at in list(committed.items())[PER_SECOND:]]
    p99 = quantiles(waits, n=100)[98]
    return {"mean": mean(waits) * 1e3, "p99": p99 * 1e3, "commit": mean(bare) * 1e3}


def commit(fact: Envelope) -> None:
    """Commit a fact alone, as the end of an operation does.

    Args:
        fact: the next of its room.
    """
    unit_of_work(HOME).run(lambda: MongoEventStore(HOME).insert([fact]))


def outbox(broker: str) -> Readings:
    """Store facts as fast as they can be stored, until all have had their effect.

    Args:
        broker: its URL.
    """
    store, calls = MongoEventStore(HOME), histories(rooms=ROOMS, versions=VERSIONS)
    bare = [list(map(plain, call)) for call in histories(rooms=ROOMS, versions=4)]
    alone = plain_facts()

    def insert() -> None:
        for call in bare:
            alone.insert_many(call)

    with school(broker) as running:

        def carry() -> None:
            for call in calls:
                store.append(call)
            running.await_handled(ROOMS * VERSIONS + 1)

        carried = seconds_of(carry)
    inserted = seconds_of(insert)
    alone.drop()
    return {"carried": ROOMS * VERSIONS / carried, "inserted": ROOMS * len(bare) / inserted}
