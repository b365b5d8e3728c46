"""The demo school's cohorts: made once, gone on with where a start was cut short."""

from datetime import timedelta

import pytest

from apps.accounts import demo as accounts
from apps.courses import demo as courses
from apps.enrollments import demo
from apps.enrollments.models import (
    Certificate,
    Cohort,
    Enrollment,
    Grade,
    Membership,
    Payment,
    Seats,
    SemesterProgress,
    Submission,
    ValidationDecision,
)
from apps.enrollments.operations import recount_seats
from apps.users import demo as users

pytestmark = [pytest.mark.usefixtures("homes"), pytest.mark.timeout(300)]


class CutError(Exception):
    pass


@pytest.fixture
def school(homes, at):
    for lower in (accounts, users, courses):
        lower.make(at=at)


@pytest.mark.usefixtures("school")
class TestMake:
    def test_goes_on_where_it_was_cut_and_then_makes_nothing(self, at, monkeypatch):
        def cut(_world):
            raise CutError

        with monkeypatch.context() as patch:
            patch.setattr(demo, "_CHAPTERS", (*demo._CHAPTERS[:3], cut))
            with pytest.raises(CutError):
                demo.make(at=at)
        assert 0 < Membership.objects.count() < 60

        assert demo.make(at=at) > 0
        assert demo.make(at=at) == 0
        assert demo.make(at=at + timedelta(days=200)) == 0

        self.has_something_everywhere()
        self.agrees_with_itself()

    def has_something_everywhere(self):
        statuses = sorted(Cohort.objects.values_list("status", flat=True))
        assert statuses == ["active", "active", "active", "archived", "completed", "draft"]
        for model in (Certificate, Grade, Payment, Submission, ValidationDecision):
            assert model.objects.exists()
        assert SemesterProgress.objects.filter(is_at_risk=True).exists()
        assert Membership.objects.filter(is_open=False).exists()

    def agrees_with_itself(self):
        for cohort in Cohort.objects.all():
            members = Membership.objects.filter(cohort_id=cohort.pk, is_open=True)
            assert cohort.members_count == members.count()
        for seats in Seats.objects.all():
            assert recount_seats(course_id=str(seats.course_id)) == 0
        assert Enrollment.objects.filter(student_name="").count() == 0
