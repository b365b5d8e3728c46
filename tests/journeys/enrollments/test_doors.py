"""A student at every door that leads to the office's desk."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from apps.enrollments import operations
from apps.enrollments.data import EnrollmentRoute
from apps.enrollments.models import Cohort, Enrollment
from yggdrasil.context import Actor, acting_as
from yggdrasil.cqrs.command import execute
from yggdrasil.cqrs.pipeline import CommandForbiddenError

pytestmark = pytest.mark.usefixtures("homes")


@pytest.fixture
def student_id(open_account: Callable[..., str]) -> str:
    return open_account("student")


class TestStudent:
    def test_opens_no_cohort_by_calling_the_operation(self, student_id, plan, at) -> None:
        with (
            acting_as(Actor(id=student_id, role="student")),
            pytest.raises(CommandForbiddenError, match="student"),
        ):
            operations.open_cohort(plan=plan(), at=at)

        assert not Cohort.objects.exists()

    def test_opens_no_cohort_by_naming_the_command(self, student_id, plan, at) -> None:
        with (
            acting_as(Actor(id=student_id, role="student")),
            pytest.raises(CommandForbiddenError),
        ):
            execute("enrollments.open_cohort", {"plan": plan(), "at": at}, idempotency_key="k")

        assert not Cohort.objects.exists()

    def test_opens_no_cohort_in_the_admin(self, student_id, admin_as) -> None:
        student = admin_as(account_id=student_id)

        answer = student.post(reverse("admin:enrollments_cohort_add"), {"name": "Mine"})

        assert answer.status_code == 302
        assert answer.headers["Location"].startswith(reverse("admin:login"))
        assert not Cohort.objects.exists()

    def test_opens_no_cohort_over_http(self, client_as) -> None:
        answer = client_as("student").post("/api/v1/cohorts/", {"name": "Mine"})

        assert answer.status_code == 405
        assert not Cohort.objects.exists()

    def test_completes_no_enrolment_that_they_could_cancel(self, course, student, at) -> None:
        student_id = student()
        with acting_as(Actor(id=student_id, role="student")):
            enrollment_id = operations.enroll_student(
                course_id=course(), student_id=student_id, via=EnrollmentRoute.SELF, at=at
            )
            with pytest.raises(CommandForbiddenError):
                operations.complete_enrollment(enrollment_id=enrollment_id, at=at)
            operations.cancel_enrollment(enrollment_id=enrollment_id, at=at)

        assert Enrollment.objects.get().status == "cancelled"


class TestTeacher:
    def test_completes_an_enrolment_but_changes_no_seats(
        self, course, student, teacher, at
    ) -> None:
        python = course()
        with acting_as(Actor(id=teacher, role="teacher")), pytest.raises(CommandForbiddenError):
            operations.set_capacity(course_id=python, capacity=1, at=at)

        enrollment_id = operations.enroll_student(course_id=python, student_id=student(), at=at)
        with acting_as(Actor(id=teacher, role="teacher")):
            operations.complete_enrollment(enrollment_id=enrollment_id, at=at)

        assert Enrollment.objects.get().status == "completed"
