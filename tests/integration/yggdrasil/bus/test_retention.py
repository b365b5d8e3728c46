"""Retention removes what is old and everybody has, and nothing else, whatever happened before."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections
from hypothesis import HealthCheck, given, settings, strategies as st

from tests.scenarios.bus import School
from yggdrasil import clock
from yggdrasil.bus.retention import TooYoungError, delivered, prune

STEPS = st.lists(
    st.sampled_from(["tell", "bar", "relay", "statistics", "news", "lose", "prune"]), max_size=12
)
WRITTEN_BY_AN_EXAMPLE = (
    "locations",
    "events",
    "event_relay",
    "inbox",
    "inbox_streams",
    "bus_test_effects",
)
LATER = timedelta(days=30)


def forget(school: School) -> None:
    """Begin again with empty homes; one example must not see another's facts."""
    for app in ("planning", "statistics", "news"):
        for name in WRITTEN_BY_AN_EXAMPLE:
            connections[app].database[name].delete_many({})
    for queue in school.carrier.queues.values():
        queue.clear()
    school.relay = school.make_relay("first")


def prune_later(school: School) -> int:
    with clock.held(clock.now() + LATER):
        return prune("planning", school.hearers, older_than=timedelta(days=1))


class TestPrune:
    @settings(
        max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(steps=STEPS)
    def test_never_removes_what_somebody_still_has_to_hear(
        self, school: School, steps: list[str]
    ) -> None:
        forget(school)
        rooms = [school.room("1"), school.room("2")]
        told: list[tuple[int, bool]] = []
        acts: dict[str, Any] = {
            "relay": school.relay.step,
            "statistics": lambda: school.deliver("statistics"),
            "news": lambda: school.deliver("news"),
            "lose": lambda: [queue.clear() for queue in school.carrier.queues.values()],
            "prune": lambda: prune_later(school),
        }
        for number, step in enumerate(steps):
            if step in acts:
                acts[step]()
            else:
                told.append((number, step == "bar"))
                school.tell(rooms[number % 2], number, barred=step == "bar")

        prune_later(school)
        school.relay.step()
        for app in ("statistics", "news"):
            school.inbox(app).catch_up("planning")

        assert sorted(school.numbers("statistics")) == [number for number, _ in told]
        assert sorted(school.numbers("news")) == [number for number, barred in told if not barred]

    def test_removes_what_everybody_has(self, school: School) -> None:
        school.tell(school.room("1"), 1, 2)
        school.relay.step()
        school.deliver("statistics")
        school.deliver("news")

        assert prune_later(school) == 2

    def test_waits_for_nobody_to_whom_nothing_was_told(self, school: School) -> None:
        room = school.room("1")
        school.tell(room, 1)
        school.relay.step()
        school.tell(room, 2, barred=True)
        school.relay.step()
        school.deliver("statistics")
        school.deliver("news")

        assert delivered("planning", school.hearers) == 2

    def test_leaves_the_facts_of_the_last_day(self, school: School) -> None:
        with pytest.raises(TooYoungError):
            prune("planning", school.hearers, older_than=timedelta(hours=1))

    def test_is_a_command(self, homes: None, capsys: pytest.CaptureFixture[str]) -> None:
        call_command("prune_facts", "--older-than-days", "30")

        assert "planning: 0 removed." in capsys.readouterr().out
