"""Facts to carry, and how long things take."""

import time
from collections.abc import Callable
from functools import cache
from time import perf_counter
from typing import Any

from bson import ObjectId
from msgspec.structs import asdict, replace
from pymongo import ASCENDING
from pymongo.collection import Collection

from tests.programs import bus as program  # sets Django up

# isort: split
from yggdrasil import clock
from yggdrasil.bus.carrying.batch import Batch, Place
from yggdrasil.events.envelope import Aggregate, Envelope
from yggdrasil.eventstore.store import Recorded
from yggdrasil.ids import new_id
from yggdrasil.mongodb.homes import collection_of

HOME, HEARER = "planning", "news"


def facts(count: int) -> list[Envelope]:
    """Return facts of as many rooms, the first of each, as one request tells them.

    Args:
        count: how many.
    """
    request, actor = new_id(), new_id()
    return [
        Envelope(
            id=new_id(),
            name=program.NAME,
            version=1,
            source=HOME,
            occurred_at=clock.now(),
            aggregate=Aggregate(kind="planning.location", id=new_id(), version=1),
            correlation_id=request,
            causation_id="",
            actor_id=actor,
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


def plain(fact: Envelope) -> dict[str, Any]:
    """Return a fact as a document of its own, as it would be kept without us.

    Args:
        fact: the fact.
    """
    kept = asdict(fact) | {"_id": ObjectId(fact.id), "position": 0}
    place = kept.pop("aggregate")
    del kept["id"]
    return kept | {f"aggregate_{name}": value for name, value in asdict(place).items()}


@cache
def plain_facts() -> "Collection[dict[str, Any]]":
    """Return an empty collection of such documents with the indexes they would need."""
    found = collection_of(HOME, "bench_plain_facts")
    found.drop()
    place = ("aggregate_id", "aggregate_kind", "aggregate_version")
    found.create_index([(field, ASCENDING) for field in place], unique=True)
    for fields in (("position", "_id"), ("name", "occurred_at", "_id"), ("correlation_id",)):
        found.create_index([(field, ASCENDING) for field in fields])
    return found


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
