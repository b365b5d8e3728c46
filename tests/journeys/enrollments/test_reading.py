"""Reading cohorts, enrolments and records over HTTP, as each role."""

import pytest

from apps.enrollments import operations
from apps.enrollments.data import ProgressChange, ValidationOutcome
from apps.enrollments.models import Grade
from yggdrasil.ids import new_id

pytestmark = pytest.mark.usefixtures("homes")

EXERCISE = "e" * 24

LISTS = (
    "enrollments",
    "submissions",
    "grades",
    "certificates",
    "cohorts",
    "validations",
)


@pytest.fixture
def alice(students):
    return students[0]


@pytest.fixture
def school(cohort, course, students, at):
    """Let Alice do everything there is in one course and one cohort; return the ids."""
    alice, bob = students[:2]
    python = course()
    cohort_id = cohort(members=[alice, bob], course_ids=[python])
    enrollment_id = operations.enroll_student(course_id=python, student_id=alice, at=at)
    submission_id = operations.submit_work(
        student_id=alice, course_id=python, exercise_id=EXERCISE, content="print(1)", at=at
    )
    grade_id = operations.grade_submission(submission_id=submission_id, score_percent=80, at=at)
    operations.record_progress(
        student_id=alice,
        course_id=python,
        change=ProgressChange(progress_percent=100, chapters_total=1, chapters_completed=1),
        at=at,
    )
    operations.complete_enrollment(enrollment_id=enrollment_id, at=at)
    certificate_id = operations.issue_certificate(student_id=alice, course_id=python, at=at)
    decision_id = operations.decide_validation(
        student_id=alice,
        cohort_id=cohort_id,
        outcome=ValidationOutcome.VALIDATED,
        notes="Between us.",
        at=at,
    )
    return {
        "enrollments": enrollment_id,
        "submissions": submission_id,
        "grades": grade_id,
        "certificates": certificate_id,
        "cohorts": cohort_id,
        "validations": decision_id,
    }


def ids_in(client, address):
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == 200, answer.json()
    return [row["id"] for row in answer.json()["results"]]


class TestStudent:
    @pytest.mark.parametrize("name", LISTS)
    def test_reads_what_is_his_or_her_own(self, school, client_as, alice, name):
        client = client_as("student", account_id=alice)

        assert ids_in(client, f"{name}/") == [school[name]]
        detail = client.get(f"/api/v1/{name}/{school[name]}/")
        assert (detail.status_code, detail.json()["id"]) == (200, school[name])

    @pytest.mark.parametrize("name", LISTS)
    def test_finds_nothing_of_others(self, school, client_as, students, name):
        stranger = client_as("student", account_id=students[5])

        assert ids_in(stranger, f"{name}/") == []
        assert ids_in(stranger, f"{name}/?student_id={students[0]}") == []
        assert stranger.get(f"/api/v1/{name}/{school[name]}/").status_code == 404

    def test_sees_names_of_fellow_members_and_nothing_else(self, school, client_as, students):
        bob = client_as("student", account_id=students[1])

        rows = bob.get(f"/api/v1/cohorts/{school['cohorts']}/members/").json()["results"]

        assert {row["name"] for row in rows} == {"Alice Ash", "Bob Birch"}
        assert {key for row in rows for key in row} == {"student_id", "name", "joined_at"}

    def test_is_kept_from_the_figures_of_a_cohort(self, school, client_as, alice):
        answer = client_as("student", account_id=alice).get(
            f"/api/v1/cohorts/{school['cohorts']}/progress/"
        )

        assert answer.status_code == 403
        assert answer.json()["code"] == "not_for_you"

    def test_follows_the_own_progress(self, school, client_as, alice):
        answer = client_as("student", account_id=alice).get(
            f"/api/v1/enrollments/{school['enrollments']}/progress/"
        )

        assert answer.json()["progress_percent"] == 100
        assert answer.json()["average_score_percent"] == 80

    def test_is_spared_what_was_noted_for_staff(self, school, client_as, alice):
        answer = client_as("student", account_id=alice).get(
            f"/api/v1/validations/{school['validations']}/"
        )

        assert answer.json()["notes"] == ""

    def test_waits_for_grades_to_be_released(self, school, client_as, alice):
        Grade.objects.update(released_at=None)
        client = client_as("student", account_id=alice)

        assert ids_in(client, "grades/") == []
        assert client.get(f"/api/v1/grades/{school['grades']}/").status_code == 404


class TestTeacher:
    @pytest.mark.parametrize("name", LISTS)
    def test_reads_records_of_own_courses(self, school, client_as, teacher, name):
        client = client_as("teacher", account_id=teacher)

        assert ids_in(client, f"{name}/") == [school[name]]
        assert client.get(f"/api/v1/{name}/{school[name]}/").status_code == 200

    @pytest.mark.parametrize("name", LISTS)
    def test_reads_nothing_of_other_courses(self, school, client_as, name):
        client = client_as("teacher")

        assert ids_in(client, f"{name}/") == []
        assert client.get(f"/api/v1/{name}/{school[name]}/").status_code == 404

    def test_sees_how_the_cohort_does(self, school, client_as, teacher):
        answer = client_as("teacher", account_id=teacher).get(
            f"/api/v1/cohorts/{school['cohorts']}/progress/"
        )

        rows = answer.json()["results"]
        assert [row["figures"]["overall_progress_percent"] for row in rows] == [100, 30]


class TestStaff:
    @pytest.mark.parametrize("role", ["staff", "admin"])
    @pytest.mark.parametrize("name", LISTS)
    def test_reads_everything(self, school, client_as, role, name):
        client = client_as(role)

        assert ids_in(client, f"{name}/") == [school[name]]
        assert client.get(f"/api/v1/{name}/{school[name]}/").status_code == 200

    def test_narrows_lists(self, school, client_as, students):
        client = client_as("staff")

        assert ids_in(client, f"enrollments/?student_id={students[0]}&status=completed")
        assert not ids_in(client, f"enrollments/?student_id={students[1]}")
        assert ids_in(client, "cohorts/?semester=1&intake=september&ordering=name")
        assert not ids_in(client, "cohorts/?semester=2")

    @pytest.mark.parametrize(
        "wrong", ["colour=red", "status=gone", "student_id=nobody", "page_size=101"]
    )
    def test_is_told_what_was_asked_wrongly(self, client_as, wrong):
        answer = client_as("staff").get(f"/api/v1/enrollments/?{wrong}")

        assert answer.status_code == 400
        assert answer["Content-Type"].startswith("application/problem+json")

    def test_finds_no_record_that_is_not_there(self, client_as):
        client = client_as("staff")
        for name in LISTS:
            assert client.get(f"/api/v1/{name}/{new_id()}/").status_code == 404


class TestStranger:
    @pytest.mark.parametrize("name", LISTS)
    def test_is_asked_to_sign_in(self, client, homes, name):
        assert client.get(f"/api/v1/{name}/").status_code == 401
