"""Who may do what with events and registers."""

from datetime import UTC, datetime

import pytest

from apps.planning.rules import (
    NotYourEventError,
    StaffOnlyError,
    check_may_change,
    check_may_delete,
    check_may_plan,
    scope_of,
    sees_whole_register,
)
from yggdrasil.context import ANONYMOUS, SYSTEM, Actor

ADMIN = Actor(id="admin", role="admin")
STAFF = Actor(id="staff", role="staff")
TEACHER = Actor(id="teacher", role="teacher")
STUDENT = Actor(id="student", role="student")


class TestCheckMayPlan:
    @pytest.mark.parametrize("actor", [ADMIN, STAFF, SYSTEM], ids=lambda actor: actor.role)
    def test_lets_the_office_plan_for_anybody(self, actor):
        check_may_plan(actor, teacher_id="somebody")

    def test_lets_a_teacher_plan_own_lessons(self):
        check_may_plan(TEACHER, teacher_id="teacher")

    @pytest.mark.parametrize("teacher_id", ["somebody", None])
    def test_refuses_a_teacher_who_plans_for_others(self, teacher_id):
        with pytest.raises(NotYourEventError):
            check_may_plan(TEACHER, teacher_id=teacher_id)

    @pytest.mark.parametrize("actor", [STUDENT, ANONYMOUS], ids=lambda actor: actor.role)
    def test_refuses_everybody_else(self, actor):
        with pytest.raises(StaffOnlyError):
            check_may_plan(actor, teacher_id=actor.id)


class TestCheckMayChange:
    @pytest.mark.parametrize(
        ("teacher_id", "created_by"), [("teacher", "staff"), (None, "teacher")]
    )
    def test_lets_a_teacher_change_what_is_own(self, teacher_id, created_by):
        check_may_change(TEACHER, teacher_id=teacher_id, created_by=created_by)

    def test_refuses_a_teacher_at_somebody_elses(self):
        with pytest.raises(NotYourEventError):
            check_may_change(TEACHER, teacher_id="somebody", created_by="staff")

    def test_refuses_a_student_even_as_planner(self):
        with pytest.raises(StaffOnlyError):
            check_may_change(STUDENT, teacher_id=None, created_by="student")


class TestCheckMayDelete:
    @pytest.mark.parametrize("actor", [STAFF, TEACHER, STUDENT], ids=lambda actor: actor.role)
    def test_is_for_administrators_alone(self, actor):
        check_may_delete(ADMIN)
        with pytest.raises(StaffOnlyError):
            check_may_delete(actor)


class TestScopeOf:
    def test_shows_the_office_everything(self):
        assert scope_of(STAFF).is_everything

    def test_shows_a_student_the_own_cohorts(self):
        scope = scope_of(STUDENT, cohort_ids=("first",))

        assert (scope.account_id, scope.cohort_ids) == ("student", frozenset({"first"}))
        assert not scope.is_everything

    def test_shows_a_student_no_more_of_a_cohort_that_was_left(self):
        monday = datetime(2026, 1, 12, tzinfo=UTC)
        scope = scope_of(
            STUDENT, cohort_ids=("joined again",), left={"joined again": monday, "left": monday}
        )

        assert scope.cohort_ids == {"joined again"}
        assert scope.left == {"left": monday}

    def test_shows_strangers_public_events_alone(self):
        scope = scope_of(ANONYMOUS)

        assert (scope.is_everything, scope.account_id, scope.cohort_ids) == (False, "", frozenset())


class TestSeesWholeRegister:
    def test_is_true_for_the_events_teacher(self):
        assert sees_whole_register(TEACHER, teacher_id="teacher", created_by="staff")

    def test_is_false_for_a_student(self):
        assert not sees_whole_register(STUDENT, teacher_id="teacher", created_by="staff")

    def test_refuses_another_teacher(self):
        with pytest.raises(NotYourEventError):
            sees_whole_register(TEACHER, teacher_id="somebody", created_by="staff")
