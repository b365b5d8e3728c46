"""Conflicts: one room, teacher or cohort at a time, and resources while there are enough."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from apps.planning.data import ConflictKind
from apps.planning.rules import (
    Claim,
    ScheduleConflictError,
    check_free,
    conflicts_among,
    conflicts_between,
)

NINE = datetime(2026, 1, 15, 9, tzinfo=UTC)


def claim(event_id: str, *, hour: float = 0, lasting: float = 1, **needs: object) -> Claim:
    starts_at = NINE + timedelta(hours=hour)
    return Claim(
        event_id=event_id,
        title=f"Event {event_id}",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=lasting),
        **needs,
    )


@st.composite
def claims(draw: st.DrawFn, event_id: str = "") -> Claim:
    return claim(
        event_id or draw(st.uuids()).hex,
        hour=draw(st.integers(0, 6)),
        lasting=draw(st.integers(1, 4)),
        location_id=draw(st.sampled_from([None, "room-a", "room-b"])),
        teacher_id=draw(st.sampled_from([None, "ann", "bob"])),
        cohort_ids=draw(st.frozensets(st.sampled_from(["first", "second", "third"]))),
        resources=draw(st.dictionaries(st.sampled_from(["beamer"]), st.integers(1, 3), max_size=1)),
    )


def _kinds(first: Claim, second: Claim) -> list[tuple[ConflictKind, str]]:
    found = conflicts_between(first, [second], quantities={"beamer": 3})
    return sorted((conflict.kind, conflict.subject_id) for conflict in found)


class TestConflictsBetween:
    @pytest.mark.parametrize(
        ("needs", "kind"),
        [
            ({"location_id": "room-a"}, ConflictKind.ROOM),
            ({"teacher_id": "ann"}, ConflictKind.TEACHER),
            ({"cohort_ids": frozenset({"first"})}, ConflictKind.COHORT),
            ({"resources": {"beamer": 1}}, ConflictKind.RESOURCE),
        ],
    )
    def test_finds_what_both_need(self, needs, kind):
        (conflict,) = conflicts_between(claim("new", **needs), [claim("old", hour=0.5, **needs)])

        assert conflict.kind is kind
        assert (conflict.event_id, conflict.other_event_id) == ("old", "new")
        assert conflict.starts_at == NINE + timedelta(minutes=30)
        assert conflict.ends_at == NINE + timedelta(hours=1)

    def test_finds_nothing_back_to_back(self):
        old = claim("old", hour=1, location_id="room-a")

        assert conflicts_between(claim("new", location_id="room-a"), [old]) == ()

    def test_never_sets_an_event_against_itself(self):
        event = claim("same", location_id="room-a")

        assert conflicts_between(event, [event]) == ()

    def test_lets_events_share_resources_while_there_are_enough(self):
        rivals = [claim("old", resources={"beamer": 1}), claim("older", resources={"beamer": 1})]
        new = claim("new", resources={"beamer": 1})

        assert conflicts_between(new, rivals, quantities={"beamer": 3}) == ()
        assert len(conflicts_between(new, rivals, quantities={"beamer": 2})) == 2

    def test_counts_only_those_who_want_a_resource_at_one_moment(self):
        first_half = claim("early", lasting=0.5, resources={"beamer": 1})
        second_half = claim("late", hour=0.5, lasting=0.5, resources={"beamer": 1})
        new = claim("new", resources={"beamer": 1})

        assert conflicts_between(new, [first_half, second_half], quantities={"beamer": 2}) == ()

    @given(claims("a"), claims("b"))
    def test_is_the_same_either_way_round(self, first, second):
        assert _kinds(first, second) == _kinds(second, first)


class TestConflictsAmong:
    @given(st.lists(claims(), max_size=8))
    def test_tells_each_pair_once_and_misses_none(self, events):
        found = conflicts_among(events, quantities={"beamer": 100})

        pairs = [(c.kind, c.subject_id, frozenset({c.event_id, c.other_event_id})) for c in found]
        expected = {
            (c.kind, c.subject_id, frozenset({c.event_id, c.other_event_id}))
            for event in events
            for c in conflicts_between(event, events, quantities={"beamer": 100})
        }
        assert len(pairs) == len(set(pairs))
        assert set(pairs) == expected


class TestCheckFree:
    def test_names_what_is_taken_and_by_whom(self):
        old = claim("old", location_id="room-a", teacher_id="ann")
        new = claim("new", location_id="room-a", teacher_id="ann")

        with pytest.raises(ScheduleConflictError) as refusal:
            check_free([new], [old])

        assert {error.code for error in refusal.value.errors} == {"room_taken", "teacher_taken"}
        assert "'Event old'" in refusal.value.message

    def test_accepts_what_the_planner_tolerates(self):
        old, new = (claim(name, teacher_id="ann") for name in ("old", "new"))

        check_free([new], [old], tolerates=frozenset({ConflictKind.TEACHER}))
