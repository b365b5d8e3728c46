"""The timetable over HTTP, as each role meets it."""

from datetime import timedelta

import pytest

from apps.planning import operations
from apps.planning.data import AttendanceMark, AttendanceStatus
from yggdrasil.context import Actor
from yggdrasil.ids import new_id

pytestmark = pytest.mark.usefixtures("homes", "at")

API = "/api/v1/planning"


@pytest.fixture
def ask(client_as):
    """Return a function that asks as somebody and returns status and body."""

    def ask_(who, role, address, **query):
        answer = client_as(role, account_id=who).get(f"{API}{address}", query)
        return answer.status_code, answer.json()

    return ask_


@pytest.fixture
def marked(school, at):
    """Fill the register of the first lesson."""
    operations.mark_class_attendance(
        event_id=school.lesson_id,
        marks=(AttendanceMark(student_id=school.student_id, status=AttendanceStatus.LATE),),
        actor=Actor(id=school.teacher_id, role="teacher"),
        at=at,
    )


class TestAStudent:
    def test_finds_own_lessons_and_what_is_public(self, school, ask):
        status, body = ask(school.student_id, "student", "/events/")

        assert status == 200
        assert [event["title"] for event in body["results"]] == [
            "Algebra",
            "Assembly",
            "Algebra",
            "Algebra",
        ]
        first = body["results"][0]
        assert (first["location_name"], first["teacher_name"]) == ("Hall", "Ada Example")
        assert (first["starts_at"], first["is_recurring"]) == ("2026-01-15T08:30:00Z", True)

    def test_does_not_find_other_peoples(self, school, ask):
        status, _ = ask(school.student_id, "student", f"/events/{school.staff_meeting_id}/")
        outsider, body = ask(school.outsider_id, "student", "/events/")

        assert status == 404
        assert (outsider, [event["title"] for event in body["results"]]) == (200, ["Assembly"])

    @pytest.mark.usefixtures("marked")
    def test_sees_the_own_row_of_a_register_alone(self, school, ask):
        address = f"/events/{school.lesson_id}/attendance/"

        _, own = ask(school.student_id, "student", address)
        status, problem = ask(school.outsider_id, "student", address)

        assert [row["status"] for row in own["results"]] == ["late"]
        assert own["results"][0]["attended"] is True
        assert (status, problem["code"]) == (404, "event_not_found")

    def test_is_not_told_of_conflicts(self, school, ask):
        assert ask(school.student_id, "student", "/conflicts/")[0] == 403


class TestATeacher:
    @pytest.mark.usefixtures("marked")
    def test_sees_the_register_of_own_lessons_alone(self, school, ask):
        address = f"/events/{school.lesson_id}/attendance/"

        _, own = ask(school.teacher_id, "teacher", address)
        status, _ = ask(school.other_teacher_id, "teacher", address)

        assert [row["student_id"] for row in own["results"]] == [school.student_id]
        assert status == 404

    def test_is_told_when_a_room_is_taken(self, school, ask, at):
        _, body = ask(
            school.teacher_id,
            "teacher",
            "/conflicts/",
            **{
                "from": (at - timedelta(hours=2)).isoformat(),
                "to": at.isoformat(),
                "location": "Hall",
            },
        )

        assert [conflict["event_id"] for conflict in body["results"]] == [school.lesson_id]
        assert body["results"][0]["kind"] == "room"


class TestStaff:
    def test_see_everything_page_by_page(self, school, client_as):
        client = client_as("staff", account_id=school.staff_id)
        titles, address = [], f"{API}/events/?page_size=2"
        while address:
            body = client.get(address).json()
            titles += [event["title"] for event in body["results"]]
            address = body["next"]

        assert titles == ["Algebra", "Staff meeting", "Assembly", "Algebra", "Algebra"]

    def test_narrow_the_list(self, school, ask, at):
        for query, titles in (
            ({"type": "meeting"}, ["Staff meeting"]),
            ({"cohort_id": school.cohort_id}, ["Algebra"] * 3),
            ({"teacher_id": school.teacher_id, "ordering": "-starts_at"}, ["Algebra"] * 3),
            ({"location": "Hall", "to": (at + timedelta(days=1)).isoformat()}, ["Algebra"]),
            ({"from": (at + timedelta(days=1)).isoformat()}, ["Algebra"] * 2),
        ):
            _, body = ask(school.staff_id, "staff", "/events/", **query)
            assert [event["title"] for event in body["results"]] == titles, query

    def test_see_the_dates_of_a_series(self, school, ask):
        status, body = ask(school.staff_id, "staff", f"/events/{school.lesson_id}/occurrences/")

        assert status == 200
        assert [date["starts_at"][:10] for date in body["results"]] == [
            "2026-01-15",
            "2026-01-22",
            "2026-01-29",
        ]
        assert all(date["event_id"] for date in body["results"])

    def test_see_an_event_whole(self, school, ask):
        _, event = ask(school.staff_id, "staff", f"/events/{school.lesson_id}/")

        assert event["recurrence"]["pattern"] == "weekly"
        assert event["created_by"] == school.staff_id


class TestEverybodySignedIn:
    def test_finds_rooms_and_resources(self, school, ask):
        operations.add_resource(
            name="Beamer",
            actor=Actor(id=school.staff_id, role="staff"),
            location_id=school.room_id,
        )

        _, rooms = ask(school.student_id, "student", "/locations/", min_capacity=30)
        _, things = ask(school.student_id, "student", "/resources/", location_id=school.room_id)
        status, room = ask(school.student_id, "student", f"/locations/{school.room_id}/")

        assert [room["name"] for room in rooms["results"]] == ["Hall"]
        assert [thing["location_name"] for thing in things["results"]] == ["Hall"]
        assert (status, room["capacity"]) == (200, 30)

    @pytest.mark.parametrize(
        ("address", "query"),
        [
            ("/events/", {"from": "yesterday"}),
            ("/events/", {"cohort_id": "nonsense"}),
            ("/events/", {"room": "Hall"}),
            ("/events/", {"ordering": "title"}),
            ("/locations/", {"kind": "castle"}),
        ],
    )
    def test_is_told_what_was_wrong(self, school, ask, address, query):
        status, problem = ask(school.student_id, "student", address, **query)

        assert status == 400, problem
        assert problem["detail"]

    @pytest.mark.parametrize("thing", ["events", "locations", "resources"])
    def test_is_told_what_is_not_there(self, school, ask, thing):
        for key in (new_id(), "nonsense"):
            assert ask(school.student_id, "student", f"/{thing}/{key}/")[0] == 404


class TestAStranger:
    @pytest.mark.parametrize("thing", ["events", "conflicts", "locations", "resources"])
    def test_is_asked_to_sign_in(self, client, thing):
        assert client.get(f"{API}/{thing}/").status_code == 401
