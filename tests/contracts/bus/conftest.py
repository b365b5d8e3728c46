"""Every broker under one name, and facts to send through it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings

from tests.contracts.bus.brokers import Brokered, Memory
from tests.contracts.eventstore.conftest import fact
from tests.scenarios.bus import CHANGED
from yggdrasil.bus.carrying.batch import Batch, Place
from yggdrasil.bus.hearers import Hearers
from yggdrasil.eventstore.store import Recorded

SERVERS = ["redis", pytest.param("rabbitmq", marks=pytest.mark.rabbitmq)]


def opened(kind: str, hearers: Hearers, request: pytest.FixtureRequest) -> Any:
    if kind == "memory":
        return Memory(hearers)
    if kind == "redis":
        return Brokered(settings.REDIS_URL, hearers)
    return Brokered(request.getfixturevalue("rabbitmq").url, hearers)


@pytest.fixture(params=["memory", *SERVERS])
def broker(request: pytest.FixtureRequest, hearers: Hearers) -> Iterator[Any]:
    """Return each broker, with an empty queue for news and one for statistics."""
    broker = opened(request.param, hearers, request)
    yield broker
    broker.close()


@pytest.fixture(params=SERVERS)
def server(request: pytest.FixtureRequest, hearers: Hearers) -> Iterator[Brokered]:
    """Return each broker that is a server: takers come, acknowledge or die."""
    server = opened(request.param, hearers, request)
    yield server
    server.close()


def batch(name: str = CHANGED, facts: int = 3) -> Batch:
    """Return a batch that is the only one of its window."""
    told = tuple(
        Recorded(position=place, envelope=fact(place, name=name)) for place in range(1, facts + 1)
    )
    places = {"news": Place(after=0, part=1, parts=1, table="digest")}
    return Batch(home="planning", name=name, window="one", end=facts, places=places, facts=told)
