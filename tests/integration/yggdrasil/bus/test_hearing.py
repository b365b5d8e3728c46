"""A process that hears for long, and messages that it takes together: the same effects, once."""

from datetime import timedelta

from apps.planning.models import Location
from tests.scenarios.bus import School, faults
from yggdrasil import clock
from yggdrasil.bus.hearers import Hearers
from yggdrasil.bus.hearing.inbox import Inbox
from yggdrasil.mongodb.unit_of_work import unit_of_work


class TestProcess:
    """One that hears for long remembers how far it was; others may have moved on since."""

    def test_takes_what_comes_after_what_it_has_taken(self, school: School) -> None:
        room, inbox = school.room("1"), school.inbox()
        for number in (1, 2, 3):
            school.tell(room, number)
            school.relay.step()
            inbox.take(school.carrier.pop("statistics"))

        assert school.numbers() == [1, 2, 3]

    def test_doubles_nothing_that_another_has_taken_meanwhile(self, school: School) -> None:
        room, inbox = school.room("1"), school.inbox()
        for number in (1, 2, 3, 4):
            school.tell(room, number)
            school.relay.step()
        messages = list(iter(lambda: school.carrier.pop("statistics"), None))
        for message in messages[:2]:
            inbox.take(message)

        school.inbox().take(messages[2])
        for message in messages[2:]:
            inbox.take(message)

        assert school.numbers() == [1, 2, 3, 4]

    def test_sees_a_line_that_another_has_put_out_of_the_table(
        self, school: School, hearers: Hearers
    ) -> None:
        room, inbox, lines = school.room("1"), school.inbox(), hearers.tables["statistics"]
        for number in (1, 2):
            school.tell(room, number)
            school.relay.step()
            inbox.take(school.carrier.pop("statistics"))
        school.hearers = Hearers(tables={"statistics": lines[1:2]}, services=hearers.services)
        school.inbox().catch_up("planning")
        school.tell(room, 3)
        school.relay.step()

        inbox.take(school.carrier.pop("statistics"))

        assert school.numbers() == [1, 2, 3]
        assert len(school.inbox().progress("planning").lines) == len(lines)

    def test_forgets_what_was_not_kept(self, school: School) -> None:
        room, inbox = school.room("1"), school.inbox()
        school.tell(room, 1)
        school.relay.step()
        inbox.take(school.carrier.pop("statistics"))
        streams = inbox.failures.collection.database["inbox_streams"]
        kept = streams.find_one({"_id": "planning"})
        school.tell(room, 2)
        school.relay.step()
        inbox.take(school.carrier.pop("statistics"))
        streams.replace_one({"_id": "planning"}, kept)
        school.tell(room, 3)
        school.relay.step()

        inbox.take(school.carrier.pop("statistics"))

        assert school.numbers() == [1, 2, 3]
        assert inbox.progress("planning").position == 3


class TestClear:
    """One that knows that nothing is put aside does not look; who puts something aside says so."""

    def test_is_noted_by_who_looked(self, school: School) -> None:
        room, inbox = school.room("1"), school.inbox()
        hear_each(school, inbox, room, 1, 2)

        assert inbox.progress("planning").is_clear

    def test_ends_with_what_another_puts_aside(self, school: School) -> None:
        room, inbox = school.room("1"), school.inbox()
        hear_each(school, inbox, room, 1, 2, 3)
        put_aside_last(school)

        hear_each(school, inbox, room, 4)

        assert school.numbers() == [1, 2, 3]
        assert school.states() == {3: "retrying", 4: "waiting"}
        assert not inbox.progress("planning").is_clear

    def test_begins_again_once_nothing_is_put_aside(self, school: School) -> None:
        room, inbox = school.room("1"), school.inbox()
        hear_each(school, inbox, room, 1, 2, 3)
        put_aside_last(school)
        hear_each(school, inbox, room, 4)
        with clock.held(clock.now() + timedelta(hours=1)):
            assert school.retries().retry_due() == 3

        hear_each(school, inbox, room, 5)

        assert school.numbers() == [1, 2, 3, 3, 4, 5]
        assert inbox.progress("planning").is_clear


def hear_each(school: School, inbox: Inbox, room: Location, *numbers: int) -> None:
    """Tell of one thing after the other, and let an inbox take each by itself."""
    for number in numbers:
        school.tell(room, number)
        school.relay.step()
        inbox.take(school.carrier.pop("statistics"))


def put_aside_last(school: School) -> None:
    """Put the last fact aside as another process does, without moving how far anybody is."""
    inbox, last = school.inbox(), list(school.relay.store.read_all(after=0))[-1]
    task = inbox._tasks("planning", [last])[0]
    unit_of_work("statistics").run(lambda: inbox.failures.put_aside(task, error=ValueError()))


class TestTogether:
    def test_messages_have_the_effect_that_they_have_alone(self, school: School) -> None:
        first, second, inbox = school.room("1"), school.room("2"), school.inbox()
        school.tell(first, 0)
        school.relay.step()
        school.deliver()
        for number in range(1, 7):
            school.tell(first if number % 2 else second, number, barred=number % 3 == 0)
            school.relay.step()
        messages = list(iter(lambda: school.carrier.pop("statistics"), None))

        inbox.take(*reversed(messages[:4]))
        inbox.take(*messages[2:], *messages)

        assert sorted(school.numbers()) == list(range(7))
        assert [number for number in school.numbers() if number % 2] == [1, 3, 5]
        assert inbox.progress("planning").position == 7

    def test_messages_with_one_missing_are_made_up_from_the_store(self, school: School) -> None:
        room, inbox = school.room("1"), school.inbox()
        for number in range(6):
            school.tell(room, number)
            school.relay.step()
        messages = list(iter(lambda: school.carrier.pop("statistics"), None))
        inbox.take(messages[0])

        inbox.take(messages[1], *messages[3:])

        assert school.numbers() == list(range(6))

    def test_messages_that_repeat_a_fact_have_its_effect_once(self, school: School) -> None:
        room = school.room("1")
        school.tell(room, 0)
        school.relay.step()
        school.deliver()
        school.tell(room, 1)
        school.relay.step()
        died = {"sent": 1, "expires_at": clock.now()}
        school.relay.store.relay.update_one({}, {"$set": died})
        school.tell(room, 2)
        school.make_relay("second").step()

        school.inbox().take(*iter(lambda: school.carrier.pop("statistics"), None))

        assert school.numbers() == [0, 1, 2]

    def test_one_that_fails_keeps_no_other_waiting(self, school: School) -> None:
        rooms = [school.room(str(number)) for number in range(4)]
        for number, room in enumerate(rooms):
            school.tell(room, number)
            school.relay.step()
            if number == 0:
                school.deliver()
        faults.numbers = {2}

        school.inbox().take(*iter(lambda: school.carrier.pop("statistics"), None))

        assert school.numbers() == [0, 1, 3]
        assert school.states() == {2: "retrying"}
        assert school.inbox().progress("planning").position == 4
