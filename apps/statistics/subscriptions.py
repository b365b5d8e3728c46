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

    event_id: str
    student_id: str
    course_id: str | None
    status: str
    was_status: str | None
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


# Words of planning; who came late was there, and an excuse counts neither for nor against.
_MARKS = {
    "present": "marks_attended",
    "late": "marks_attended",
    "absent": "marks_missed",
    "excused": "marks_excused",
}


def count_mark(fact: OfMark) -> None:
    """Count a mark in a register, by what it says; of a corrected one only the last word."""
    operations.count_mark(
        event_id=fact.event_id,
        student_id=fact.student_id,
        course_id=fact.course_id,
        metric=_MARKS[fact.status],
        was_metric=fact.was_status and _MARKS[fact.was_status],
        at=fact.at,
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
    """Count an article that became news."""
    operations.count_fact(
        kind="news.article.published",
        metric="articles_published",
        at=fact.at,
        actor_id=fact.author_id,
        properties={"article_id": fact.article_id},
    )


def forget_course(fact: OfCourse) -> None:
    """Remove the figures of a course that is gone."""
    operations.forget_course(course_id=fact.course_id)


def _hear(name: str, needs: type[Any], does: Callable[[Any], None]) -> Subscription[Any]:
    return Subscription(hears=f"{name}.v1", needs=needs, does=does)


def _count(name: str, needs: type[Any], metric: str, handler: str) -> Subscription[Any]:
    def count(fact: Any) -> None:
        operations.count_fact(
            kind=name,
            metric=metric,
            at=fact.at,
            course_id=getattr(fact, "course_id", None),
            actor_id=getattr(fact, "student_id", None) or getattr(fact, "account_id", None),
        )

    return Subscription(
        hears=f"{name}.v1", needs=needs, does=count, handler=f"{__name__}.{handler}"
    )


# Counted for the school, and for the course if there is one: the fact, the shape needed of it, what
# is counted, and the name of the handler, which stays.
_COUNTED: tuple[tuple[str, type[Any], str, str], ...] = (
    ("accounts.account.signed_in", OfAccount, "sign_ins", "count_sign_in"),
    ("accounts.account.created", OfAccount, "accounts_opened", "count_account"),
    ("courses.course.published", OfCourse, "courses_published", "count_published_course"),
    ("enrollments.enrollment.created", OfStudentInCourse, "enrollments_begun", "count_enrollment"),
    ("enrollments.enrollment.completed", OfStudentInCourse, "completions", "count_completion"),
    ("enrollments.enrollment.cancelled", OfStudentInCourse, "cancellations", "count_cancellation"),
    ("enrollments.submission.received", OfStudentInCourse, "submissions", "count_submission"),
    ("enrollments.progress.updated", OfStudentInCourse, "progress_steps", "count_progress"),
    ("enrollments.certificate.issued", OfCertificate, "certificates_issued", "count_certificate"),
)

SUBSCRIPTIONS: tuple[Subscription[Any], ...] = (
    *(_count(*line) for line in _COUNTED),
    _hear("courses.course.deleted", OfCourse, forget_course),
    _hear("news.article.published", OfArticle, count_article),
    _hear("planning.attendance.marked", OfMark, count_mark),
    _hear("planning.event.cancelled", OfEvent, count_cancelled_event),
)
