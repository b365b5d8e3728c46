"""Staff at the admin's enrolments, seats, grades, certificates and semesters."""

import pytest
from django.urls import reverse

from apps.accounts.models import Account
from apps.enrollments import operations
from apps.enrollments.models import (
    Certificate,
    Enrollment,
    Grade,
    Membership,
    Seats,
    SemesterProgress,
    ValidationDecision,
)
from tests.journeys.enrollments.admin.pages import choose, page, texts
from yggdrasil import clock

pytestmark = pytest.mark.usefixtures("homes")


class TestEnrollments:
    def test_are_made_and_cancelled(self, desk, school, students):
        bob = Account.objects.get(pk=students[1])
        desk.post(page(Enrollment, "add"), {"student": bob.email, "course": school["course"]})
        made = Enrollment.objects.get(student_id=students[1])

        choose(desk, Enrollment, "cancel", made)

        assert b"Cancelled" in desk.get(page(Enrollment, "change", made.pk)).content
        assert Enrollment.objects.get(pk=made.pk).status == "cancelled"
        assert Seats.objects.get().taken == 0

    def test_are_in_no_course_that_nobody_chose(self, desk, students):
        offered = desk.get(page(Enrollment, "add")).context["adminform"].form.fields["course"]
        assert offered.choices[0][0] == ""

        desk.post(page(Enrollment, "add"), {"student": students[1], "course": ""})
        assert not Enrollment.objects.filter(student_id=students[1]).exists()

    def test_are_refused_twice_with_a_sentence(self, desk, school, students):
        sent = {"student": students[1], "course": school["course"]}
        desk.post(page(Enrollment, "add"), sent)

        answer = desk.post(page(Enrollment, "add"), sent)

        assert "already" in str(answer.context["adminform"].form.errors)

    def test_have_as_many_seats_as_the_course_says(self, desk, school):
        seats = Seats.objects.get()
        where = reverse("admin:courses_course_change", args=[school["course"]])

        shown = desk.get(page(Seats, "change", seats.pk)).content.decode()
        desk.post(
            page(Seats, "change", seats.pk), {"capacity": 9, "expected_version": seats.version}
        )

        assert where in shown
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
