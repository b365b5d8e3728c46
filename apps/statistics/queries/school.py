"""The school and single courses in figures."""

from datetime import datetime, timedelta
from typing import Any

from apps.accounts.data import is_office
from apps.courses import api as courses
from apps.enrollments import api as enrollments
from apps.planning import api as planning
from apps.statistics import rules
from apps.statistics.data import (
    AdminDashboard,
    AttendanceSummary,
    CourseStatistics,
    FigureData,
    NamedCount,
    RankedCourse,
    SubjectKind,
)
from apps.statistics.queries.figures import SCHOOL, by_day, latest, ranked, standing
from yggdrasil.context import Actor
from yggdrasil.cqrs.query import query

_LARGEST = 10


@query
def get_admin_dashboard(*, viewer: Actor, at: datetime) -> AdminDashboard:
    """Return the school at a glance, from stored figures.

    Args:
        viewer: who asks; staff.
        at: the present moment.

    Returns:
        The dashboard; `as_of` tells when its standing figures were last recounted.

    Raises:
        NotYourFiguresError: for anybody else.
    """
    rules.check_sees_school(viewer)
    known = standing(SCHOOL)
    return AdminDashboard(
        accounts=_group(known, "accounts"),
        accounts_inactive=_count(known, "accounts_inactive"),
        courses=_group(known, "courses"),
        enrollments=_group(known, "enrollments"),
        cohorts=_group(known, "cohorts"),
        submissions_waiting=_count(known, "submissions_waiting"),
        certificates=_count(known, "certificates"),
        events_this_week=_count(known, "events_this_week"),
        attendance_rate_percent=_count(known, "attendance_rate_percent"),
        sign_ins=by_day(SCHOOL, "sign_ins", at=at),
        enrollments_begun=by_day(SCHOOL, "enrollments_begun", at=at),
        largest_courses=_largest(),
        as_of=latest(known.values()),
    )


@query
def get_course_statistics(*, viewer: Actor, course_id: str, at: datetime) -> CourseStatistics:
    """Return a course in figures: asked of the owners' apps; days are counted from facts.

    Args:
        viewer: who asks: staff, or one who teaches the course.
        course_id: id of the course.
        at: the present moment.

    Returns:
        The figures.

    Raises:
        NotYourFiguresError: for anybody else.
        CourseNotFoundError: if there is no such course.
        InvalidIdError: if the id is none.
    """
    taught = () if is_office(viewer) else courses.list_taught_ids(account_id=viewer.id)
    rules.check_sees_course(viewer, course_id=course_id, taught_ids=taught)
    course = courses.get_course(course_id=course_id)
    subject = (SubjectKind.COURSE, course_id)
    return CourseStatistics(
        course_id=course_id,
        title=course.title,
        status=course.status.value,
        **_students_of(course_id),
        **_events_of(course_id, at=at),
        enrollments_begun=by_day(subject, "enrollments_begun", at=at),
        completions=by_day(subject, "completions", at=at),
        as_of=at,
    )


def _students_of(course_id: str) -> dict[str, Any]:
    (figures,) = enrollments.list_course_figures(course_ids=(course_id,))
    students = figures.active + figures.completed
    return {
        "students": students,
        "active": figures.active,
        "completed": figures.completed,
        "cancelled": figures.cancelled,
        "completion_percent": rules.share_percent(figures.completed, of=students),
        "average_progress_percent": figures.average_progress_percent,
        "average_score_percent": figures.average_score_percent,
        "submissions_waiting": figures.submissions_waiting,
        "certificates": figures.certificates,
    }


def _events_of(course_id: str, *, at: datetime) -> dict[str, Any]:
    held = planning.timetable_figures(
        starts_from=at - timedelta(days=30), starts_to=at, course_id=course_id
    )
    attendance = AttendanceSummary(
        marked=held.marked,
        attended=held.attended,
        excused=held.excused,
        rate_percent=held.rate_percent,
    )
    return {"events_held": held.scheduled, "attendance": attendance}


def _count(known: dict[str, FigureData], metric: str) -> int:
    figure = known.get(metric)
    return int(figure.value) if figure else 0


def _group(known: dict[str, FigureData], name: str) -> tuple[NamedCount, ...]:
    """Return the figures `<name>.<what>` as counts of what."""
    prefix = f"{name}."
    return tuple(
        NamedCount(name=metric.removeprefix(prefix), count=int(figure.value))
        for metric, figure in sorted(known.items())
        if metric.startswith(prefix)
    )


def _largest() -> tuple[RankedCourse, ...]:
    found = ranked(SubjectKind.COURSE, "students", limit=_LARGEST)
    ids = tuple(figure.subject_id for figure in found)
    titles = {one.id: one.title for one in courses.list_courses(course_ids=ids)} if ids else {}
    return tuple(
        RankedCourse(
            course_id=figure.subject_id,
            title=titles.get(figure.subject_id, ""),
            value=figure.value,
        )
        for figure in found
    )
