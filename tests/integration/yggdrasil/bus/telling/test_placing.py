"""Facts that were handed over before their positions are in place: heard as ever, by everybody."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from bson.timestamp import Timestamp

from apps.planning.models import Location
from tests.scenarios.bus import School, effects
from yggdrasil import clock
from yggdrasil.bus import figures, retention
from yggdrasil.bus.carrying.carrier import CarrierDownError
from yggdrasil.bus.hearers import Hearers
from yggdrasil.eventstore import lease, numbering
from yggdrasil.eventstore.hints import LONG_AGO, Hint

# Later than any scan.
IN_TIMES_TO_COME = 2**32 - 1


@pytest.fixture
def busy(school: School) -> Iterator[School]:
    """Return a school whose relay never comes to put anything in place, nor to note anything."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(numbering, "MOST_UNPLACED", 1_000)
        patch.setattr(numbering, "PLACE_SECONDS", 3_600.0)
        begin(school)
        yield school


def begin(school: School) -> None:
    """Let the relay look for what waits, and from then on only be shown it."""
    school.relay.hints.open(LONG_AGO)
    school.relay.hand_over()


def tell(school: School, number: int, room: Location) -> None:
    """Tell a fact, and show its commit as the change stream does."""
    school.tell(room, number)
    commit = school.relay.store.commits.find_one({}, sort=[("_id", -1)])
    assert commit is not None
    moment = Timestamp(IN_TIMES_TO_COME, number)
    school.relay.hints.show(Hint(moment=moment, commit=commit, size=100))


def hand_over(school: School, *numbers: int, room: Location | None = None) -> None:
    """Tell facts, each by itself, and hand each over."""
    room = room or school.room(str(numbers))
    for number in numbers:
        tell(school, number, room)
        assert school.relay.hand_over().published == 1


def in_place(school: School) -> int:
    found = school.relay.store.commits.count_documents({"position": {"$gt": 0}})
    return int(found)


def follow(school: School) -> Any:
    """Return the relay that is killed; from now on another one has the lease."""
    killed, school.relay = school.relay, school.make_relay("second")
    school.relay.store.relay.update_one({}, {"$set": {"expires_at": lease.LONG_AGO}})
    begin(school)
    return killed


class TestHandedOver:
    def test_comes_before_put_in_place(self, busy: School) -> None:
        hand_over(busy, 1, 2, 3)

        assert in_place(busy) == 0
        busy.deliver()
        assert busy.numbers() == [1, 2, 3]

    def test_is_put_in_place_when_nothing_follows(self, busy: School) -> None:
        hand_over(busy, 1)

        busy.relay.note()

        assert in_place(busy) == 1
        assert busy.relay.store.relay.find_one({})["plan"] == []

    def test_is_put_in_place_while_more_follows(
        self, busy: School, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(numbering, "PLACE_SECONDS", 0.0)

        hand_over(busy, 1, 2)

        assert in_place(busy) == 2

    def test_is_put_in_place_before_a_wait_for_the_broker(
        self, busy: School, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: object) -> None:
            raise CarrierDownError("away")

        monkeypatch.setattr(busy.carrier, "publish", refuse)
        tell(busy, 1, busy.room("12"))

        assert busy.relay.hand_over().pause_seconds > 0
        assert in_place(busy) == 1

    def test_is_neither_pending_nor_removed(self, busy: School) -> None:
        hand_over(busy, 1, 2, 3)
        for app in ("statistics", "news"):
            busy.deliver(app)

        with clock.held(clock.now() + timedelta(days=30)):
            removed = retention.prune("planning", busy.hearers, older_than=timedelta(days=1))

        # That the last one was handed over is noted with the next plan.
        assert figures.backlog("planning").pending == 1
        assert removed == 0


class TestHearer:
    def test_that_missed_a_message_reads_what_is_only_planned(self, busy: School) -> None:
        hand_over(busy, 1)
        busy.deliver()
        room = busy.room("13")
        hand_over(busy, 2, 3, 4, room=room)
        del busy.carrier.queues["statistics"][0]

        busy.deliver()

        assert busy.numbers() == [1, 2, 3, 4]
        assert busy.inbox().progress("planning").position == 4

    def test_that_is_new_reads_all_of_it(self, busy: School) -> None:
        hand_over(busy, 1, 2, 3)
        busy.carrier.queues["statistics"].clear()

        busy.inbox().catch_up("planning", until=3)

        assert busy.numbers() == [1, 2, 3]
        assert in_place(busy) == 0

    def test_with_a_new_line_lets_it_hear_all_that_the_others_heard(
        self, busy: School, hearers: Hearers
    ) -> None:
        lines = hearers.tables["statistics"]
        busy.hear_with("statistics", *lines[:1])
        room = busy.room("12")
        hand_over(busy, 1, 2, 3, room=room)
        busy.deliver()

        busy.hear_with("statistics", *lines)
        busy.inbox().catch_up("planning")

        assert busy.numbers() == [1, 2, 3]
        assert effects("statistics").find_one({"counter": str(room.pk)})["n"] == 3

    def test_knows_how_much_of_it_waits(self, busy: School) -> None:
        hand_over(busy, 1, 2, 3)

        # How far the last one was handed over is not noted.
        assert busy.inbox().waiting("planning") == 2
        assert busy.inbox().oldest_waiting("planning") is not None


class TestKilled:
    def test_before_anything_is_in_place_leaves_no_hole_and_repeats_nothing(
        self, busy: School
    ) -> None:
        hand_over(busy, 1, 2, 3)
        busy.deliver()
        follow(busy)
        hand_over(busy, 4)

        busy.deliver()

        assert busy.numbers() == [1, 2, 3, 4]
        read = [
            (one.position, one.envelope.payload["number"]) for one in busy.relay.store.read_all()
        ]
        assert read == [(1, 1), (2, 2), (3, 3), (4, 4)]

    def test_and_only_slow_gives_nothing_away_and_takes_nothing(self, busy: School) -> None:
        room = busy.room("12")
        hand_over(busy, 1, 2, room=room)
        slow = follow(busy)
        hand_over(busy, 3, room=room)

        slow.store.numbering.place()
        tell(busy, 4, room)
        slow.hints.forget()
        assert not slow.hand_over().is_active
        slow.note()
        busy.relay.step()

        busy.deliver()
        assert busy.numbers() == [1, 2, 3, 4]
        commits = busy.relay.store.commits.find().sort("_id", 1)
        assert [one["position"] for one in commits] == [1, 2, 3, 4]

    def test_loses_nothing_of_what_a_hearer_has_yet_to_catch_up(self, busy: School) -> None:
        room = busy.room("12")
        hand_over(busy, 1, 2, 3, room=room)
        busy.carrier.queues["statistics"].clear()

        # Nobody relays now; what was noted as handed over is there for all.
        busy.inbox().catch_up("planning")
        assert busy.numbers() == [1, 2]

        follow(busy)
        hand_over(busy, 4, room=room)
        busy.deliver()
        assert busy.numbers() == [1, 2, 3, 4]
