"""A teller (planning's rooms), two hearers, a relay, and a broker in memory."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.db import connections

from apps.planning.models import Location
from yggdrasil import clock
from yggdrasil.bus.carrying.backends.memory import MemoryCarrier
from yggdrasil.bus.effects.failures import ATTEMPTS
from yggdrasil.bus.hearers import Hearers
from yggdrasil.bus.hearing.inbox import Inbox
from yggdrasil.bus.hearing.retries import Retries
from yggdrasil.bus.telling.relay import Relay
from yggdrasil.events.catalogue import CATALOGUE
from yggdrasil.events.signal import DomainSignal
from yggdrasil.events.subscription import Subscription
from yggdrasil.mongodb.unit_of_work import current_session, unit_of_work

CHANGED = "planning.location.tried.v1"
SHUT = "planning.location.barred.v1"


@dataclass(frozen=True, kw_only=True)
class Tried:
    location_id: str
    number: int


@dataclass(frozen=True, kw_only=True)
class Heard:
    location_id: str
    number: int


class Faults:
    """Makes a handler fail for chosen numbers."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self.numbers: set[int] = set()
        self.error: Exception | None = None
        self.meanwhile: Callable[[], object] | None = None

    def check(self, number: int) -> None:
        """Fail for the chosen numbers; let something else happen first, once, if wanted."""
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile is not None:
            meanwhile()
        if number in self.numbers:
            raise self.error or ZeroDivisionError(f"no luck with {number}")


class Elsewhere:
    """Does things in another thread, as another process would."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self.pool = pool
        self.begun: list[Future[object]] = []

    def __call__(self, work: Callable[[], object]) -> None:
        """Begin, and give it a moment: what this thread holds open, it has to wait for."""
        future = self.pool.submit(work)
        self.begun.append(future)
        with suppress(TimeoutError):
            future.result(timeout=0.3)

    def join(self) -> None:
        """Wait until all of it is done."""
        for future in self.begun:
            future.result(timeout=30)


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    """Return another thread; what it raised fails the test."""
    with ThreadPoolExecutor(1) as pool:
        yield Elsewhere(pool)


faults = Faults()


def effects(alias: str) -> Any:
    """Return the collection in which handlers leave their effects."""
    return connections[alias].database["bus_test_effects"]


def note_in_statistics(fact: Heard) -> None:
    faults.check(fact.number)
    effects("statistics").insert_one(
        {"location": fact.location_id, "number": fact.number}, session=current_session()
    )


def count_in_statistics(fact: Heard) -> None:
    effects("statistics").update_one(
        {"counter": fact.location_id}, {"$inc": {"n": 1}}, upsert=True, session=current_session()
    )


def note_in_news(fact: Heard) -> None:
    effects("news").insert_one({"number": fact.number}, session=current_session())


@pytest.fixture
def signals() -> Iterator[SimpleNamespace]:
    tried, barred = DomainSignal(CHANGED, Tried), DomainSignal(SHUT, Tried)
    yield SimpleNamespace(tried=tried, barred=barred)
    CATALOGUE.remove(tried)
    CATALOGUE.remove(barred)


@pytest.fixture
def hearers() -> Hearers:
    return Hearers(
        tables={
            "statistics": (
                Subscription(hears=CHANGED, needs=Heard, does=note_in_statistics),
                Subscription(hears=CHANGED, needs=Heard, does=count_in_statistics),
                Subscription(hears=SHUT, needs=Heard, does=note_in_statistics),
            ),
            "news": (Subscription(hears=CHANGED, needs=Heard, does=note_in_news),),
        },
        services=settings.YGGDRASIL["SERVICE_OF"],
    )


@pytest.fixture
def carrier(hearers: Hearers) -> MemoryCarrier:
    carrier = MemoryCarrier(hearers)
    carrier.declare()
    return carrier


class School:
    """Everything between a change in planning and its effects elsewhere."""

    def __init__(self, signals: Any, hearers: Hearers, carrier: MemoryCarrier) -> None:
        self.signals = signals
        self.hearers = hearers
        self.carrier = carrier
        self.relay = self.make_relay("first")

    def make_relay(self, owner: str) -> Relay:
        return Relay(home="planning", owner=owner, carrier=self.carrier, hearers=self.hearers)

    def room(self, name: str) -> Location:
        location = Location(name=name)
        location.save()
        return location

    def room_again(self, key: str) -> Location:
        return Location.objects.get(pk=key)

    def tell(self, room: Location, *numbers: int, barred: bool = False) -> None:
        signal = self.signals.barred if barred else self.signals.tried

        def operation() -> None:
            for number in numbers:
                payload = Tried(location_id=str(room.pk), number=number)
                signal.send(sender=room, payload=payload)
            room.save()

        unit_of_work("planning").run(operation)

    def inbox(self, app: str = "statistics") -> Inbox:
        return Inbox(app, self.hearers)

    def retries(self, app: str = "statistics") -> Retries:
        return Retries(app, self.hearers)

    def deliver(self, app: str = "statistics") -> None:
        while (batch := self.carrier.pop(app)) is not None:
            self.inbox(app).take(batch)

    def tell_and_deliver(self, room: Location, *numbers: int) -> None:
        """Tell of a room, hand over, and let statistics hear it."""
        self.tell(room, *numbers)
        self.relay.step()
        self.deliver()

    def hear_with(self, app: str, *lines: Subscription[Any], **more: Any) -> None:
        """Give an app another table, as a release does."""
        tables = {**self.hearers.tables, app: lines}
        self.hearers = Hearers(tables=tables, services=self.hearers.services, **more)
        self.relay.hearers = self.hearers

    def forget_markers(self, app: str) -> None:
        """Let the time pass that markers are kept for."""
        self.inbox(app)._applying.markers.collection.delete_many({})

    def forget_the_last_window(self) -> None:
        """Leave things as a relay does that is killed after the broker's confirm."""
        self.relay.stop()
        nothing = {"sent": 0, "published": 0, "heard": {}}
        self.relay.store.relay.update_one({}, {"$set": nothing})
        self.relay = self.make_relay("second")

    def step_until_published(self) -> None:
        """Step as the runner does, pauses included, until nothing is pending."""
        for _ in range(20):
            step = self.relay.step()
            if not step.pause_seconds:
                return
            time.sleep(step.pause_seconds)
        raise AssertionError("nothing takes these facts")

    def states(self) -> dict[int, str]:
        """Return what became of the numbers that could not be taken."""
        found = self.inbox().failures.collection.find().sort("aggregate_version", 1)
        return {failure["fact"]["payload"]["number"]: failure["state"] for failure in found}

    def key_of(self, number: int) -> str:
        """Return the key of the undelivered fact with a number."""
        failures = self.inbox().failures.collection
        return failures.find_one({"fact.payload.number": number})["_id"]

    def retry_until_dead(self) -> None:
        """Let time pass until every attempt is used up."""
        for hours in range(1, ATTEMPTS + 1):
            with clock.held(clock.now() + timedelta(hours=hours)):
                self.retries().retry_due()

    def numbers(self, alias: str = "statistics") -> list[int]:
        """Return the numbers that took effect, in order."""
        noted = effects(alias).find({"number": {"$exists": True}}).sort("_id", 1)
        return [effect["number"] for effect in noted]


@pytest.fixture
def school(homes: None, signals: Any, hearers: Hearers, carrier: MemoryCarrier) -> Iterator[School]:
    """Return a school whose handlers fail for the numbers in `faults`."""
    yield School(signals, hearers, carrier)
    faults.clear()


@pytest.fixture
def dead(school: School) -> School:
    """Return a school with a dead fact 1 and fact 2 waiting behind it."""
    faults.numbers = {1}
    school.tell(school.room("1"), 1, 2)
    school.relay.step()
    school.deliver()
    school.retry_until_dead()
    return school
