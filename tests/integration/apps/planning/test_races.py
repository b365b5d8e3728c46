"""Planners who come at once: exactly one gets the room."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event as Signal

import pytest
from django.db import connections

from apps.planning import operations, rules
from apps.planning.data import AttendanceMark, AttendanceStatus, BookingData, EventNames
from apps.planning.models import Attendance, Event, Location, Resource
from apps.planning.operations import changing
from yggdrasil.context import Actor
from yggdrasil.ids import new_id
from yggdrasil.mongodb.unit_of_work import unit_of_work

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


def beside(change, removal, *, of, monkeypatch):
    """Remove a document once the change is made and not committed; return how that ended."""
    looked, delete = Signal(), of.delete

    def tell_and_delete(document):
        looked.set()
        return delete(document)

    monkeypatch.setattr(of, "delete", tell_and_delete)

    def change_and_wait(pool):
        change()
        removed = pool.submit(at_once, removal)
        assert looked.wait(10)
        return removed

    with ThreadPoolExecutor(1) as pool:
        (result,) = unit_of_work("planning").run(lambda: change_and_wait(pool)).result(10)
    return result


class TestRemoveLocation:
    @pytest.fixture
    def removed_beside(self, room, staff, monkeypatch):
        """Return a function that removes a room while it is being put to use."""

        def removed_beside_(change):
            location_id = room()
            return beside(
                lambda: change(location_id),
                lambda: operations.remove_location(location_id=location_id, actor=staff),
                of=Location,
                monkeypatch=monkeypatch,
            )

        return removed_beside_

    def test_waits_for_who_plans_an_event_in_it(self, removed_beside, plan):
        result = removed_beside(lambda location_id: plan(location_id=location_id))

        assert isinstance(result, operations.LocationInUseError)

    def test_waits_for_who_moves_an_event_there(self, removed_beside, plan, draft, staff, at):
        event_id = plan()

        result = removed_beside(
            lambda location_id: operations.reschedule_event(
                event_id=event_id,
                draft=draft(location_id=location_id),
                names=EventNames(),
                actor=staff,
                at=at,
            )
        )

        assert isinstance(result, operations.LocationInUseError)

    def test_waits_for_who_puts_a_resource_there(self, removed_beside, staff):
        result = removed_beside(
            lambda location_id: operations.add_resource(
                name="Piano", location_id=location_id, actor=staff
            )
        )

        assert isinstance(result, operations.LocationInUseError)


class TestRemoveResource:
    def test_waits_for_who_books_it(self, plan, staff, monkeypatch):
        resource_id = operations.add_resource(name="Laptop", actor=staff)

        result = beside(
            lambda: plan(bookings=(BookingData(resource_id=resource_id),)),
            lambda: operations.remove_resource(resource_id=resource_id, actor=staff),
            of=Resource,
            monkeypatch=monkeypatch,
        )

        assert isinstance(result, operations.ResourceInUseError)


class TestDeleteEvent:
    def test_waits_for_who_fills_its_register(self, plan, at, monkeypatch):
        student_id, event_id, looked = new_id(), plan(), Signal()
        admin = Actor(id="a" * 24, role="admin")
        leave_out = changing.leave_out

        def leave_out_and_tell(event):
            looked.set()
            leave_out(event)

        monkeypatch.setattr(changing, "leave_out", leave_out_and_tell)

        def mark(pool):
            operations.fill_register(
                event_id=event_id,
                marks=(AttendanceMark(student_id=student_id, status=AttendanceStatus.PRESENT),),
                cohorts={student_id: new_id()},
                actor=admin,
                at=at,
            )
            deletion = pool.submit(
                at_once,
                lambda: operations.delete_event(event_id=event_id, actor=admin, at=at),
            )
            assert looked.wait(10)
            return deletion

        with ThreadPoolExecutor(1) as pool:
            (result,) = unit_of_work("planning").run(lambda: mark(pool)).result(10)

        assert isinstance(result, operations.EventHasRegisterError)
        assert Attendance.objects.count() == Event.objects.count() == 1


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
