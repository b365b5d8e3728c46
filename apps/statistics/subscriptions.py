"""What the statistics app hears: whatever is worth counting by the day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from apps.statistics import operations
from yggdrasil.events.subscription import Subscription


@dataclass(frozen=True, kw_only=True)
class OfAccount:
    """What is needed of facts about an account."""

    account_id: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class OfStudentInCourse:
    """What is needed of facts about a student in a course."""

    student_id: str
    course_id: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class OfCertificate:
    """What is needed of enrollments.certificate.issued."""

    student_id: str
    course_id: str | None
    at: datetime


@dataclass(frozen=True, kw_only=True)
class OfMark:
    """What is needed of planning.attendance.marked."""

    student_id: str
    course_id: str | None
    attended: bool
    at: datetime


@dataclass(frozen=True, kw_only=True)
class OfEvent:
    """What is needed of planning.event.cancelled."""

    event_id: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class OfCourse:
    """What is needed of facts about a course."""

    course_id: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class OfArticle:
    """What is needed of news.article.published."""

    article_id: str
    author_id: str
    at: datetime


def count_sign_in(fact: OfAccount) -> None:
    """Count a sign-in."""
    operations.count_fact(
        kind="accounts.account.signed_in",
        metric="sign_ins",
        at=fact.at,
        actor_id=fact.account_id,
    )


def count_account(fact: OfAccount) -> None:
    """Count an account that was opened."""
    operations.count_fact(
        kind="accounts.account.created",
        metric="accounts_opened",
        at=fact.at,
        actor_id=fact.account_id,
    )


def count_enrollment(fact: OfStudentInCourse) -> None:
    """Count an enrolment that began."""
    _count_in_course(fact, kind="enrollments.enrollment.created", metric="enrollments_begun")


def count_completion(fact: OfStudentInCourse) -> None:
    """Count an enrolment that reached the end."""
    _count_in_course(fact, kind="enrollments.enrollment.completed", metric="completions")


def count_cancellation(fact: OfStudentInCourse) -> None:
    """Count an enrolment that ended before."""
    _count_in_course(fact, kind="enrollments.enrollment.cancelled", metric="cancellations")


def count_submission(fact: OfStudentInCourse) -> None:
    """Count work that was handed in."""
    _count_in_course(fact, kind="enrollments.submission.received", metric="submissions")


def count_progress(fact: OfStudentInCourse) -> None:
    """Count a step forward in a course."""
    _count_in_course(fact, kind="enrollments.progress.updated", metric="progress_steps")


def count_certificate(fact: OfCertificate) -> None:
    """Count a certificate."""
    operations.count_fact(
        kind="enrollments.certificate.issued",
        metric="certificates_issued",
        at=fact.at,
        course_id=fact.course_id,
        actor_id=fact.student_id,
    )


def count_mark(fact: OfMark) -> None:
    """Count a mark in a register."""
    operations.count_fact(
        kind="planning.attendance.marked",
        metric="marks_attended" if fact.attended else "marks_missed",
        at=fact.at,
        course_id=fact.course_id,
        actor_id=fact.student_id,
    )


def count_cancelled_event(fact: OfEvent) -> None:
    """Count an event that does not take place."""
    operations.count_fact(
        kind="planning.event.cancelled",
        metric="events_cancelled",
        at=fact.at,
        properties={"event_id": fact.event_id},
    )


def count_article(fact: OfArticle) -> None:
    """Count an article."""
    operations.count_fact(
        kind="news.article.published",
        metric="articles_published",
        at=fact.at,
        actor_id=fact.author_id,
        properties={"article_id": fact.article_id},
    )


def count_published_course(fact: OfCourse) -> None:
    """Count a course that learners may read."""
    operations.count_fact(
        kind="courses.course.published",
        metric="courses_published",
        at=fact.at,
        course_id=fact.course_id,
    )


def forget_course(fact: OfCourse) -> None:
    """Remove the figures of a course that is gone."""
    operations.forget_course(course_id=fact.course_id)


def _count_in_course(fact: OfStudentInCourse, *, kind: str, metric: str) -> None:
    operations.count_fact(
        kind=kind,
        metric=metric,
        at=fact.at,
        course_id=fact.course_id,
        actor_id=fact.student_id,
    )


def _hear(name: str, needs: type[Any], does: Callable[[Any], None]) -> Subscription[Any]:
    return Subscription(hears=f"{name}.v1", needs=needs, does=does)


SUBSCRIPTIONS: tuple[Subscription[Any], ...] = (
    _hear("accounts.account.signed_in", OfAccount, count_sign_in),
    _hear("accounts.account.created", OfAccount, count_account),
    _hear("courses.course.published", OfCourse, count_published_course),
    _hear("courses.course.deleted", OfCourse, forget_course),
    _hear("enrollments.enrollment.created", OfStudentInCourse, count_enrollment),
    _hear("enrollments.enrollment.completed", OfStudentInCourse, count_completion),
    _hear("enrollments.enrollment.cancelled", OfStudentInCourse, count_cancellation),
    _hear("enrollments.submission.received", OfStudentInCourse, count_submission),
    _hear("enrollments.progress.updated", OfStudentInCourse, count_progress),
    _hear("enrollments.certificate.issued", OfCertificate, count_certificate),
    _hear("news.article.published", OfArticle, count_article),
    _hear("planning.attendance.marked", OfMark, count_mark),
    _hear("planning.event.cancelled", OfEvent, count_cancelled_event),
)
