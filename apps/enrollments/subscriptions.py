"""What this app hears from its neighbours, and what it then does."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from apps.enrollments import operations
from yggdrasil.events.subscription import Subscription


@dataclass(frozen=True, kw_only=True)
class AccountAt:
    """An account and a moment."""

    account_id: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class RoleAt:
    """An account, its role from now on, and a moment."""

    account_id: str
    role: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ProfileNamed:
    """A person and what he or she is called now."""

    person_id: str
    name: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CourseNamed:
    """A course and what it is called now."""

    course_id: str
    title: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CourseTerms:
    """A course, what it is called and how many it takes now."""

    course_id: str
    title: str
    capacity: int | None
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CourseGone:
    """A course that is put away, or gone."""

    course_id: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class AttendanceMarked:
    """What a register says about a student, and what it said before."""

    student_id: str
    cohort_id: str | None
    status: str
    was_status: str | None
    at: datetime


def suspend(fact: AccountAt) -> None:
    """Let all that the student takes part in rest."""
    operations.suspend_student(student_id=fact.account_id, at=fact.at)


def resume(fact: AccountAt) -> None:
    """Let all that the student takes part in go on."""
    operations.resume_student(student_id=fact.account_id, at=fact.at)


def release(fact: AccountAt) -> None:
    """End all that the student takes part in; seats are free."""
    operations.release_student(student_id=fact.account_id, at=fact.at)


def follow_role(fact: RoleAt) -> None:
    """End all that somebody takes part in who is no student any more."""
    operations.follow_role(account_id=fact.account_id, role=fact.role, at=fact.at)


def follow_name(fact: ProfileNamed) -> None:
    """Let copies of the name follow."""
    operations.rename_student(student_id=fact.person_id, name=fact.name, at=fact.at)


def follow_title(fact: CourseNamed) -> None:
    """Let copies of the title follow."""
    operations.rename_course(course_id=fact.course_id, title=fact.title, at=fact.at)


def follow_course(fact: CourseTerms) -> None:
    """Let copies of the title, and the number of seats, follow."""
    operations.follow_course(
        course_id=fact.course_id, title=fact.title, capacity=fact.capacity, at=fact.at
    )


def close_course(fact: CourseGone) -> None:
    """Let nobody wait for it any longer."""
    operations.close_course(course_id=fact.course_id, at=fact.at)


def withdraw_course(fact: CourseGone) -> None:
    """End all enrolments in it."""
    operations.withdraw_course(course_id=fact.course_id, at=fact.at)


def count_attendance(fact: AttendanceMarked) -> None:
    """Compute the student's rate anew."""
    operations.take_mark(
        student_id=fact.student_id,
        cohort_id=fact.cohort_id,
        status=fact.status,
        was_status=fact.was_status,
        at=fact.at,
    )


SUBSCRIPTIONS: tuple[Subscription[Any], ...] = (
    Subscription(hears="accounts.account.deactivated.v1", needs=AccountAt, does=suspend),
    Subscription(hears="accounts.account.reactivated.v1", needs=AccountAt, does=resume),
    Subscription(hears="accounts.account.closed.v1", needs=AccountAt, does=release),
    Subscription(hears="accounts.account.role_changed.v1", needs=RoleAt, does=follow_role),
    Subscription(hears="users.profile.created.v1", needs=ProfileNamed, does=follow_name),
    Subscription(hears="users.profile.changed.v1", needs=ProfileNamed, does=follow_name),
    Subscription(hears="courses.course.published.v1", needs=CourseNamed, does=follow_title),
    Subscription(hears="courses.course.updated.v1", needs=CourseTerms, does=follow_course),
    Subscription(hears="courses.course.archived.v1", needs=CourseGone, does=close_course),
    Subscription(hears="courses.course.deleted.v1", needs=CourseGone, does=withdraw_course),
    Subscription(
        hears="planning.attendance.marked.v1", needs=AttendanceMarked, does=count_attendance
    ),
)
