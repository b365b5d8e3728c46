"""Staff at the admin's cohorts, enrolments and records."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django_mongodb_backend.models import EmbeddedModel

from apps.accounts.models import Account
from apps.enrollments import operations
from apps.enrollments.data import ProgressChange, ValidationOutcome
from apps.enrollments.models import (
    Certificate,
    Cohort,
    Enrollment,
    Grade,
    Membership,
    Seats,
    SemesterProgress,
    ValidationDecision,
)
from yggdrasil import clock

pytestmark = pytest.mark.usefixtures("homes")

EXERCISE = "e" * 24
MODELS = [
    model
    for model in apps.get_app_config("enrollments").get_models()
    if not issubclass(model, EmbeddedModel)
]


@pytest.fixture
def desk(open_account):
    """Return the client of a member of staff, signed in to the admin."""
    client = Client()
    client.force_login(Account.objects.get(pk=open_account("staff")))
    return client


@pytest.fixture
def school(cohort, course, students, at):
    """Let Alice do everything there is in one course and one cohort."""
    alice = students[0]
    python = course(capacity=5)
    cohort_id = cohort(members=students[:2], course_ids=[python], capacity=3)
    enrollment_id = operations.enroll_student(course_id=python, student_id=alice, at=at)
    submission_id = operations.submit_work(
        student_id=alice, course_id=python, exercise_id=EXERCISE, content="x", at=at
    )
    operations.grade_submission(
        submission_id=submission_id, score_percent=80, is_released=False, at=at
    )
    operations.record_progress(
        student_id=alice,
        course_id=python,
        change=ProgressChange(progress_percent=100),
        at=at,
    )
    operations.request_payment(
        enrollment_id=enrollment_id, amount=Decimal(10), currency="EUR", at=at
    )
    operations.complete_enrollment(enrollment_id=enrollment_id, at=at)
    operations.issue_certificate(student_id=alice, course_id=python, at=at)
    operations.decide_validation(
        student_id=alice, cohort_id=cohort_id, outcome=ValidationOutcome.CONDITIONAL, at=at
    )
    return {"cohort": cohort_id, "course": python, "enrollment": enrollment_id}


def page(model, view="changelist", *args):
    return reverse(f"admin:enrollments_{model._meta.model_name}_{view}", args=args)


def texts(answer):
    return [str(message) for message in answer.context["messages"]]


def choose(desk, model, action, *documents):
    return desk.post(
        page(model),
        {"action": action, "_selected_action": [str(one.pk) for one in documents]},
        follow=True,
    )


@pytest.mark.usefixtures("school")
class TestEveryKindOfDocument:
    @pytest.mark.parametrize("model", MODELS)
    def test_is_listed_searched_and_shown(self, desk, model, students):
        listed = desk.get(page(model))
        found = desk.get(page(model), {"q": students[0]})
        shown = desk.get(page(model, "change", model.objects.first().pk))

        assert [answer.status_code for answer in (listed, found, shown)] == [200, 200, 200]
        assert listed.context["cl"].result_count > 0

    @pytest.mark.parametrize("model", MODELS)
    def test_is_never_removed_past_its_operation(self, desk, model):
        can_remove = hasattr(admin.site.get_model_admin(model), "remove")

        answer = desk.get(page(model, "delete", model.objects.first().pk))

        assert answer.status_code == (200 if can_remove else 403)


def form_of(cohort, **changes):
    """Return what the form of a cohort would send."""
    starts, ends = cohort.starts_at, cohort.ends_at
    return {
        "name": cohort.name,
        "semester": cohort.semester,
        "intake": cohort.intake,
        "academic_year": cohort.academic_year,
        "starts_at_0": f"{starts:%Y-%m-%d}",
        "starts_at_1": f"{starts:%H:%M:%S}",
        "ends_at_0": f"{ends:%Y-%m-%d}",
        "ends_at_1": f"{ends:%H:%M:%S}",
        "capacity": cohort.settings.capacity or "",
        "course_ids": [str(key) for key in cohort.course_ids],
        "expected_version": cohort.version,
        **changes,
    }


class TestCohorts:
    def save(self, desk, cohort_id, **changes):
        cohort = Cohort.objects.get(pk=cohort_id)
        return desk.post(page(Cohort, "change", cohort_id), form_of(cohort, **changes), follow=True)

    def test_are_opened_with_courses(self, desk, course, at):
        python = course()
        draft = Cohort(
            name="New",
            semester=1,
            intake="september",
            academic_year="2026-2027",
            starts_at=at,
            ends_at=at + timedelta(days=90),
        )

        answer = desk.post(
            page(Cohort, "add"), form_of(draft, course_ids=[python], capacity=20), follow=True
        )

        assert answer.status_code == 200
        opened = Cohort.objects.get(name="New")
        assert (opened.status, opened.settings.capacity) == ("draft", 20)
        assert [str(key) for key in opened.course_ids] == [python]

    def test_are_refused_with_the_reason_at_the_field(self, desk, cohort):
        cohort_id = cohort()

        answer = self.save(desk, cohort_id, semester=2)

        assert "begins in March" in str(answer.context["adminform"].form.errors["intake"])
        assert Cohort.objects.get(pk=cohort_id).semester == 1

    def test_are_renamed_without_losing_anything(self, desk, school):
        before = Cohort.objects.get(pk=school["cohort"])

        self.save(desk, school["cohort"], name="Ashes")

        after = Cohort.objects.get(pk=school["cohort"])
        assert (after.name, after.to_plan().settings) == ("Ashes", before.to_plan().settings)
        assert (after.starts_at, after.course_ids) == (before.starts_at, before.course_ids)

    def test_take_members_by_address_and_let_them_go(self, desk, school, students):
        cleo = Account.objects.get(pk=students[2])

        self.save(desk, school["cohort"], join=cleo.email, leave=[students[1]])

        open_stays = Membership.objects.filter(cohort_id=school["cohort"], is_open=True)
        assert {str(one.student_id) for one in open_stays} == {students[0], students[2]}

    def test_take_nobody_and_say_why(self, desk, school, students, cohort):
        cohort(2, members=students[3:4])

        answer = self.save(desk, school["cohort"], join="\n".join(students[2:4]))

        errors = str(answer.context["adminform"].form.errors["join"])
        assert "1 of 2 students were refused" in errors
        assert f"{students[3]} is in cohort" in errors
        assert Cohort.objects.get(pk=school["cohort"]).members_count == 2

    def test_do_not_know_an_address_that_is_nobodys(self, desk, school):
        answer = self.save(desk, school["cohort"], join="nobody@yggdrasil.edu")

        assert "Nobody has" in str(answer.context["adminform"].form.errors["join"])

    def test_are_not_changed_on_top_of_somebody_elses_change(self, desk, school, plan, at):
        stale = Cohort.objects.get(pk=school["cohort"])
        operations.change_cohort(cohort_id=school["cohort"], plan=plan(), at=at)

        answer = self.save(desk, school["cohort"], name="Mine", expected_version=stale.version)

        assert "changed by somebody else" in str(answer.content)
        assert Cohort.objects.get(pk=school["cohort"]).name == "Semester 1"

    def test_are_completed_and_archived(self, desk, school):
        cohort = Cohort.objects.get(pk=school["cohort"])

        choose(desk, Cohort, "complete", cohort)
        answer = choose(desk, Cohort, "archive", cohort)

        assert "1 archived." in texts(answer)
        assert Cohort.objects.get(pk=cohort.pk).status == "archived"

    def test_with_a_history_are_not_removed(self, desk, school):
        answer = desk.post(page(Cohort, "delete", school["cohort"]), {"post": "yes"}, follow=True)

        assert any("archive it instead" in text for text in texts(answer))
        assert Cohort.objects.filter(pk=school["cohort"]).exists()


class TestEnrollments:
    def test_are_made_and_cancelled(self, desk, school, students):
        bob = Account.objects.get(pk=students[1])
        desk.post(page(Enrollment, "add"), {"student": bob.email, "course": school["course"]})
        made = Enrollment.objects.get(student_id=students[1])

        choose(desk, Enrollment, "cancel", made)

        assert Enrollment.objects.get(pk=made.pk).status == "cancelled"
        assert Seats.objects.get().taken == 0

    def test_are_refused_twice_with_a_sentence(self, desk, school, students):
        sent = {"student": students[1], "course": school["course"]}
        desk.post(page(Enrollment, "add"), sent)

        answer = desk.post(page(Enrollment, "add"), sent)

        assert "already" in str(answer.context["adminform"].form.errors)

    def test_have_as_many_seats_as_staff_say(self, desk, school):
        seats = Seats.objects.get()
        desk.post(
            page(Seats, "change", seats.pk),
            {"capacity": 9, "expected_version": seats.version},
        )

        assert Seats.objects.get().capacity == 9

    def test_keep_their_seats_when_nothing_was_typed(self, desk, school):
        seats = Seats.objects.get()
        as_shown = {
            "capacity": "" if seats.capacity is None else seats.capacity,
            "expected_version": seats.version,
        }

        answer = desk.post(page(Seats, "change", seats.pk), as_shown)

        assert answer.status_code == 302
        assert Seats.objects.get().capacity == seats.capacity


@pytest.mark.usefixtures("school")
class TestRecords:
    def test_grades_are_corrected_and_released(self, desk):
        grade = Grade.objects.get()
        desk.post(
            page(Grade, "change", grade.pk),
            {"score_percent": 65, "feedback": "Fair.", "expected_version": grade.version},
        )

        choose(desk, Grade, "release", grade)

        corrected = Grade.objects.get()
        assert (corrected.score_percent, corrected.feedback) == (65, "Fair.")
        assert corrected.released_at is not None

    def test_certificates_are_taken_back_with_a_reason(self, desk):
        certificate = Certificate.objects.get()

        desk.post(
            page(Certificate, "change", certificate.pk),
            {"revocation_reason": "Copied.", "expected_version": certificate.version},
        )

        revoked = Certificate.objects.get()
        assert (revoked.status, revoked.revocation_reason) == ("revoked", "Copied.")

    def test_certificates_are_issued_for_what_is_completed(self, desk, students, school):
        sent = {"student": students[1], "course": school["course"]}
        refused = desk.post(page(Certificate, "add"), sent)
        enrollment_id = operations.enroll_student(
            course_id=sent["course"], student_id=sent["student"], at=clock.now()
        )
        operations.complete_enrollment(enrollment_id=enrollment_id, at=clock.now())
        desk.post(page(Certificate, "add"), sent)

        assert "has not completed" in str(refused.context["adminform"].form.errors)
        assert Certificate.objects.filter(student_id=students[1]).count() == 1

    def test_semesters_are_decided_on_and_the_decision_says_by_whom(self, desk, students):
        record = SemesterProgress.objects.get(student_id=students[0])

        answer = choose(desk, SemesterProgress, "validate", record)

        assert "1 validated." in texts(answer)
        decision = ValidationDecision.objects.get(outcome="validated")
        assert decision.decided_by_id is not None

    def test_memberships_are_ended(self, desk, students):
        stay = Membership.objects.get(student_id=students[1])

        choose(desk, Membership, "end", stay)

        assert not Membership.objects.get(pk=stay.pk).is_open
