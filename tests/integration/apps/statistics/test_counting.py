"""Counting what was told, and recounting what there is."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core.checks import run_checks
from django.db import connections

from apps.planning import operations as planning
from apps.planning.data import EventDraft, EventNames, EventType
from apps.statistics import operations, queries, subscriptions, tasks
from apps.statistics.data import FigureData, SubjectKind
from apps.statistics.models import AnalyticsEvent, Figure
from apps.statistics.queries.figures import SCHOOL
from yggdrasil.context import Actor
from yggdrasil.ids import new_id

pytestmark = pytest.mark.usefixtures("homes", "at")


def school_figure(metric, value, at):
    return FigureData(
        subject_kind=SubjectKind.SCHOOL,
        subject_id="",
        metric=metric,
        period="all",
        value=value,
        updated_at=at,
    )


def course_figure(course_id, metric, value, at):
    return replace(
        school_figure(metric, value, at), subject_kind=SubjectKind.COURSE, subject_id=course_id
    )


class TestCountFact:
    def test_adds_one_to_the_school_and_the_course_on_that_day(self, at):
        course_id, student_id = new_id(), new_id()

        for _ in range(2):
            operations.count_fact(
                kind="enrollments.enrollment.created",
                metric="enrollments_begun",
                at=at,
                course_id=course_id,
                actor_id=student_id,
            )

        course = (SubjectKind.COURSE, course_id)
        for subject in (SCHOOL, course):
            days = queries.by_day(subject, "enrollments_begun", at=at)
            assert [day.count for day in days] == [0] * 29 + [2]
        event = AnalyticsEvent.objects.first()
        assert (event.kind, str(event.actor_id)) == ("enrollments.enrollment.created", student_id)
        assert (event.subject_kind, event.subject_id) == ("course", course_id)

    def test_loses_no_count_when_many_come_at_once(self, at):
        def sign_in(_number):
            try:
                operations.count_fact(kind="accounts.account.signed_in", metric="sign_ins", at=at)
            finally:
                connections.close_all()

        with ThreadPoolExecutor(6) as pool:
            list(pool.map(sign_in, range(24)))

        assert queries.by_day(SCHOOL, "sign_ins", at=at, number=1)[0].count == 24
        assert AnalyticsEvent.objects.count() == 24


class TestStoreFigures:
    def test_sets_again_and_drops_what_the_school_no_longer_has(self, at):
        first = (school_figure("cohorts.draft", 1, at), school_figure("cohorts.active", 2, at))
        operations.store_figures(figures=first, at=at)
        later = at + timedelta(minutes=10)

        operations.store_figures(figures=(replace(first[1], value=3, updated_at=later),), at=later)

        known = queries.standing(SCHOOL)
        assert {metric: figure.value for metric, figure in known.items()} == {"cohorts.active": 3}

    def test_leaves_days_and_courses_alone(self, at):
        course_id = new_id()
        operations.count_fact(kind="x", metric="sign_ins", at=at, course_id=course_id)

        operations.store_figures(figures=(), at=at + timedelta(days=1))

        assert Figure.objects.count() == 2

    def test_drops_what_was_counted_of_courses_that_nobody_reads_any_more(self, at):
        gone, kept = new_id(), new_id()
        counted = [course_figure(course_id, "students", 3, at) for course_id in (gone, kept)]
        rated = course_figure(gone, "rating.mean", 4, at)
        operations.store_figures(figures=(*counted, rated), at=at)
        later = at + timedelta(minutes=10)

        operations.store_figures(figures=(replace(counted[1], updated_at=later),), at=later)

        ranked = queries.ranked(SubjectKind.COURSE, "students", limit=10)
        assert [figure.subject_id for figure in ranked] == [kept]
        assert Figure.objects.filter(metric="rating.mean").exists()


class TestRefreshFigures:
    def test_counts_what_the_owners_have(self, open_account, at):
        for role in ("staff", "teacher", "student", "student"):
            open_account(role)

        operations.refresh_figures(at=at)

        known = {metric: figure.value for metric, figure in queries.standing(SCHOOL).items()}
        assert known["accounts.student"] == 2
        assert known["accounts_inactive"] == 0
        assert known["courses.published"] == 0
        assert known["attendance_rate_percent"] == 100

    def test_counts_the_week_that_it_is_where_the_school_is(self, at):
        # In Paris it is half past midnight on Monday already.
        sunday = datetime(2026, 1, 18, 23, 30, tzinfo=UTC)
        begin = datetime(2026, 1, 20, 9, tzinfo=UTC)
        planning.schedule_event(
            draft=EventDraft(
                title="Algebra",
                type=EventType.CLASS,
                starts_at=begin,
                ends_at=begin + timedelta(hours=1),
            ),
            names=EventNames(),
            actor=Actor(id=new_id(), role="staff"),
            at=at,
        )

        operations.refresh_figures(at=sunday)

        assert queries.standing(SCHOOL)["events_this_week"].value == 1

    def test_comes_to_the_same_again(self, open_account, at):
        open_account("staff")

        first = operations.refresh_figures(at=at)
        again = operations.refresh_figures(at=at)

        assert first == again == Figure.objects.count()
        assert not AnalyticsEvent.objects.exists()


class TestForgetCourse:
    def test_removes_all_that_is_about_it(self, at):
        gone, kept = new_id(), new_id()
        for course_id in (gone, kept):
            operations.count_fact(kind="x", metric="submissions", at=at, course_id=course_id)

        removed = [operations.forget_course(course_id=gone) for _ in range(2)]

        assert removed == [1, 0]
        assert Figure.objects.filter(subject_id=kept).exists()


class TestDropOldDays:
    def test_removes_days_and_never_what_stands(self, at):
        for days in (0, 729, 731, 800):
            operations.count_fact(kind="x", metric="sign_ins", at=at - timedelta(days=days))
        operations.store_figures(figures=(school_figure("certificates", 1, at),), at=at)

        assert operations.drop_old_days(at=at) == 2
        kept = {"2026-01-15", "2024-01-17", "all"}
        assert set(Figure.objects.values_list("period", flat=True)) == kept


class TestSubscriptions:
    def test_fit_the_facts_that_are_told(self):
        assert [error for error in run_checks() if "statistics" in error.msg] == []

    def test_each_call_one_operation(self, at):
        shapes = {
            "account_id": new_id(),
            "student_id": new_id(),
            "course_id": new_id(),
            "event_id": new_id(),
            "article_id": new_id(),
            "author_id": new_id(),
            "status": "present",
            "was_status": None,
            "at": at,
        }
        for subscription in subscriptions.SUBSCRIPTIONS:
            fields = subscription.needs.__dataclass_fields__
            subscription.does(subscription.needs(**{name: shapes[name] for name in fields}))

        assert AnalyticsEvent.objects.count() == len(subscriptions.SUBSCRIPTIONS) - 1


class TestCountMark:
    @pytest.fixture
    def mark(self, at):
        """Return a function that lets a mark be heard, of one student at one event by default."""
        same = {"event_id": new_id(), "student_id": new_id(), "course_id": new_id()}

        def mark_(status, was_status=None, *, when=at, **other):
            said = {**same, "status": status, "was_status": was_status, "at": when, **other}
            subscriptions.count_mark(subscriptions.OfMark(**said))
            return same["course_id"]

        return mark_

    @staticmethod
    def marks(at, subject=SCHOOL):
        metrics = ("marks_attended", "marks_missed", "marks_excused")
        return [queries.by_day(subject, metric, at=at, number=1)[0].count for metric in metrics]

    def test_counts_by_what_it_says(self, mark, at):
        for status in ("present", "late", "absent", "excused"):
            mark(status, student_id=new_id())

        assert self.marks(at) == [2, 1, 1]

    def test_counts_a_correction_once(self, mark, at):
        mark("present")
        mark("absent", "present")
        mark("excused", "absent")

        assert self.marks(at) == [0, 0, 1]

    def test_changes_nothing_where_the_words_count_alike(self, mark, at):
        mark("present")
        mark("late", "present")
        mark("late", "late")

        assert self.marks(at) == [1, 0, 0]

    def test_takes_back_where_it_was_counted(self, mark, at):
        first, moved = at, new_id()
        course_id = mark("present", when=first)
        mark("present", event_id=new_id(), when=first)
        later = at + timedelta(days=2)

        mark("absent", "present", when=later, course_id=moved)

        first_course, other_course = ((SubjectKind.COURSE, one) for one in (course_id, moved))
        assert self.marks(first) == self.marks(first, first_course) == [1, 0, 0]
        assert self.marks(later) == self.marks(later, other_course) == [0, 1, 0]
        assert self.marks(later, first_course) == [0, 0, 0]

    def test_takes_nothing_back_that_was_never_counted(self, mark, at):
        mark("absent", "present")

        assert self.marks(at) == [0, 1, 0]

    def test_takes_nothing_back_from_a_course_that_is_forgotten(self, mark, at):
        course_id = mark("present")
        operations.forget_course(course_id=course_id)

        mark("absent", "present", course_id=None)

        assert not Figure.objects.filter(subject_id=course_id).exists()
        assert self.marks(at) == [0, 1, 0]


class TestTasks:
    def test_each_call_one_operation(self):
        assert tasks.refresh_figures(later="argument") == Figure.objects.count()
        assert tasks.make_reports() == 0
        assert tasks.drop_old_days() == 0

    def test_are_all_on_the_clock(self):
        on_the_clock = {entry["task"] for entry in tasks.SCHEDULE.values()}

        assert on_the_clock == {
            f"apps.statistics.tasks.{name}"
            for name in ("refresh_figures", "make_reports", "drop_old_days")
        }
