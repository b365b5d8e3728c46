"""Tables that change from release to release: what a line has heard, it does not hear again."""

from dataclasses import replace
from datetime import timedelta

from tests.scenarios.bus import CHANGED, Heard, School, effects, note_in_statistics
from yggdrasil import clock
from yggdrasil.bus.hearers import Hearers
from yggdrasil.events.upcasting import Upcaster, Upcasters


def note_under_another_name(fact: Heard) -> None:
    note_in_statistics(fact)


class TestStalled:
    def test_is_a_hearer_by_its_last_step_not_by_the_age_of_the_facts(self, school: School) -> None:
        room = school.room("12")
        school.tell_and_deliver(room, 0)
        with clock.held(clock.now() - timedelta(days=7)):
            for number in (1, 2):
                school.tell(room, number)
                school.relay.step()
        school.inbox().take(school.carrier.pop("statistics"))

        moved = school.inbox().progress("planning").updated_at

        inbox, later = school.inbox(), moved + timedelta(milliseconds=1)
        assert inbox.stalled(inbox.kept(), since=moved) == []
        assert inbox.stalled(inbox.kept(), since=later) == ["planning"]


class TestLine:
    def test_of_a_table_hears_what_was_told_before_and_nobody_else_hears_it_twice(
        self, school: School, hearers: Hearers
    ) -> None:
        room = school.room("12")
        lines = hearers.tables["statistics"]
        school.hearers = Hearers(
            tables={**hearers.tables, "statistics": lines[:1]}, services=hearers.services
        )
        school.tell(room, 1, 2)
        school.relay.step()
        school.deliver()

        school.hearers = hearers
        school.tell(room, 3)
        school.relay.step()
        school.deliver()

        assert school.numbers() == [1, 2, 3]
        assert effects("statistics").find_one({"counter": str(room.pk)})["n"] == 3

    def test_that_was_renamed_and_bears_its_old_name_hears_nothing_again(
        self, school: School, hearers: Hearers
    ) -> None:
        room, (first, *_) = school.room("12"), hearers.tables["statistics"]
        school.hear_with("statistics", first)
        school.tell_and_deliver(room, 1, 2)

        renamed = replace(first, does=note_under_another_name, handler=first.handler)
        school.hear_with("statistics", renamed)
        school.forget_markers("statistics")
        school.tell_and_deliver(room, 3)

        assert school.numbers() == [1, 2, 3]

    def test_that_was_out_of_the_table_for_long_hears_what_it_missed_and_nothing_twice(
        self, school: School, hearers: Hearers
    ) -> None:
        room, (note, count, _) = school.room("12"), hearers.tables["statistics"]
        school.hear_with("statistics", note, count)
        school.tell_and_deliver(room, 1, 2)
        school.hear_with("statistics", note)
        school.tell_and_deliver(room, 3, 4)
        school.forget_markers("statistics")

        school.hear_with("statistics", note, count)
        school.tell_and_deliver(room, 5)

        assert school.numbers() == [1, 2, 3, 4, 5]
        assert effects("statistics").find_one({"counter": str(room.pk)})["n"] == 5

    def test_that_an_older_process_does_not_know_goes_on_where_it_was(
        self, school: School, hearers: Hearers
    ) -> None:
        room, (note, count, _) = school.room("12"), hearers.tables["statistics"]
        for number in range(1, 9):
            school.hear_with("statistics", *([note] if number % 2 else [note, count]))
            school.tell_and_deliver(room, number)
            school.forget_markers("statistics")

        assert school.numbers() == list(range(1, 9))
        assert effects("statistics").find_one({"counter": str(room.pk)})["n"] == 8


class TestOldVersion:
    def test_is_not_heard_again_when_the_hearer_turns_to_the_new_one(
        self, school: School, hearers: Hearers
    ) -> None:
        room, (line, *_) = school.room("12"), hearers.tables["statistics"]
        newer = CHANGED.replace(".v1", ".v2")
        school.hear_with("statistics", line)
        school.tell_and_deliver(room, 1, 2)
        school.forget_markers("statistics")

        same = Upcaster(old=CHANGED, new=newer, by=dict)
        school.hear_with("statistics", replace(line, hears=newer), upcasters=Upcasters((same,)))
        school.tell_and_deliver(room, 3)

        assert school.numbers() == [1, 2, 3]

    def test_is_heard_as_the_new_one(self, school: School, hearers: Hearers) -> None:
        newer = CHANGED.replace(".v1", ".v2")
        line = replace(hearers.tables["statistics"][0], hears=newer)
        doubled = Upcaster(
            old=CHANGED, new=newer, by=lambda old: {**old, "number": old["number"] * 2}
        )
        school.hearers = school.relay.hearers = Hearers(
            tables={"statistics": (line,)},
            services=hearers.services,
            upcasters=Upcasters((doubled,)),
        )
        school.tell(school.room("12"), 1, 2)

        school.relay.step()
        school.deliver()

        assert school.numbers() == [2, 4]
