"""The facts the courses app hears: people who change, readers who come and go."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from apps.courses import operations
from yggdrasil.events.subscription import Subscription


@dataclass(frozen=True, kw_only=True)
class ChangedProfile:
    """What is needed of users.profile.changed."""

    person_id: str
    name: str
    email: str


@dataclass(frozen=True, kw_only=True)
class ChangedAccount:
    """What is needed of facts about an account."""

    account_id: str


@dataclass(frozen=True, kw_only=True)
class NewEnrollment:
    """What is needed of enrollments.enrollment.created."""

    enrollment_id: str
    student_id: str
    course_id: str
    status: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ChangedEnrollment:
    """What is needed of later facts about an enrolment."""

    enrollment_id: str
    student_id: str
    course_id: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class NewMember:
    """What is needed of enrollments.member.joined."""

    cohort_id: str
    student_id: str
    course_ids: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, kw_only=True)
class LeftMember:
    """What is needed of enrollments.member.left."""

    cohort_id: str
    student_id: str


@dataclass(frozen=True, kw_only=True)
class CohortCourses:
    """What is needed of enrollments.cohort.courses_changed."""

    cohort_id: str
    course_ids: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, kw_only=True)
class DeletedCohort:
    """What is needed of enrollments.cohort.deleted."""

    cohort_id: str


def follow_profile(fact: ChangedProfile) -> None:
    """Show people as their profiles do."""
    operations.follow_profile(account_id=fact.person_id, name=fact.name, email=fact.email)


def mark_away(fact: ChangedAccount) -> None:
    """Show that somebody is no longer there."""
    operations.mark_person(account_id=fact.account_id, is_active=False)


def mark_back(fact: ChangedAccount) -> None:
    """Show that somebody is there again."""
    operations.mark_person(account_id=fact.account_id, is_active=True)


def let_in_at_once(fact: NewEnrollment) -> None:
    """Let a student read, unless the enrolment still waits for a yes."""
    if fact.status == "active":
        let_in(fact)


def let_in(fact: NewEnrollment | ChangedEnrollment) -> None:
    """Let a student read."""
    operations.start_reading(
        course_id=fact.course_id,
        account_id=fact.student_id,
        enrollment_id=fact.enrollment_id,
        at=fact.at,
    )


def let_out(fact: ChangedEnrollment) -> None:
    """End what an enrolment let a student read."""
    operations.end_reading(account_id=fact.student_id, source_id=fact.enrollment_id)


def join_cohort(fact: NewMember) -> None:
    """Let a student read the courses of a cohort."""
    operations.join_cohort(
        cohort_id=fact.cohort_id,
        account_id=fact.student_id,
        course_ids=fact.course_ids,
        at=fact.at,
    )


def leave_cohort(fact: LeftMember) -> None:
    """End what a cohort let a student read."""
    operations.end_reading(account_id=fact.student_id, source_id=fact.cohort_id)


def change_courses(fact: CohortCourses) -> None:
    """Let a cohort read other courses."""
    operations.change_cohort_courses(
        cohort_id=fact.cohort_id, course_ids=fact.course_ids, at=fact.at
    )


def end_cohort(fact: DeletedCohort) -> None:
    """End what a cohort let anybody read."""
    operations.end_cohort(cohort_id=fact.cohort_id)


SUBSCRIPTIONS: tuple[Subscription[Any], ...] = (
    Subscription(hears="users.profile.changed.v1", needs=ChangedProfile, does=follow_profile),
    Subscription(hears="accounts.account.deactivated.v1", needs=ChangedAccount, does=mark_away),
    Subscription(hears="accounts.account.closed.v1", needs=ChangedAccount, does=mark_away),
    Subscription(hears="accounts.account.reactivated.v1", needs=ChangedAccount, does=mark_back),
    Subscription(
        hears="enrollments.enrollment.created.v1", needs=NewEnrollment, does=let_in_at_once
    ),
    Subscription(hears="enrollments.enrollment.activated.v1", needs=ChangedEnrollment, does=let_in),
    Subscription(hears="enrollments.enrollment.resumed.v1", needs=ChangedEnrollment, does=let_in),
    Subscription(
        hears="enrollments.enrollment.suspended.v1", needs=ChangedEnrollment, does=let_out
    ),
    Subscription(
        hears="enrollments.enrollment.cancelled.v1", needs=ChangedEnrollment, does=let_out
    ),
    Subscription(hears="enrollments.member.joined.v1", needs=NewMember, does=join_cohort),
    Subscription(hears="enrollments.member.left.v1", needs=LeftMember, does=leave_cohort),
    Subscription(
        hears="enrollments.cohort.courses_changed.v1", needs=CohortCourses, does=change_courses
    ),
    Subscription(hears="enrollments.cohort.deleted.v1", needs=DeletedCohort, does=end_cohort),
)
