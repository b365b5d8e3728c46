"""The half-years of the demo school."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, strategies as st

from apps.enrollments.demo.groups import groups_in, plan_of
from apps.enrollments.demo.terms import after, before, term_of
from apps.enrollments.rules.cohorts import check_plan

moments = st.timedeltas(timedelta(0), timedelta(days=7_000)).map(
    lambda since: datetime(2020, 1, 1, tzinfo=UTC) + since
)


class TestTermOf:
    @given(moments)
    def test_has_the_moment_in_it_but_for_the_last_hour(self, at):
        term = term_of(at)

        assert term.starts_at <= at < term.ends_at + timedelta(hours=1)

    @given(moments)
    def test_follows_and_precedes_its_neighbours(self, at):
        term = term_of(at)

        assert before(after(term)) == term == after(before(term))
        assert before(term).is_september != term.is_september

    def test_counts_january_to_the_autumn(self):
        term = term_of(datetime(2026, 1, 15, tzinfo=UTC))

        assert (term.academic_year, term.starts_at.month) == ("2025-2026", 9)


class TestGroupsIn:
    @given(moments)
    def test_are_cohorts_that_may_be_opened(self, at):
        groups = groups_in(term_of(at)).all()

        for group in groups:
            check_plan(plan_of(group))
        assert len({group.id for group in groups}) == 6
        assert len({group.term.academic_year for group in groups}) >= 2
