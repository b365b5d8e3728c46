"""Facts beside their yardsticks: appended, read, told with a change; and the way of a command."""

import os
import tempfile
import time
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from statistics import quantiles
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.main")

from eventsourcing.persistence import DatetimeAsISO, EventStore, JSONTranscoder, Mapper
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore

from scripts.benches.bus.cases import CASES as BUS
from scripts.benches.bus.samples import HOME, facts, plain, plain_facts, seconds_of
from scripts.benches.harness import Case, Figure, Readings
from tests.programs import bus as program  # sets Django up

# isort: split
from django.core.management import call_command

from apps.planning.models import Location
from yggdrasil import clock
from yggdrasil.bus.carrying.backends.memory import MemoryCarrier
from yggdrasil.bus.hearers import Hearers
from yggdrasil.bus.telling.relay import Relay
from yggdrasil.cqrs.pipeline import Pipeline
from yggdrasil.eventstore.backends.mongodb import MongoEventStore
from yggdrasil.ids import new_id
from yggdrasil.mongodb.unit_of_work import unit_of_work

APPEND, READ = 500, 20_000


@cache
def store() -> MongoEventStore:
    """Return the store of the teller's home, migrated and empty."""
    call_command("migrate_all", verbosity=0)
    found = MongoEventStore(HOME)
    found.commits.delete_many({})
    return found


@dataclass(frozen=True)
class Measured:
    """The same fact as eventsourcing has it."""

    originator_id: UUID
    originator_version: int
    timestamp: datetime
    correlation_id: str
    causation_id: str
    actor_id: str
    location_id: str
    number: int
    at: float


def eventsourcing() -> float:
    """Return how long eventsourcing takes for as many events made beforehand, in a file.

    Its equal of our `append(envelopes)` is `EventStore.put(domain_events)` over the recorder that
    its applications have, which can be read by position as ours can (the one for aggregates keeps
    their snapshots): both code each fact and keep all or none. Ours has more indexes, and a server
    where it has a library.
    """
    request, actor = new_id(), new_id()
    events = [
        Measured(
            originator_id=uuid5(NAMESPACE_URL, new_id()),
            originator_version=1,
            timestamp=clock.now(),
            correlation_id=request,
            causation_id="",
            actor_id=actor,
            location_id=new_id(),
            number=1,
            at=time.time(),
        )
        for _ in range(APPEND)
    ]
    transcoder = JSONTranscoder()
    transcoder.register(DatetimeAsISO())
    with tempfile.TemporaryDirectory() as folder:
        recorder = SQLiteApplicationRecorder(SQLiteDatastore(f"{folder}/events"))
        recorder.create_table()
        kept = EventStore[UUID](Mapper(transcoder), recorder)
        return seconds_of(lambda: kept.put(events))


def append() -> Readings:
    """Append 500 facts a call, and keep as many with the bare driver and with eventsourcing.

    Without us each fact would be a document of its own, and need the same indexes.
    """
    store()
    ours, bare, alone = facts(APPEND), list(map(plain, facts(APPEND))), plain_facts()
    sqlite = eventsourcing()
    appended = seconds_of(lambda: store().append(ours))
    inserted = seconds_of(lambda: alone.insert_many(bare))
    return {
        name: APPEND / s
        for name, s in zip(("ours", "bare", "sqlite"), (appended, inserted, sqlite), strict=True)
    }


@cache
def fill() -> int:
    """Number enough facts to read; return the last position."""
    store().append(facts(READ))
    nobody = Hearers(tables={}, services={})
    relay = Relay(home=HOME, owner="bench", carrier=MemoryCarrier(nobody), hearers=nobody)
    while relay.step().numbered:
        pass
    relay.stop()
    return store().head()


def read() -> Readings:
    """Read facts by position, and the same documents with a bare cursor."""
    end = fill()
    wanted = {"position": {"$gt": end - READ, "$lte": end}}
    ours = seconds_of(lambda: [None for _ in store().read_all(after=end - READ, until=end)])
    cursor = store().commits.find(wanted).sort("position").batch_size(1_000)
    bare = seconds_of(lambda: [None for _ in cursor])
    return {"ours": READ / ours, "bare": READ / bare}


def operations() -> Readings:
    """Change a room with and without telling of it, in turns."""
    store()
    room = Location(name=new_id(), capacity=0)
    room.save()
    change = unit_of_work(HOME)

    def with_fact() -> None:
        payload = program.LocationMeasured(location_id=str(room.pk), number=1, at=0.0)
        found = Location.objects.get(pk=room.pk)
        program.measured.send(sender=found, payload=payload)
        found.save()

    times: dict[str, list[float]] = {"with": [], "without": []}
    for _ in range(60):
        times["with"].append(seconds_of(lambda: change.run(with_fact)))
        times["without"].append(
            seconds_of(lambda: change.run(lambda: Location.objects.get(pk=room.pk).save()))
        )
    return {name: quantiles(taken, n=10)[0] * 1e3 for name, taken in times.items()}


def pipeline() -> Readings:
    """Run a command that does nothing, inside a unit of work, and call it directly."""

    def nothing(*, course_id: str, capacity: int) -> str:
        return f"{course_id} {capacity}"

    inner: Pipeline[str] = Pipeline(name="planning.nothing", app=HOME, function=nothing, allow=None)
    arguments: dict[str, Any] = {"course_id": "x", "capacity": 3}
    times = 2_000

    def through() -> None:
        for _ in range(times):
            inner.execute(arguments)

    piped = seconds_of(lambda: unit_of_work(HOME).run(through))
    direct = seconds_of(lambda: [nothing(**arguments) for _ in range(times)])
    return {"piped": piped / times * 1e6, "direct": direct / times * 1e6}


def of(name: str, unit: str, value: str, yardstick: str, **demands: float) -> Figure:
    """Return a line of the table."""
    return Figure(name=name, unit=unit, value=value, yardstick=yardstick, **demands)


CASES = (
    Case(
        measure=append,
        rounds=15,
        figures=(
            of("append, 500 a call", "facts/s", "ours", "bare", ratio_at_least=0.6),
            of("beside eventsourcing on SQLite", "facts/s", "ours", "sqlite", ratio_at_least=1),
        ),
    ),
    Case(
        measure=read,
        rounds=3,
        figures=(of("read by position", "facts/s", "ours", "bare", at_least=100_000),),
    ),
    Case(
        measure=operations,
        rounds=3,
        figures=(of("operation with its fact", "ms", "with", "without", ratio_at_most=1.3),),
    ),
    Case(measure=pipeline, figures=(of("command pipeline", "us", "piped", "direct", at_most=100),)),
    *BUS,
)
