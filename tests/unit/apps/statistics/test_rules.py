"""Means, shares, milestones, and who may see which figures."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from apps.accounts.data import Role
from apps.statistics import rules
from apps.statistics.data import MilestoneKind, ReportKind
from yggdrasil.context import ANONYMOUS, SYSTEM, Actor
from yggdrasil.ids import InvalidIdError

JANUARY = datetime(2026, 1, 15, 9, tzinfo=UTC)

STAFF = Actor(id="staff", role="staff")
TEACHER = Actor(id="teacher", role="teacher")
STUDENT = Actor(id="student", role="student")


class TestMeanPercent:
    @pytest.mark.parametrize(
        ("values", "mean"), [([], 0), ([50], 50), ([1, 2], 2), ([99, 100], 100)]
    )
    def test_rounds_half_up(self, values, mean):
        assert rules.mean_percent(values) == mean

    @given(st.lists(st.integers(0, 100), min_size=1))
    def test_stays_between_the_least_and_the_greatest(self, values):
        assert min(values) <= rules.mean_percent(values) <= max(values)


class TestMeanOrNone:
    def test_leaves_out_what_is_not_known(self):
        assert rules.mean_or_none([80.0, None, 90.0]) == 85.0
        assert rules.mean_or_none([None, None]) is None


class TestSharePercent:
    @pytest.mark.parametrize(
        ("part", "of", "share"), [(0, 0, 0), (1, 3, 33), (1, 2, 50), (2, 3, 67)]
    )
    def test_rounds_half_up(self, part, of, share):
        assert rules.share_percent(part, of=of) == share


class TestMilestones:
    def reached(self, *completed_at, percents=()):
        found = rules.milestones(completed_at=completed_at, progress_percents=percents)
        return {one.kind: one.reached_at for one in found}

    def test_are_none_at_the_beginning(self):
        assert self.reached() == {}

    def test_are_dated_by_the_course_that_made_the_number(self):
        days = [JANUARY + timedelta(days=number) for number in (4, 0, 3, 1, 2, 5)]

        assert self.reached(*days) == {
            MilestoneKind.FIRST_COURSE_COMPLETED: JANUARY,
            MilestoneKind.FIVE_COURSES_COMPLETED: JANUARY + timedelta(days=4),
        }

    def test_have_no_date_where_nobody_noted_one(self):
        assert self.reached(None) == {MilestoneKind.FIRST_COURSE_COMPLETED: None}

    @pytest.mark.parametrize(
        ("percents", "is_reached"),
        [([80, 80, 80], True), ([100, 100], False), ([79, 80, 79], False)],
    )
    def test_honour_a_high_average_over_three_courses(self, percents, is_reached):
        assert (MilestoneKind.HIGH_AVERAGE in self.reached(percents=percents)) is is_reached


class TestDays:
    def test_are_told_in_utc(self):
        almost_midnight = datetime.fromisoformat("2026-01-15T23:30:00-02:00")

        assert rules.day_of(almost_midnight) == "2026-01-16"

    def test_end_with_today(self):
        assert list(rules.days_until(JANUARY, number=3)) == [
            "2026-01-13",
            "2026-01-14",
            "2026-01-15",
        ]


class TestCheckSeesPerson:
    @pytest.mark.parametrize("actor", [STAFF, SYSTEM, STUDENT], ids=lambda actor: actor.role)
    def test_lets_staff_and_the_student_in(self, actor):
        rules.check_sees_person(actor, person_id="student", role=Role.STUDENT)

    @pytest.mark.parametrize(
        "actor",
        [
            TEACHER,
            ANONYMOUS,
            Actor(id="other", role="student"),
            Actor(id="student", role="teacher"),
        ],
        ids=lambda actor: f"{actor.role} {actor.id}",
    )
    def test_keeps_everybody_else_out(self, actor):
        with pytest.raises(rules.NotYourFiguresError):
            rules.check_sees_person(actor, person_id="student", role=Role.STUDENT)


class TestCheckSeesCourse:
    def test_lets_staff_and_its_teachers_in(self):
        rules.check_sees_course(STAFF, course_id="algebra", taught_ids=())
        rules.check_sees_course(TEACHER, course_id="algebra", taught_ids=("algebra",))

    @pytest.mark.parametrize("actor", [TEACHER, STUDENT], ids=lambda actor: actor.role)
    def test_keeps_others_out(self, actor):
        with pytest.raises(rules.NotYourFiguresError):
            rules.check_sees_course(actor, course_id="algebra", taught_ids=("geometry",))


class TestCheckParameters:
    def test_accepts_what_the_kind_is_about(self):
        rules.check_parameters(ReportKind.SCHOOL_OVERVIEW, {})
        rules.check_parameters(ReportKind.COHORT_ATTENDANCE, {"cohort_id": "a" * 24})

    @pytest.mark.parametrize(
        ("kind", "parameters"),
        [
            (ReportKind.COHORT_ATTENDANCE, {}),
            (ReportKind.SCHOOL_OVERVIEW, {"cohort_id": "a" * 24}),
            (ReportKind.COHORT_ATTENDANCE, {"cohort_id": "a" * 24, "more": "x"}),
        ],
    )
    def test_refuses_less_and_more(self, kind, parameters):
        with pytest.raises(rules.InvalidReportError):
            rules.check_parameters(kind, parameters)

    def test_refuses_what_is_no_id(self):
        with pytest.raises(InvalidIdError):
            rules.check_parameters(ReportKind.COHORT_ATTENDANCE, {"cohort_id": "first year"})


class TestWording:
    @pytest.mark.parametrize(
        ("said", "read"),
        [
            (rules.metric_in_words("enrollments.active"), "Enrollments, active"),
            (rules.metric_in_words("events_this_week"), "Events this week"),
            (rules.fact_in_words("accounts.account.signed_in"), "Account signed in"),
            (rules.fact_in_words("unknown"), "Unknown"),
            (rules.period_in_words("all"), "All time"),
            (rules.period_in_words("2026-01-05"), "5 Jan 2026"),
            (rules.period_in_words("someday"), "someday"),
            (rules.number_in_words(6.0), "6"),
            (rules.number_in_words(0.0), "0"),
            (rules.number_in_words(73.456), "73.46"),
            (rules.number_in_words(12_000.5), "12,000.5"),
        ],
    )
    def test_is_for_people(self, said, read):
        assert said == read
