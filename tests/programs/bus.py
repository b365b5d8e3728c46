"""Processes of a bus in which news hears a fact that planning tells in tests only.

python -m tests.programs.bus migrate_all
python -m tests.programs.bus relay planning
python -m tests.programs.bus hearer
python -m tests.programs.bus tell       change rooms and tell of it until SIGTERM
python -m tests.programs.bus tend       retry and catch up once, as beat does
python -m tests.programs.bus worker ... what Celery's own command does, and likewise for beat
"""

import os
import random
import signal
import sys
import time
from dataclasses import dataclass

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.main")

import django

django.setup()

from celery import current_app
from django.core.management import call_command
from django.db import connections
from pymongo import InsertOne, UpdateOne
from pymongo.errors import PyMongoError

from apps.news import subscriptions
from apps.planning.models import Location
from yggdrasil import clock, ids
from yggdrasil.bus.hearing import tending
from yggdrasil.bus.worker import install
from yggdrasil.errors import YggdrasilError
from yggdrasil.events.signal import DomainSignal
from yggdrasil.events.subscription import Subscription
from yggdrasil.mongodb.unit_of_work import current_session, unit_of_work

NAME = "planning.location.measured.v1"
ROOMS = [ids.derived_id("campaign", str(number)) for number in range(5)]


@dataclass(frozen=True, kw_only=True)
class LocationMeasured:
    location_id: str
    number: int
    at: float


measured = DomainSignal(NAME, LocationMeasured)


def note_all(facts: list[LocationMeasured]) -> None:
    """Note facts, and every one that does not follow the last of its room."""
    database = connections["news"].database
    session, at = current_session(), clock.now()
    rooms = {"_id": {"$in": list({fact.location_id for fact in facts})}}
    found = database["bus_test_last"].find(rooms, session=session)
    last = {room["_id"]: room["number"] for room in found}
    notes, strays = [], []
    for fact in facts:
        if fact.number != last.get(fact.location_id, 0) + 1:
            strays.append({"location": fact.location_id, "number": fact.number})
        last[fact.location_id] = fact.number
        notes.append(InsertOne({"location": fact.location_id, "number": fact.number, "at": at}))
    database["bus_test_effects"].bulk_write(notes, session=session)
    database["bus_test_last"].bulk_write(
        [UpdateOne({"_id": k}, {"$set": {"number": n}}, upsert=True) for k, n in last.items()],
        session=session,
    )
    if strays:
        database["bus_test_strays"].insert_many(strays, session=session)


def note(fact: LocationMeasured) -> None:
    """Note one fact."""
    note_all([fact])


subscriptions.SUBSCRIPTIONS = (
    *subscriptions.SUBSCRIPTIONS,
    Subscription(hears=NAME, needs=LocationMeasured, does=note, does_all=note_all),
)
current_app.conf.task_always_eager = False
install(current_app)


@unit_of_work("planning")
def measure(room: str) -> None:
    """Change a room and tell of it: the number told is the number stored."""
    location = Location.objects.filter(pk=room).first() or Location(pk=room, name=room, capacity=0)
    location.capacity += 1
    payload = LocationMeasured(location_id=room, number=location.capacity, at=time.time())
    measured.send(sender=location, payload=payload)
    location.save()


def tell() -> None:
    """Measure rooms at random until told to stop; what fails is left, as a client would."""
    stopping: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _frame: stopping.append(number))
    while not stopping:
        try:
            measure(random.choice(ROOMS))
        except (PyMongoError, YggdrasilError, OSError) as error:
            print(f"not told: {error}", file=sys.stderr)
            time.sleep(0.1)
        time.sleep(random.uniform(0, 0.01))


if __name__ == "__main__":
    if sys.argv[1] == "tell":
        tell()
    elif sys.argv[1] == "tend":
        tending.tend()
    elif sys.argv[1] in {"worker", "beat"}:
        current_app.start(sys.argv[1:])
    else:
        call_command(*sys.argv[1:])
