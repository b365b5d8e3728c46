"""Facts to carry, and how long things take."""

import time
from collections.abc import Callable
from time import perf_counter

from msgspec.structs import replace

from tests.programs import bus as program  # sets Django up

# isort: split
from yggdrasil import clock
from yggdrasil.bus.carrying.batch import Batch, Place
from yggdrasil.events.envelope import Aggregate, Envelope
from yggdrasil.eventstore.store import Recorded
from yggdrasil.ids import new_id

HOME, HEARER = "planning", "news"


def facts(count: int) -> list[Envelope]:
    """Return facts of as many rooms; the first of each.

    Args:
        count: how many.
    """
    return [
        Envelope(
            id=new_id(),
            name=program.NAME,
            version=1,
            source=HOME,
            occurred_at=clock.now(),
            aggregate=Aggregate(kind="planning.location", id=new_id(), version=1),
            correlation_id=new_id(),
            causation_id="",
            actor_id=new_id(),
            payload={"location_id": new_id(), "number": 1, "at": time.time()},
        )
        for _ in range(count)
    ]


def histories(*, rooms: int, versions: int) -> list[list[Envelope]]:
    """Return what many rooms tell, as many calls as versions.

    Args:
        rooms: how many.
        versions: facts of each.
    """
    first = facts(rooms)
    return [[_later(fact, version) for fact in first] for version in range(1, versions + 1)]


def _later(fact: Envelope, version: int) -> Envelope:
    room = fact.aggregate.id
    return replace(
        fact,
        id=new_id(),
        aggregate=replace(fact.aggregate, version=version),
        payload={**fact.payload, "location_id": room, "number": version},
    )


def batch(told: list[Envelope]) -> Batch:
    """Return facts as the one message of a window.

    Args:
        told: the facts.
    """
    return Batch(
        home=HOME,
        name=program.NAME,
        window=new_id(),
        end=len(told),
        places={HEARER: Place(after=0, part=1, parts=1, table="")},
        facts=tuple(Recorded(position=n, envelope=fact) for n, fact in enumerate(told, start=1)),
    )


def seconds_of(work: Callable[[], object]) -> float:
    """Return how long something takes.

    Args:
        work: what to do.
    """
    began = perf_counter()
    work()
    return perf_counter() - began


def wait_until(is_so: Callable[[], bool], *, seconds: float = 60, pause: float = 0.001) -> None:
    """Wait until something is so.

    Args:
        is_so: asked again and again.
        seconds: how long at most.
        pause: between two questions, in seconds.

    Raises:
        TimeoutError: if it never was.
    """
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError("What was waited for did not happen.")
        time.sleep(pause)
