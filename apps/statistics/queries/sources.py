"""The standing figures, counted anew: what each owner's app says it has now."""

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from apps.accounts import api as accounts
from apps.courses import api as courses
from apps.enrollments import api as enrollments
from apps.enrollments.data import CourseFiguresData
from apps.planning import api as planning
from apps.statistics.data import FigureData, SubjectKind
from apps.statistics.models.figure import ALL_TIME

_MOST_COURSES = 1_000
_BATCH = 200

_OF_COURSE: dict[str, Callable[[CourseFiguresData], float | None]] = {
    "students": lambda one: one.active + one.completed,
    "completed": lambda one: one.completed,
    "cancelled": lambda one: one.cancelled,
    "progress.mean": lambda one: one.average_progress_percent,
    "score.mean": lambda one: one.average_score_percent,
    "submissions_waiting": lambda one: one.submissions_waiting,
    "certificates": lambda one: one.certificates,
}
# What is recounted of courses; other metrics of theirs were taken over and stay.
COURSE_METRICS = tuple(_OF_COURSE)


def school_figures(*, at: datetime) -> Iterator[FigureData]:
    """Yield the standing figures of the school.

    Args:
        at: the present moment.

    Yields:
        One figure a metric; five questions to neighbours in all.
    """
    people, kept, taught = (
        accounts.count_accounts(),
        enrollments.count_everything(),
        courses.count_courses(),
    )
    values = {
        **{f"accounts.{role}": number for role, number in people.by_role.items()},
        "accounts_inactive": people.inactive,
        "courses.draft": taught.drafts,
        "courses.published": taught.published,
        "courses.archived": taught.archived,
        **{f"enrollments.{status}": number for status, number in kept.enrollments.items()},
        **{f"cohorts.{status}": number for status, number in kept.cohorts.items()},
        "submissions_waiting": kept.submissions_waiting,
        "certificates": kept.certificates,
        **_timetable(at),
    }
    for metric, value in values.items():
        yield _figure(SubjectKind.SCHOOL, "", metric, value, at=at)


def course_figures(*, at: datetime) -> Iterator[FigureData]:
    """Yield the standing figures of the courses that learners read.

    Args:
        at: the present moment.

    Yields:
        Figures of at most 1,000 courses; one question to a neighbour for each 200.
    """
    ids = tuple(course.id for course in courses.list_published(limit=_MOST_COURSES))
    for begin in range(0, len(ids), _BATCH):
        for one in enrollments.list_course_figures(course_ids=ids[begin : begin + _BATCH]):
            yield from _course(one, at=at)


def _course(one: CourseFiguresData, *, at: datetime) -> Iterator[FigureData]:
    for metric, read in _OF_COURSE.items():
        value = read(one)
        if value is not None:
            yield _figure(SubjectKind.COURSE, one.course_id, metric, value, at=at)


def _timetable(at: datetime) -> dict[str, float]:
    zone = ZoneInfo(settings.YGGDRASIL["SCHOOL_TIME_ZONE"])
    today = at.astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    begin, end = (
        datetime.combine(day, time(), tzinfo=zone) for day in (monday, monday + timedelta(days=7))
    )
    week = planning.timetable_figures(starts_from=begin, starts_to=end)
    month = planning.timetable_figures(starts_from=at - timedelta(days=30), starts_to=at)
    return {
        "events_this_week": week.scheduled,
        "attendance_rate_percent": month.rate_percent,
    }


def _figure(
    kind: SubjectKind, subject_id: str, metric: str, value: float, *, at: datetime
) -> FigureData:
    return FigureData(
        subject_kind=kind,
        subject_id=subject_id,
        metric=metric,
        period=ALL_TIME,
        value=float(value),
        updated_at=at,
    )
