"""Who may do what at all, by whatever door; whose it is, is for each app's own rules."""

import pytest

from apps.accounts.data import Role
from yggdrasil.context import ANONYMOUS, SYSTEM, Actor, acting_as
from yggdrasil.cqrs.arguments import InvalidArgumentsError
from yggdrasil.cqrs.command import COMMANDS, execute
from yggdrasil.cqrs.pipeline import CommandForbiddenError

# Before anybody is signed in there is signing in, which also replaces an old hash.
ANYBODY = {
    "accounts": {"admit_to_admin", "open_session", "record_refusal"},
    "users": set(),
    "enrollments": set(),
}
STUDENTS = {
    "accounts": {"end_sessions", "keep_password"},
    "users": {
        "add_document",
        "change_contact",
        "change_preferences",
        "change_profile",
        "remove_document",
    },
    "enrollments": {
        "cancel_enrollment",
        "enroll_student",
        "record_progress",
        "submit_work",
    },
}
TEACHERS = {
    "accounts": set(),
    "users": set(),
    "enrollments": {
        "activate_enrollment",
        "complete_enrollment",
        "correct_grade",
        "grade_course",
        "grade_submission",
        "release_grades",
    },
}
ADMINISTRATORS = {
    "change_account",
    "close_account",
    "deactivate_account",
    "open_account",
    "reactivate_account",
}
# What only facts heard and times that come lead to.
SYSTEM_ONLY = {
    "courses": {
        "change_cohort_courses",
        "end_cohort",
        "end_reading",
        "follow_profile",
        "join_cohort",
        "mark_person",
        "start_reading",
        "sweep_readings",
    },
    "enrollments": {
        "close_course",
        "follow_course",
        "follow_role",
        "release_student",
        "rename_course",
        "rename_student",
        "resume_student",
        "suspend_student",
        "take_mark",
        "withdraw_course",
    },
    "news": {"expire_article", "follow_profile", "mark_author"},
    "planning": {
        "close_schedules_of",
        "release_account",
        "release_cohort",
        "release_teacher",
        "rename_course",
        "rename_teacher",
        "tell_missed_register",
    },
    "statistics": {"count_fact", "count_mark", "drop_old_days", "forget_course"},
    "users": {
        "correct_copies",
        "follow_closing",
        "follow_creation",
        "follow_email",
        "follow_role",
    },
}


def somebody(role: str) -> Actor:
    return Actor(id="a" * 24, role=role)


def may(actor: Actor, name: str) -> bool:
    """Return whether a command asks for its arguments, and not first for another actor."""
    with acting_as(actor):
        try:
            execute(name, {"nonsense": True})
        except CommandForbiddenError:
            return False
        except InvalidArgumentsError:
            return True
    raise AssertionError(f"{name} takes anything.")


def open_to(actor: Actor, app: str) -> set[str]:
    return {name for name in COMMANDS.of_app(app) if may(actor, f"{app}.{name}")}


@pytest.mark.parametrize("app", STUDENTS)
class TestCommands:
    def test_before_signing_in_are_those_of_signing_in(self, app: str) -> None:
        assert open_to(ANONYMOUS, app) == ANYBODY[app]

    def test_of_students_are_about_themselves(self, app: str) -> None:
        assert open_to(somebody(Role.STUDENT), app) == ANYBODY[app] | STUDENTS[app]

    def test_of_teachers_are_about_their_students_too(self, app: str) -> None:
        theirs = ANYBODY[app] | STUDENTS[app] | TEACHERS[app]

        assert open_to(somebody(Role.TEACHER), app) == theirs

    def test_of_staff_are_all_but_those_of_accounts_and_of_the_system(self, app: str) -> None:
        closed = SYSTEM_ONLY.get(app, set()) | (ADMINISTRATORS if app == "accounts" else set())

        assert open_to(somebody(Role.STAFF), app) == set(COMMANDS.of_app(app)) - closed

    def test_of_administrators_are_all_but_those_of_the_system(self, app: str) -> None:
        closed = SYSTEM_ONLY.get(app, set())

        assert open_to(somebody(Role.ADMIN), app) == set(COMMANDS.of_app(app)) - closed


@pytest.mark.parametrize("app", SYSTEM_ONLY)
class TestSystem:
    def test_alone_does_what_facts_and_times_lead_to(self, app: str) -> None:
        assert open_to(somebody(Role.ADMIN), app) == set(COMMANDS.of_app(app)) - SYSTEM_ONLY[app]

    def test_may_do_everything(self, app: str) -> None:
        assert open_to(SYSTEM, app) == set(COMMANDS.of_app(app))
