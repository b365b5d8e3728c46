"""What the planning app hears: names that change, people and cohorts that go."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from apps.planning import operations
from yggdrasil.events.subscription import Subscription


@dataclass(frozen=True, kw_only=True)
class ChangedCourse:
    """What is needed of courses.course.updated."""

    course_id: str
    title: str


@dataclass(frozen=True, kw_only=True)
class ChangedPerson:
    """What is needed of users.profile.changed."""

    person_id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class GoneAccount:
    """What is needed of accounts.account.deactivated and closed."""

    account_id: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class GoneCohort:
    """What is needed of enrollments.cohort.archived and deleted."""

    cohort_id: str
    at: datetime


def copy_course_title(fact: ChangedCourse) -> None:
    """Take over a course's title into its events."""
    operations.rename_course(course_id=fact.course_id, title=fact.title)


def copy_teacher_name(fact: ChangedPerson) -> None:
    """Take over a person's name into the events that he or she holds."""
    operations.rename_teacher(teacher_id=fact.person_id, name=fact.name)


def release_person(fact: GoneAccount) -> None:
    """Take somebody who left out of coming events, and shut the timetables' addresses."""
    operations.release_account(account_id=fact.account_id, at=fact.at)


def release_cohort(fact: GoneCohort) -> None:
    """Take a cohort that is no more out of coming events."""
    operations.release_cohort(cohort_id=fact.cohort_id, at=fact.at)


SUBSCRIPTIONS: tuple[Subscription[Any], ...] = (
    Subscription(hears="courses.course.updated.v1", needs=ChangedCourse, does=copy_course_title),
    Subscription(hears="users.profile.changed.v1", needs=ChangedPerson, does=copy_teacher_name),
    Subscription(hears="accounts.account.deactivated.v1", needs=GoneAccount, does=release_person),
    Subscription(hears="accounts.account.closed.v1", needs=GoneAccount, does=release_person),
    Subscription(hears="enrollments.cohort.archived.v1", needs=GoneCohort, does=release_cohort),
    Subscription(hears="enrollments.cohort.deleted.v1", needs=GoneCohort, does=release_cohort),
)
