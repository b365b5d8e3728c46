"""Every event store, under one name, and facts to fill it with."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from yggdrasil import ids
from yggdrasil.events.envelope import Aggregate, Envelope
from yggdrasil.eventstore.backends.memory import MemoryEventStore
from yggdrasil.eventstore.backends.mongodb import MongoEventStore

MORNING = datetime(2026, 1, 15, 9, tzinfo=UTC)


@pytest.fixture(params=["memory", "mongodb"])
def store(request: pytest.FixtureRequest) -> Iterator[Any]:
    """Return an empty event store of each kind."""
    if request.param == "memory":
        yield MemoryEventStore()
        return
    request.getfixturevalue("homes")
    yield emptied(MongoEventStore("course"))


def emptied(store: Any) -> Any:
    """Return a store as it was before anything was told."""
    if isinstance(store, MemoryEventStore):
        return MemoryEventStore()
    store.commits.delete_many({})
    store.relay.replace_one({"_id": "relay"}, {"fence": 0, "position": 0}, upsert=True)
    return MongoEventStore(store.alias)


def fact(
    version: int = 1,
    *,
    of: str = "algebra",
    name: str = "courses.course.changed.v1",
    minute: int = 0,
    fact_id: str | None = None,
) -> Envelope:
    """Return a fact about a course."""
    return Envelope(
        id=fact_id or ids.new_id(),
        name=name,
        version=1,
        source="courses",
        occurred_at=MORNING + timedelta(minutes=minute),
        aggregate=Aggregate(kind="courses.course", id=of, version=version),
        correlation_id="request",
        causation_id="",
        actor_id="",
        payload={"title": f"{of} {version}", "seats": version, "tags": ["a"], "at": None},
    )


def history(length: int, *, of: str = "algebra") -> list[Envelope]:
    """Return the first facts about one course."""
    return [fact(version, of=of) for version in range(1, length + 1)]


@pytest.fixture
def stream_versions() -> Callable[[Any, str], list[int]]:
    """Return a reader of the versions kept of one course."""

    def read(store: Any, of: str) -> list[int]:
        stream = store.read_stream(kind="courses.course", aggregate_id=of)
        return [kept.aggregate.version for kept in stream]

    return read
