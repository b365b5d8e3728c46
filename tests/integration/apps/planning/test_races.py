"""Planners who come at once: exactly one gets the room."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from apps.planning import operations, rules
from apps.planning.data import AttendanceMark, AttendanceStatus, BookingData, EventNames
from apps.planning.models import Attendance, Event
from yggdrasil.context import Actor
from yggdrasil.ids import new_id

pytestmark = pytest.mark.usefixtures("homes", "at")


def at_once(*calls):
    """Run calls in threads of their own, begun together; return each one's result or error."""
    together = Barrier(len(calls))

    def run(call):
        try:
            together.wait(timeout=10)
            return call()
        except Exception as error:  # noqa: BLE001 - handed to the test
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def planner(draft, at):
    return lambda: operations.schedule_event(
        draft=draft, names=EventNames(), actor=Actor(id="5" * 24, role="staff"), at=at
    )


def refused(results):
    return [result for result in results if isinstance(result, rules.ScheduleConflictError)]


class TestScheduleEvent:
    def test_lets_exactly_one_of_many_take_a_room(self, draft, room, at):
        location_id = room()
        drafts = [draft(location_id=location_id, hour=quarter / 4) for quarter in range(4)] * 2

        results = at_once(*(planner(one, at) for one in drafts))

        assert len(refused(results)) == len(drafts) - 1
        assert Event.objects.count() == 1

    @pytest.mark.parametrize("field", ["teacher_id", "cohort_ids"])
    def test_lets_exactly_one_take_a_teacher_or_a_cohort(self, draft, at, field):
        needed = {"teacher_id": new_id(), "cohort_ids": (new_id(),)}[field]

        results = at_once(*(planner(draft(**{field: needed}), at) for _ in range(4)))

        assert len(refused(results)) == 3
        assert Event.objects.count() == 1

    def test_lets_no_more_be_booked_than_there_are(self, draft, at, staff):
        resource_id = operations.add_resource(name="Laptop", actor=staff, quantity=2)
        wanted = draft(bookings=(BookingData(resource_id=resource_id),))

        results = at_once(*(planner(wanted, at) for _ in range(5)))

        assert len(refused(results)) == 3
        assert Event.objects.count() == 2

    def test_lets_planners_of_different_rooms_pass(self, draft, room, at):
        results = at_once(*(planner(draft(location_id=room()), at) for _ in range(4)))

        assert refused(results) == []
        assert Event.objects.count() == 4

    def test_sees_an_event_across_midnight(self, draft, room, at):
        location_id = room()
        late = draft(location_id=location_id, hour=14.5, lasting=2)
        early = draft(location_id=location_id, hour=15.5, lasting=2)

        results = at_once(planner(late, at), planner(early, at))

        assert len(refused(results)) == 1


class TestMarkAttendance:
    def test_keeps_one_row_when_two_mark_the_same_student(self, plan, at):
        student_id, cohort_id, event_id = new_id(), new_id(), plan()
        marks = [
            (AttendanceMark(student_id=student_id, status=status),)
            for status in (AttendanceStatus.PRESENT, AttendanceStatus.LATE) * 2
        ]

        results = at_once(
            *(
                lambda mark=mark: operations.fill_register(
                    event_id=event_id,
                    marks=mark,
                    cohorts={student_id: cohort_id},
                    actor=Actor(id="5" * 24, role="staff"),
                    at=at,
                )
                for mark in marks
            )
        )

        assert [result for result in results if result is not None] == []
        assert Attendance.objects.count() == 1
