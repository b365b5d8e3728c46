"""The counts that statistics asks of enrollments and accounts."""

from datetime import timedelta

import pytest

from apps.accounts import api as accounts, operations as account_operations
from apps.enrollments import api as enrollments
from apps.enrollments.models import Certificate, Enrollment, Progress, Submission
from yggdrasil.ids import new_id

pytestmark = pytest.mark.usefixtures("homes", "at")


class TestListCourseFigures:
    def test_counts_each_course_for_itself(self, at):
        algebra, geometry = new_id(), new_id()
        for status in ("active", "active", "completed", "cancelled"):
            Enrollment.objects.create(
                course_id=algebra, student_id=new_id(), status=status, via="staff", enrolled_at=at
            )
        for percent, score in ((40, 70.0), (81, None)):
            Progress.objects.create(
                course_id=algebra,
                student_id=new_id(),
                progress_percent=percent,
                average_score_percent=score,
                started_at=at,
            )
        for number, status in enumerate(("submitted", "graded")):
            Submission.objects.create(
                course_id=algebra,
                exercise_id=new_id(),
                student_id=new_id(),
                kind="exercise",
                attempt=number + 1,
                submitted_at=at - timedelta(hours=number),
                status=status,
            )
        for number, status in enumerate(("issued", "revoked")):
            Certificate.objects.create(
                number=f"N{number}",
                verification_code=f"code-{number}",
                kind="course",
                student_id=new_id(),
                subject_id=algebra,
                status=status,
                issued_at=at,
            )

        first, second = enrollments.list_course_figures(course_ids=(algebra, geometry))

        assert (first.active, first.completed, first.cancelled, first.pending) == (2, 1, 1, 0)
        assert (first.average_progress_percent, first.average_score_percent) == (60.5, 70.0)
        assert (first.submissions_waiting, first.certificates) == (1, 1)
        assert (second.active, second.average_progress_percent) == (0, 0.0)
        assert second.average_score_percent is None


class TestCountEverything:
    def test_groups_by_status(self, at):
        for status in ("active", "completed", "completed"):
            Enrollment.objects.create(
                course_id=new_id(), student_id=new_id(), status=status, via="staff", enrolled_at=at
            )

        counts = enrollments.count_everything()

        assert counts.enrollments == {"active": 1, "completed": 2}
        assert (counts.cohorts, counts.submissions_waiting, counts.certificates) == ({}, 0, 0)


class TestCountAccounts:
    def test_tells_roles_apart_and_who_may_not_sign_in(self, open_account, at):
        for role in ("admin", "staff", "student", "student"):
            open_account(role)
        account_operations.deactivate_account(account_id=open_account("student"), by="", at=at)

        counts = accounts.count_accounts()

        assert counts.by_role == {"admin": 1, "staff": 1, "student": 2}
        assert counts.inactive == 1
