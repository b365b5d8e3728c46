"""A small timetable to try things on."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from apps.planning import operations
from apps.planning.data import EventDraft, EventNames, EventType
from yggdrasil.context import Actor
from yggdrasil.ids import new_id

NINE = datetime(2026, 1, 15, 9, tzinfo=UTC)

STAFF = Actor(id="5" * 24, role="staff")
ADMIN = Actor(id="a" * 24, role="admin")


@pytest.fixture
def staff() -> Actor:
    return STAFF


@pytest.fixture
def admin() -> Actor:
    return ADMIN


@pytest.fixture
def draft() -> Callable[..., EventDraft]:
    """Return a function that drafts a lesson of an hour at nine, or what it is told."""

    def draft_(*, hour: float = 0, lasting: float = 1, **said: object) -> EventDraft:
        starts_at = said.pop("starts_at", NINE + timedelta(hours=hour))
        return EventDraft(
            **{
                "title": "Algebra",
                "type": EventType.CLASS,
                "starts_at": starts_at,
                "ends_at": starts_at + timedelta(hours=lasting),
            }
            | said
        )

    return draft_


@pytest.fixture
def plan(homes: None, at: datetime, draft: Callable[..., EventDraft]) -> Callable[..., str]:
    """Return a function that plans an event and returns its id."""

    def plan_(
        *, names: EventNames | None = None, created_by: str = STAFF.id, tolerates=(), **said: object
    ) -> str:
        return operations.schedule_event(
            draft=draft(**said),
            names=names or EventNames(),
            actor=Actor(id=created_by, role="staff"),
            at=at,
            tolerates=tolerates,
        )

    return plan_


@pytest.fixture
def room(homes: None) -> Callable[..., str]:
    """Return a function that adds a location and returns its id."""

    def room_(name: str = "", **said: object) -> str:
        return operations.add_location(name=name or f"Room {new_id()}", actor=STAFF, **said)

    return room_
