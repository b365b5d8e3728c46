"""Locations, resources, schedules, invitations, and what follows from elsewhere."""

from contextlib import nullcontext

import pytest

from apps.planning import operations, queries, rules
from apps.planning.data import BookingData, EventNames, InvitationStatus, LocationKind
from apps.planning.models import Event, Resource, Schedule
from yggdrasil.context import Actor, acting_as
from yggdrasil.events.recorder import MemoryRecorder, recording_to
from yggdrasil.ids import new_id

pytestmark = pytest.mark.usefixtures("homes", "at")


class TestChangeLocation:
    def test_takes_a_new_name_to_events_and_resources(self, plan, room, staff):
        hall = room("Hall")
        event_id = plan(location_id=hall)
        resource_id = operations.add_resource(name="Organ", actor=staff, location_id=hall)

        operations.change_location(location_id=hall, actor=staff, name="Great Hall")

        event = Event.objects.get(pk=event_id)
        assert (event.location_name, event.version) == ("Great Hall", 2)
        assert Resource.objects.get(pk=resource_id).location_name == "Great Hall"

    def test_refuses_a_name_that_is_taken(self, room, staff):
        room("Hall")
        other = room("Cellar")

        with pytest.raises(operations.LocationNameTakenError):
            operations.change_location(location_id=other, actor=staff, name="Hall")

    @pytest.mark.parametrize(
        "said", [{"name": ""}, {"name": " "}, {"capacity": -1}, {"building": "x" * 101}]
    )
    def test_refuses_what_cannot_be(self, room, staff, said):
        with pytest.raises(rules.InvalidPlaceError):
            operations.change_location(location_id=room(), actor=staff, **{"name": "Hall"} | said)

    def test_is_for_staff(self, room):
        with pytest.raises(rules.StaffOnlyError):
            operations.change_location(
                location_id=room(), actor=Actor(id=new_id(), role="teacher"), name="Mine"
            )


class TestRemoveLocation:
    def test_refuses_one_in_which_events_were_planned(self, plan, room, staff):
        hall = room()
        plan(location_id=hall)

        with pytest.raises(operations.LocationInUseError):
            operations.remove_location(location_id=hall, actor=staff)

    def test_removes_an_unused_one(self, room, staff):
        hall = room(kind=LocationKind.LECTURE_HALL)
        operations.remove_location(location_id=hall, actor=staff)

        with pytest.raises(queries.LocationNotFoundError):
            queries.get_location(location_id=hall)


class TestChangeResource:
    def test_refuses_a_name_of_nothing(self, staff):
        resource_id = operations.add_resource(name="Organ", actor=staff)

        with pytest.raises(rules.InvalidPlaceError):
            operations.change_resource(resource_id=resource_id, actor=staff, name="")


class TestRemoveResource:
    def test_refuses_one_that_is_booked(self, plan, staff):
        resource_id = operations.add_resource(name="Organ", actor=staff)
        plan(bookings=(BookingData(resource_id=resource_id),))

        with pytest.raises(operations.ResourceInUseError):
            operations.remove_resource(resource_id=resource_id, actor=staff)


class TestRespondToInvitation:
    def test_keeps_the_answer_and_tells_it_once(self, plan, at):
        guest = new_id()
        event_id = plan(hour=24, attendee_ids=(guest,))

        with recording_to(MemoryRecorder()) as recorder:
            for _ in range(2):
                operations.respond_to_invitation(
                    event_id=event_id, account_id=guest, status=InvitationStatus.DECLINED, at=at
                )

        attendee = Event.objects.get(pk=event_id).attendees[0]
        assert (attendee.status, attendee.answered_at) == ("declined", at)
        assert len(recorder.facts) == 1

    @pytest.mark.parametrize(
        ("role", "is_theirs", "may"),
        [
            ("student", True, True),
            ("staff", False, True),
            ("student", False, False),
            ("teacher", False, False),
            ("anonymous", False, False),
        ],
    )
    def test_is_for_who_was_invited_and_the_office(self, plan, at, role, is_theirs, may):
        guest = new_id()
        event_id = plan(hour=24, attendee_ids=(guest,))
        anybody = "" if role == "anonymous" else new_id()
        refusal = nullcontext() if may else pytest.raises(rules.NotYourInvitationError)

        with acting_as(Actor(id=guest if is_theirs else anybody, role=role)), refusal:
            operations.respond_to_invitation(
                event_id=event_id, account_id=guest, status=InvitationStatus.ACCEPTED, at=at
            )

    def test_refuses_who_was_not_invited_and_who_is_late(self, plan, at):
        guest = new_id()

        with pytest.raises(operations.NotInvitedError):
            operations.respond_to_invitation(
                event_id=plan(hour=24), account_id=guest, status=InvitationStatus.ACCEPTED, at=at
            )
        with pytest.raises(operations.TooLateToAnswerError):
            operations.respond_to_invitation(
                event_id=plan(attendee_ids=(guest,)),
                account_id=guest,
                status=InvitationStatus.ACCEPTED,
                at=at,
            )


class TestInviteToEvent:
    def test_invites_each_person_once(self, plan, staff):
        ann, bob = new_id(), new_id()
        event_id = plan(attendee_ids=(ann,))

        invited = operations.invite_to_event(
            event_id=event_id, account_ids=(bob, ann, bob), actor=staff
        )

        assert invited == 1
        assert len(Event.objects.get(pk=event_id).attendees) == 2

    def test_invites_nobody_to_what_does_not_take_place(self, plan, staff, at):
        event_id = plan(hour=24)
        operations.cancel_event(event_id=event_id, actor=staff, at=at)

        with pytest.raises(operations.EventIsCancelledError):
            operations.invite_to_event(event_id=event_id, account_ids=(new_id(),), actor=staff)


class TestOpenSchedule:
    def test_keeps_a_digest_of_the_token_alone(self):
        owner = Actor(id=new_id(), role="student")

        schedule_id, token = operations.open_schedule(name="Mine", actor=owner)

        schedule = Schedule.objects.get(pk=schedule_id)
        assert schedule.token_digest == operations.digest_of(token)
        assert token not in str(vars(schedule))

    def test_renews_and_closes_for_the_owner_alone(self):
        owner, other = (Actor(id=new_id(), role="student") for _ in range(2))
        schedule_id, token = operations.open_schedule(name="Mine", actor=owner)

        with pytest.raises(queries.ScheduleNotFoundError):
            operations.close_schedule(schedule_id=schedule_id, actor=other)
        renewed = operations.renew_schedule(schedule_id=schedule_id, actor=owner)
        operations.close_schedule(schedule_id=schedule_id, actor=owner)

        assert renewed != token
        assert not Schedule.objects.get(pk=schedule_id).is_open

    def test_gives_one_person_twenty(self):
        owner = Actor(id=new_id(), role="student")
        for number in range(20):
            operations.open_schedule(name=f"Number {number}", actor=owner)

        with pytest.raises(rules.InvalidScheduleError):
            operations.open_schedule(name="One more", actor=owner)


class TestRenameCourse:
    def test_takes_the_title_once_and_guards_against_old_copies(self, plan):
        course_id = new_id()
        event_id = plan(course_id=course_id, names=EventNames(course_title="Maths"))

        changed = [
            operations.rename_course(course_id=course_id, title="Mathematics") for _ in range(2)
        ]

        assert changed == [1, 0]
        event = Event.objects.get(pk=event_id)
        assert (event.course_title, event.version) == ("Mathematics", 2)


class TestReleaseAccount:
    def test_takes_a_teacher_out_of_what_is_to_come_and_shuts_schedules(self, plan, at):
        teacher = Actor(id=new_id(), role="teacher")
        past, coming = (plan(teacher_id=teacher.id, hour=hour) for hour in (-24, 24))
        schedule_id, _ = operations.open_schedule(name="Mine", actor=teacher)

        released = [operations.release_account(account_id=teacher.id, at=at) for _ in range(2)]

        assert released == [2, 0]
        assert str(Event.objects.get(pk=past).teacher_id) == teacher.id
        assert Event.objects.get(pk=coming).teacher_id is None
        assert not Schedule.objects.get(pk=schedule_id).is_open


class TestReleaseCohort:
    def test_cancels_what_was_for_it_alone(self, plan, at):
        gone, other = new_id(), new_id()
        alone = plan(cohort_ids=(gone,), hour=24)
        shared = plan(cohort_ids=(gone, other), hour=48)
        past = plan(cohort_ids=(gone,), hour=-24)

        changed = [operations.release_cohort(cohort_id=gone, at=at) for _ in range(2)]

        assert changed == [2, 0]
        assert Event.objects.get(pk=alone).is_cancelled
        assert [str(key) for key in Event.objects.get(pk=shared).cohort_ids] == [other]
        assert not Event.objects.get(pk=past).is_cancelled
