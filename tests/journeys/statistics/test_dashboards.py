"""Dashboards, courses in figures and reports over HTTP, as each role meets them."""

from datetime import timedelta

import pytest

from apps.courses import operations as courses
from apps.enrollments.models import Enrollment, Progress
from apps.planning import operations as planning
from apps.planning.data import AttendanceMark, AttendanceStatus
from apps.statistics import operations
from apps.statistics.data import ReportKind
from apps.statistics.models import Figure, Report
from tests.factories import lessons
from yggdrasil import clock
from yggdrasil.context import SYSTEM, Actor, acting_as
from yggdrasil.ids import new_id

pytestmark = pytest.mark.usefixtures("homes", "at")

API = "/api/v1/statistics"


@pytest.fixture
def ask(client_as):
    """Return a function that asks as somebody and returns status and body."""

    def ask_(who, role, address, **query):
        answer = client_as(role, account_id=who).get(f"{API}{address}", query)
        return answer.status_code, answer.json()

    return ask_


@pytest.fixture
def course_id(school, at):
    """Make a course of the teacher's that the student has begun."""
    with acting_as(SYSTEM):
        made = courses.create_course(
            course_id=new_id(),
            details=lessons.DETAILS,
            instructor_id=school.teacher_id,
            at=at,
        )
    said = {"course_id": made, "student_id": school.student_id}
    Enrollment.objects.create(**said, status="active", via="staff", enrolled_at=at)
    Progress.objects.create(
        **said, progress_percent=40, average_score_percent=70.0, started_at=at, last_activity_at=at
    )
    return made


@pytest.fixture
def marked(school, at):
    planning.mark_class_attendance(
        event_id=school.lesson_id,
        marks=(AttendanceMark(student_id=school.student_id, status=AttendanceStatus.LATE),),
        actor=Actor(id=school.teacher_id, role="teacher"),
        at=at,
    )


@pytest.mark.usefixtures("marked")
class TestAStudentsDashboard:
    def test_shows_courses_attendance_and_what_comes(self, school, course_id, ask):
        status, board = ask(
            school.student_id, "student", f"/dashboards/student/{school.student_id}/"
        )

        assert status == 200, board
        assert board["name"] == "Cid Example"
        assert board["semester"]["cohort_id"] == school.cohort_id
        assert board["attendance"] == {
            "marked": 1,
            "attended": 1,
            "excused": 0,
            "rate_percent": 100,
        }
        (course,) = board["courses"]
        assert (course["title"], course["progress_percent"]) == (lessons.DETAILS.title, 40)
        assert board["courses_active"] == 1
        assert [event["title"] for event in board["coming_events"]] == ["Algebra"] * 2
        assert board["milestones"] == []

    def test_is_open_to_staff_and_closed_to_others(self, school, ask):
        address = f"/dashboards/student/{school.student_id}/"

        assert ask(school.staff_id, "staff", address)[0] == 200
        assert ask(school.teacher_id, "teacher", address)[0] == 403
        assert ask(school.outsider_id, "student", address)[0] == 403

    def test_is_of_students_alone(self, school, ask):
        for person_id in (school.teacher_id, new_id(), "nobody", "0" * 24):
            assert ask(school.staff_id, "staff", f"/dashboards/student/{person_id}/")[0] == 404


class TestALiveDashboard:
    @pytest.mark.parametrize("kind", ["student", "teacher", "course"])
    def test_is_sent_again_only_when_its_figures_changed(self, school, course_id, client_as, kind):
        office = client_as("staff", account_id=school.staff_id)
        address = {
            "student": f"{API}/dashboards/student/{school.student_id}/",
            "teacher": f"{API}/dashboards/teacher/{school.teacher_id}/",
            "course": f"{API}/courses/{course_id}/",
        }[kind]
        with clock.held(clock.now() + timedelta(seconds=1)):
            held = {"If-None-Match": office.get(address).headers["ETag"]}
        with clock.held(clock.now() + timedelta(seconds=2)):
            unchanged = office.get(address, headers=held)
            Progress.objects.filter(course_id=course_id).update(progress_percent=60)
            changed = office.get(address, headers=held)

        assert (unchanged.status_code, changed.status_code) == (304, 200)


@pytest.mark.usefixtures("marked")
class TestATeachersDashboard:
    def test_shows_courses_events_and_attendance(self, school, course_id, ask):
        status, board = ask(
            school.teacher_id, "teacher", f"/dashboards/teacher/{school.teacher_id}/"
        )

        assert status == 200, board
        (course,) = board["courses"]
        assert (course["course_id"], course["students"]) == (course_id, 1)
        assert (course["average_progress_percent"], course["average_score_percent"]) == (40.0, 70.0)
        assert (board["events_held"], board["attendance"]["rate_percent"]) == (1, 100)
        assert [event["title"] for event in board["coming_events"]] == ["Algebra"]

    def test_is_closed_to_other_teachers(self, school, ask):
        address = f"/dashboards/teacher/{school.teacher_id}/"

        assert ask(school.other_teacher_id, "teacher", address)[0] == 403
        assert ask(school.staff_id, "staff", address)[0] == 200

    def test_is_not_there_for_students(self, school, ask):
        address = f"/dashboards/teacher/{school.student_id}/"

        assert ask(school.staff_id, "staff", address)[0] == 404


class TestTheSchoolsDashboard:
    def test_shows_what_was_last_recounted(self, school, ask, at):
        _, before = ask(school.staff_id, "staff", "/dashboards/admin/")
        operations.refresh_figures(at=at)
        operations.count_fact(kind="accounts.account.signed_in", metric="sign_ins", at=at)

        status, board = ask(school.staff_id, "staff", "/dashboards/admin/")

        assert before["as_of"] is None
        assert status == 200
        assert {"name": "student", "count": 2} in board["accounts"]
        assert board["cohorts"] == [{"name": "draft", "count": 1}]
        assert board["events_this_week"] == 3
        assert board["sign_ins"][-1] == {"day": "2026-01-15", "count": 1}
        assert board["as_of"] == "2026-01-15T09:30:00Z"

    @pytest.mark.parametrize("role", ["teacher", "student"])
    def test_is_for_staff(self, school, ask, role):
        assert ask("", role, "/dashboards/admin/")[0] == 403


class TestACourseInFigures:
    def test_is_for_its_teachers_and_staff(self, school, course_id, ask):
        address = f"/courses/{course_id}/"

        status, figures = ask(school.teacher_id, "teacher", address)

        assert (status, figures["active"], figures["completion_percent"]) == (200, 1, 0)
        assert ask(school.staff_id, "staff", address)[0] == 200
        assert ask(school.other_teacher_id, "teacher", address)[0] == 403
        assert ask(school.student_id, "student", address)[0] == 403

    def test_is_not_there_for_no_course(self, school, ask):
        assert ask(school.staff_id, "staff", f"/courses/{new_id()}/")[0] == 404


class TestReports:
    def test_are_listed_and_read_by_staff(self, school, ask, at):
        staff = Actor(id=school.staff_id, role="staff")
        report_id = operations.request_report(
            kind=ReportKind.COHORT_ATTENDANCE,
            parameters={"cohort_id": school.cohort_id},
            actor=staff,
            at=at,
        )
        operations.make_report(report_id=report_id, at=at)

        _, listed = ask(school.staff_id, "staff", "/reports/", kind="cohort_attendance")
        status, report = ask(school.staff_id, "staff", f"/reports/{report_id}/")

        assert [one["id"] for one in listed["results"]] == [report_id]
        assert "rows" not in listed["results"][0]
        assert status == 200
        assert report["rows"] == [[school.student_id, "Cid Example", 0, 0, 0, 100]]
        assert ask(school.teacher_id, "teacher", "/reports/")[0] == 403
        assert ask(school.staff_id, "staff", f"/reports/{new_id()}/")[0] == 404


class TestTheAdmin:
    @pytest.fixture
    def at_desk(self, school, admin_as):
        return admin_as(account_id=school.staff_id)

    def test_recounts_and_shows_figures(self, at_desk):
        asked = at_desk.get("/admin/statistics/figure/recount/")
        assert b"csrfmiddlewaretoken" in asked.content
        assert not Figure.objects.exists()

        answer = at_desk.post("/admin/statistics/figure/recount/", follow=True)

        assert answer.status_code == 200
        assert b"figures recounted" in answer.content
        assert Figure.objects.exists()

    def test_recounts_for_nobody_who_did_not_see_the_page(self, at_desk):
        at_desk.handler.enforce_csrf_checks = True

        answer = at_desk.post("/admin/statistics/figure/recount/")

        assert answer.status_code == 403
        assert not Figure.objects.exists()

    def test_asks_for_reports_and_makes_them(self, at_desk, school):
        asked = at_desk.post(
            "/admin/statistics/report/add/",
            {"kind": "cohort_attendance", "cohort_id": school.cohort_id},
        )
        report = Report.objects.get()
        at_desk.post(
            "/admin/statistics/report/",
            {"_selected_action": [str(report.pk)], "action": "make_now"},
        )
        shown = at_desk.get(f"/admin/statistics/report/{report.pk}/change/")

        assert asked.status_code == 302
        assert Report.objects.get().status == "finished"
        assert b"Cid Example" in shown.content
        assert b"Student id" not in shown.content

    def test_says_what_a_report_lacks(self, at_desk):
        answer = at_desk.post("/admin/statistics/report/add/", {"kind": "cohort_attendance"})

        assert answer.status_code == 200
        assert answer.context["adminform"].form.errors

    @pytest.mark.parametrize("thing", ["figure", "report", "analyticsevent"])
    def test_opens_every_list(self, at_desk, thing, at):
        operations.refresh_figures(at=at)

        assert at_desk.get(f"/admin/statistics/{thing}/").status_code == 200
