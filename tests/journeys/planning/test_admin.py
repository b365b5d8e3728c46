"""Staff at the admin's timetable."""

from dataclasses import replace
from datetime import timedelta

import pytest

from apps.accounts.models import Account
from apps.planning import operations, queries
from apps.planning.data import BookingData, ConflictKind
from apps.planning.models import Attendance, Booking, Event, Location, Resource, Schedule
from yggdrasil.context import Actor

pytestmark = pytest.mark.usefixtures("homes", "at")

DESK = "/admin/planning"


@pytest.fixture
def at_desk(school, admin_as):
    return admin_as(account_id=school.staff_id)


@pytest.fixture
def at_head_desk(admin_as):
    return admin_as("admin")


def errors_of(answer):
    return answer.context["adminform"].form.errors


def typed(begin, **said):
    """Return what the form for a new event sends."""
    end = begin + timedelta(hours=1)
    return {
        "title": "Geometry",
        "type": "class",
        "starts_at_0": f"{begin:%Y-%m-%d}",
        "starts_at_1": f"{begin:%H:%M:%S}",
        "ends_at_0": f"{end:%Y-%m-%d}",
        "ends_at_1": f"{end:%H:%M:%S}",
        "color": "#3b82f6",
        "interval": "1",
    } | said


class TestEvents:
    def test_are_listed_with_what_is_in_their_way(self, at_desk, school, at):
        draft = queries.get_event_draft(event_id=school.lesson_id)
        operations.create_event(
            draft=replace(draft, recurrence=None),
            actor=Actor(id=school.staff_id, role="staff"),
            at=at,
            tolerates=set(ConflictKind),
        )

        page = at_desk.get(f"{DESK}/event/", {"when": "today"})

        shown = {str(event.pk): event.conflict_count for event in page.context["cl"].result_list}
        assert shown[school.lesson_id] == 3
        assert shown[school.assembly_id] == 0

    def test_are_found_by_how_the_title_begins(self, at_desk):
        found = at_desk.get(f"{DESK}/event/", {"q": "Ass"})

        assert [event.title for event in found.context["cl"].result_list] == ["Assembly"]

    def test_are_planned_as_a_series(self, at_desk, school, at):
        answer = at_desk.post(
            f"{DESK}/event/add/",
            typed(
                at + timedelta(days=2),
                location_id=school.room_id,
                teacher_id=school.teacher_id,
                cohort_ids=school.cohort_id,
                pattern="weekly",
                count="4",
            ),
        )

        assert answer.status_code == 302, errors_of(answer)
        made = Event.objects.filter(title="Geometry")
        assert made.count() == 4
        assert {event.teacher_name for event in made} == {"Ada Example"}

    def test_say_why_they_cannot_be_planned(self, at_desk, school, at):
        answer = at_desk.post(
            f"{DESK}/event/add/",
            typed(at - timedelta(minutes=30), location_id=school.room_id),
        )

        assert answer.status_code == 200
        assert "location_id" in errors_of(answer)
        assert not Event.objects.filter(title="Geometry").exists()

    def test_are_planned_all_the_same_when_staff_say_so(self, at_desk, school, at):
        answer = at_desk.post(
            f"{DESK}/event/add/",
            typed(at - timedelta(minutes=30), location_id=school.room_id, tolerates=["room"]),
        )

        assert answer.status_code == 302, errors_of(answer)

    def test_are_changed(self, at_desk, school):
        address = f"{DESK}/event/{school.assembly_id}/change/"
        shown = at_desk.get(address)
        event = Event.objects.get(pk=school.assembly_id)

        answer = at_desk.post(
            address, typed(event.starts_at, title="Great assembly", type="event", is_public="on")
        )

        assert (shown.status_code, answer.status_code) == (200, 302)
        assert Event.objects.get(pk=school.assembly_id).title == "Great assembly"

    def test_are_for_cohorts_that_are_chosen_by_name(self, at_desk, school):
        address = f"{DESK}/event/{school.assembly_id}/change/"
        event = Event.objects.get(pk=school.assembly_id)
        (offered,) = at_desk.get(address).context["adminform"].form.fields["cohort_ids"].choices

        said = typed(event.starts_at, title="Assembly", type="event", cohort_ids=[school.cohort_id])
        at_desk.post(address, said)

        assert offered[0] == school.cohort_id
        cohorts = Event.objects.get(pk=school.assembly_id).cohort_ids
        assert list(map(str, cohorts)) == [school.cohort_id]

    def test_are_cancelled_alone_or_with_what_follows(self, at_desk, school):
        chosen = {"_selected_action": [school.lesson_id], "action": "cancel_from_here"}

        at_desk.post(f"{DESK}/event/", chosen)
        at_desk.post(
            f"{DESK}/event/", {"_selected_action": [school.assembly_id], "action": "cancel"}
        )

        assert {event.status for event in Event.objects.exclude(pk=school.staff_meeting_id)} == {
            "cancelled"
        }

    def test_are_deleted_by_administrators_alone(self, at_desk, at_head_desk, school):
        address = f"{DESK}/event/{school.assembly_id}/delete/"

        at_desk.post(address, {"post": "yes"})
        still_there = Event.objects.filter(pk=school.assembly_id).exists()
        at_head_desk.post(address, {"post": "yes"})

        assert still_there
        assert not Event.objects.filter(pk=school.assembly_id).exists()

    def test_are_of_today_where_the_school_is(self, at_desk, school, settings, at):
        settings.YGGDRASIL = settings.YGGDRASIL | {"SCHOOL_TIME_ZONE": "Asia/Tokyo"}
        # At the desk it is half past six in the evening of the 15th.
        Event.objects.filter(pk=school.lesson_id).update(starts_at=at - timedelta(hours=18))
        Event.objects.filter(pk=school.assembly_id).update(starts_at=at + timedelta(hours=6))

        page = at_desk.get(f"{DESK}/event/", {"when": "today"})

        shown = {str(event.pk) for event in page.context["cl"].result_list}
        assert school.lesson_id in shown
        assert school.assembly_id not in shown

    def test_name_who_and_what_belongs_to_them(self, at_desk, school):
        laptops = operations.add_resource(
            name="Laptop", actor=Actor(id=school.staff_id, role="staff"), quantity=3
        )
        event = Event.objects.get(pk=school.lesson_id)
        event.invite((school.outsider_id,))
        event.book([Booking.of(BookingData(resource_id=laptops, quantity=2))])
        event.save()

        page = at_desk.get(f"{DESK}/event/{school.lesson_id}/change/").content.decode()

        assert "Example (pending)" in page
        assert "2 of Laptop" in page
        assert f"/attendance/add/?event_id={school.lesson_id}" in page


class TestAttendance:
    def test_is_marked_at_an_event_chosen_by_name(self, at_desk, school, at):
        Event.objects.filter(pk=school.assembly_id).update(starts_at=at - timedelta(days=90))
        add = f"{DESK}/attendance/add/"

        def offered(**asked):
            form = at_desk.get(add, asked).context["adminform"].form
            return dict(form.fields["event_id"].choices)

        assert offered()[school.lesson_id].endswith("Algebra, Hall")
        assert school.assembly_id not in offered()
        assert school.assembly_id in offered(event_id=school.assembly_id)
        assert "nonsense" not in offered(event_id="nonsense")

    def test_is_marked_corrected_and_shown_by_name(self, at_desk, school):
        marking = {
            "event_id": school.lesson_id,
            "student_id": school.student_id,
            "status": "absent",
            "notes": "",
        }
        made = at_desk.post(f"{DESK}/attendance/add/", marking)
        row = Attendance.objects.get()
        page = at_desk.get(f"{DESK}/attendance/")
        corrected = at_desk.post(
            f"{DESK}/attendance/{row.pk}/change/", {"status": "excused", "notes": "Ill."}
        )

        assert (made.status_code, corrected.status_code) == (302, 302)
        assert b"Cid Example" in page.content
        assert b"Algebra" in page.content
        assert Attendance.objects.get().notes == "Ill."

    def test_is_found_by_who_it_is_about(self, at_desk, school):
        email = Account.objects.get(pk=school.student_id).email
        marking = {"event_id": school.lesson_id, "status": "late", "notes": ""}
        at_desk.post(f"{DESK}/attendance/add/", marking | {"student_id": email})

        for text, found in (("example", 1), ("CID", 1), ("nobody", 0)):
            answer = at_desk.get(f"{DESK}/attendance/", {"q": text})
            assert len(answer.context["cl"].result_list) == found

    def test_is_of_somebody(self, at_desk, school):
        marking = {"event_id": school.lesson_id, "status": "late", "student_id": "no@body.here"}
        answer = at_desk.post(f"{DESK}/attendance/add/", marking)

        assert "Nobody has no@body.here." in errors_of(answer)["student_id"]

    def test_is_marked_for_many_at_once(self, at_desk, school):
        at_desk.post(
            f"{DESK}/attendance/add/",
            {"event_id": school.lesson_id, "student_id": school.student_id, "status": "absent"},
        )
        row = Attendance.objects.get()

        at_desk.post(
            f"{DESK}/attendance/", {"_selected_action": [str(row.pk)], "action": "mark_present"}
        )

        assert Attendance.objects.get().attended

    def test_says_who_does_not_belong(self, at_desk, school):
        answer = at_desk.post(
            f"{DESK}/attendance/add/",
            {"event_id": school.lesson_id, "student_id": school.outsider_id, "status": "present"},
        )

        assert answer.status_code == 200
        assert errors_of(answer)


class TestPlaces:
    def test_are_added_changed_and_removed(self, at_desk):
        added = at_desk.post(
            f"{DESK}/location/add/",
            {"name": "Cellar", "kind": "laboratory", "building": "", "capacity": ""},
        )
        cellar = Location.objects.get(name="Cellar")
        at_desk.post(
            f"{DESK}/location/{cellar.pk}/change/",
            {"name": "Cave", "kind": "laboratory", "capacity": "12", "is_open": "on"},
        )
        changed = Location.objects.get(pk=cellar.pk)
        at_desk.post(f"{DESK}/location/{cellar.pk}/delete/", {"post": "yes"})

        assert added.status_code == 302, errors_of(added)
        assert (changed.name, changed.capacity) == ("Cave", 12)
        assert not Location.objects.filter(pk=cellar.pk).exists()

    def test_keep_a_location_in_use(self, at_desk, school):
        at_desk.post(f"{DESK}/location/{school.room_id}/delete/", {"post": "yes"})

        assert Location.objects.filter(pk=school.room_id).exists()

    def test_hold_resources(self, at_desk, school):
        added = at_desk.post(
            f"{DESK}/resource/add/",
            {"name": "Organ", "kind": "instrument", "location_id": school.room_id, "quantity": "1"},
        )

        assert added.status_code == 302, errors_of(added)
        assert Resource.objects.get().location_name == "Hall"


class TestSchedules:
    def test_show_their_token_once(self, at_desk):
        added = at_desk.post(f"{DESK}/schedule/add/", {"name": "Mine"}, follow=True)
        again = at_desk.get(f"{DESK}/schedule/")

        digest = Schedule.objects.get().token_digest
        assert b"shown this once" in added.content
        assert b"shown this once" not in again.content
        assert digest.encode() not in added.content


class TestEveryPage:
    @pytest.mark.parametrize(
        "thing",
        ["event", "attendance", "location", "resource", "schedule", "bookingguard"],
    )
    def test_opens(self, at_desk, thing):
        assert at_desk.get(f"{DESK}/{thing}/").status_code == 200
