"""Planning, changing, cancelling and deleting events."""

from dataclasses import replace
from datetime import timedelta

import pytest

from apps.planning import operations, queries, rules
from apps.planning.data import BookingData, ConflictKind, EventNames, EventStatus, InvitationStatus
from apps.planning.models import Event
from yggdrasil.context import Actor
from yggdrasil.events.recorder import MemoryRecorder, recording_to
from yggdrasil.ids import InvalidIdError, new_id

pytestmark = pytest.mark.usefixtures("homes", "at")


def told(recorder):
    return [envelope.name for envelope in recorder.facts]


class TestScheduleEvent:
    def test_keeps_what_was_drafted_and_the_names_as_they_are(self, plan, room):
        location_id = room("Hall")

        event_id = plan(
            location_id=location_id,
            course_id=new_id(),
            teacher_id=new_id(),
            names=EventNames(course_title="Mathematics", teacher_name="Ada Lovelace"),
        )

        event = Event.objects.get(pk=event_id)
        assert (event.location_name, event.course_title) == ("Hall", "Mathematics")
        assert event.teacher_name == "Ada Lovelace"
        assert event.version == 1

    def test_tells_the_fact_beside_the_event(self, plan):
        with recording_to(MemoryRecorder()) as recorder:
            event_id = plan(attendee_ids=(new_id(),))

        assert told(recorder) == ["planning.event.scheduled.v1", "planning.invitation.sent.v1"]
        assert recorder.facts[0].payload["event_id"] == event_id
        assert Event.objects.get(pk=event_id).stream_version == 2

    def test_refuses_a_room_that_is_taken_and_keeps_nothing(self, plan, room):
        location_id = room()
        plan(location_id=location_id)

        with pytest.raises(rules.ScheduleConflictError) as refusal:
            plan(location_id=location_id, hour=0.5)

        assert [error.code for error in refusal.value.errors] == ["room_taken"]
        assert Event.objects.count() == 1

    def test_accepts_a_room_back_to_back(self, plan, room):
        location_id = room()

        plan(location_id=location_id)
        plan(location_id=location_id, hour=1)

        assert Event.objects.filter(location_id=location_id).count() == 2

    @pytest.mark.parametrize("field", ["teacher_id", "cohort_ids"])
    def test_refuses_people_who_are_elsewhere(self, plan, field):
        needed = {"teacher_id": new_id(), "cohort_ids": (new_id(), new_id())}[field]
        plan(**{field: needed})

        with pytest.raises(rules.ScheduleConflictError):
            plan(**{field: needed})

    def test_accepts_a_conflict_that_the_planner_tolerates(self, plan):
        teacher_id = new_id()
        plan(teacher_id=teacher_id)

        plan(teacher_id=teacher_id, tolerates={ConflictKind.TEACHER})

        assert Event.objects.count() == 2

    def test_lets_staff_alone_accept_a_conflict(self, plan, draft, room, at):
        teacher, location_id = Actor(id=new_id(), role="teacher"), room()
        plan(location_id=location_id)

        with pytest.raises(rules.StaffOnlyError):
            operations.schedule_event(
                draft=draft(location_id=location_id, teacher_id=teacher.id),
                names=EventNames(),
                actor=teacher,
                at=at,
                tolerates={ConflictKind.ROOM},
            )

    def test_is_for_who_holds_it(self, draft, at):
        with pytest.raises(rules.NotYourEventError):
            operations.schedule_event(
                draft=draft(teacher_id=new_id()),
                names=EventNames(),
                actor=Actor(id=new_id(), role="teacher"),
                at=at,
            )

    def test_refuses_to_book_more_than_there_are(self, plan, staff, at):
        laptops = operations.add_resource(name="Laptop", actor=staff, quantity=2)
        booked = plan(bookings=(BookingData(resource_id=laptops, quantity=2),))

        with pytest.raises(rules.InvalidEventError) as refusal:
            plan(hour=3, bookings=(BookingData(resource_id=laptops, quantity=3),))

        assert [error.field for error in refusal.value.errors] == ["bookings"]
        operations.change_resource(resource_id=laptops, actor=staff, quantity=1)
        operations.reschedule_event(
            event_id=booked,
            draft=replace(queries.get_event_draft(event_id=booked), title="As many as before"),
            names=EventNames(),
            actor=staff,
            at=at,
        )

    def test_sees_events_that_began_the_day_before(self, plan, room):
        location_id = room()
        plan(location_id=location_id, hour=-23, lasting=24)

        with pytest.raises(rules.ScheduleConflictError):
            plan(location_id=location_id)

    def test_ignores_cancelled_events(self, plan, room, staff, at):
        location_id = room()
        operations.cancel_event(event_id=plan(location_id=location_id), actor=staff, at=at)

        plan(location_id=location_id)

        assert Event.objects.filter(location_id=location_id).count() == 2

    def test_books_resources_while_there_are_enough(self, plan, staff):
        resource_id = operations.add_resource(name="Laptop", actor=staff, quantity=5)
        plan(bookings=(BookingData(resource_id=resource_id, quantity=3),))
        plan(bookings=(BookingData(resource_id=resource_id, quantity=2),))

        with pytest.raises(rules.ScheduleConflictError) as refusal:
            plan(bookings=(BookingData(resource_id=resource_id, quantity=1),))

        assert refusal.value.errors[0].code == "resource_taken"

    def test_refuses_a_closed_room(self, plan, room, staff):
        location_id = room()
        operations.change_location(location_id=location_id, actor=staff, is_open=False)

        with pytest.raises(operations.LocationIsClosedError):
            plan(location_id=location_id)

    def test_refuses_more_people_than_the_room_holds(self, plan, room):
        with pytest.raises(rules.InvalidEventError) as refusal:
            plan(location_id=room(capacity=20), capacity=21)

        assert refusal.value.errors[0].field == "capacity"

    @pytest.mark.parametrize("field", ["location_id", "course_id", "teacher_id"])
    def test_refuses_what_is_no_id(self, plan, field):
        with pytest.raises(InvalidIdError):
            plan(**{field: "nonsense"})

    def test_refuses_a_resource_or_room_that_is_not_there(self, plan):
        with pytest.raises(queries.ResourceNotFoundError):
            plan(bookings=(BookingData(resource_id=new_id()),))
        with pytest.raises(queries.LocationNotFoundError):
            plan(location_id=new_id())


class TestChangeEvent:
    def change(self, event_id, *, actor, at, draft=None, **said):
        draft = draft or queries.get_event_draft(event_id=event_id)
        operations.reschedule_event(
            event_id=event_id,
            draft=replace(draft, **said),
            names=EventNames(),
            actor=actor,
            at=at,
        )

    def test_moves_and_renames_as_two_facts(self, plan, staff, at):
        event_id = plan()
        before = queries.get_event_draft(event_id=event_id)

        with recording_to(MemoryRecorder()) as recorder:
            self.change(
                event_id,
                actor=staff,
                at=at,
                title="Geometry",
                starts_at=before.starts_at + timedelta(hours=2),
                ends_at=before.ends_at + timedelta(hours=2),
            )

        assert told(recorder) == ["planning.event.moved.v1", "planning.event.changed.v1"]
        assert recorder.facts[0].payload["was_starts_at"] == "2026-01-15T09:00:00Z"
        assert recorder.facts[1].payload["changed"] == ("title",)

    def test_tells_nothing_when_nothing_changed(self, plan, staff, at):
        event_id = plan()

        with recording_to(MemoryRecorder()) as recorder:
            self.change(event_id, actor=staff, at=at)

        assert told(recorder) == []

    def test_is_not_in_its_own_way(self, plan, room, staff, at):
        event_id = plan(location_id=room(), lasting=2)
        ends_at = queries.get_event_draft(event_id=event_id).ends_at

        self.change(event_id, actor=staff, at=at, ends_at=ends_at - timedelta(hours=1))

        assert Event.objects.get().ends_at == ends_at - timedelta(hours=1)

    def test_refuses_to_move_into_a_taken_room(self, plan, room, staff, at):
        location_id = room()
        plan(location_id=location_id)
        event_id = plan(location_id=location_id, hour=3)
        taken = queries.get_event_draft(event_id=event_id).starts_at - timedelta(hours=3)

        with pytest.raises(rules.ScheduleConflictError):
            self.change(event_id, actor=staff, at=at, starts_at=taken)

    def test_keeps_answers_of_people_invited_before(self, plan, staff, at):
        ann, bob = new_id(), new_id()
        event_id = plan(attendee_ids=(ann,), hour=24)
        operations.respond_to_invitation(
            event_id=event_id, account_id=ann, status=InvitationStatus.ACCEPTED, at=at
        )

        self.change(event_id, actor=staff, at=at, attendee_ids=(bob, ann))

        attendees = Event.objects.get(pk=event_id).attendees
        assert [attendee.status for attendee in attendees] == ["pending", "accepted"]

    def test_refuses_a_stale_version(self, plan, staff, at, draft):
        event_id = plan()
        self.change(event_id, actor=staff, at=at, title="Geometry")

        with pytest.raises(operations.StaleEventError):
            operations.reschedule_event(
                event_id=event_id,
                draft=draft(),
                names=EventNames(),
                actor=staff,
                at=at,
                expected_version=1,
            )

    def test_refuses_another_teacher(self, plan, at):
        event_id = plan(teacher_id=new_id())

        with pytest.raises(rules.NotYourEventError):
            self.change(event_id, actor=Actor(id=new_id(), role="teacher"), at=at, title="Mine")

    def test_refuses_a_cancelled_event(self, plan, staff, at):
        event_id = plan()
        operations.cancel_event(event_id=event_id, actor=staff, at=at)

        with pytest.raises(operations.EventIsCancelledError):
            self.change(event_id, actor=staff, at=at, title="Geometry")


class TestCancelEvent:
    def test_keeps_the_event_to_be_seen(self, plan, staff, at):
        event_id = plan()

        with recording_to(MemoryRecorder()) as recorder:
            operations.cancel_event(event_id=event_id, actor=staff, at=at, reason="Snow.")

        assert Event.objects.get(pk=event_id).status == EventStatus.CANCELLED
        assert recorder.facts[0].payload["reason"] == "Snow."

    def test_refuses_a_reason_that_is_too_long(self, plan, staff, at):
        event_id = plan()

        with pytest.raises(rules.InvalidEventError) as refusal:
            operations.cancel_event(event_id=event_id, actor=staff, at=at, reason="x" * 501)

        assert refusal.value.errors[0].field == "reason"
        assert Event.objects.get(pk=event_id).status == EventStatus.SCHEDULED

    def test_refuses_a_second_time(self, plan, staff, at):
        event_id = plan()
        operations.cancel_event(event_id=event_id, actor=staff, at=at)

        with pytest.raises(operations.EventIsCancelledError):
            operations.cancel_event(event_id=event_id, actor=staff, at=at)


class TestDeleteEvent:
    def test_removes_the_document_and_tells_it(self, plan, admin, at):
        event_id = plan()

        with recording_to(MemoryRecorder()) as recorder:
            operations.delete_event(event_id=event_id, actor=admin, at=at)

        assert not Event.objects.filter(pk=event_id).exists()
        assert told(recorder) == ["planning.event.deleted.v1"]

    def test_is_refused_to_staff(self, plan, staff, at):
        with pytest.raises(rules.StaffOnlyError):
            operations.delete_event(event_id=plan(), actor=staff, at=at)
