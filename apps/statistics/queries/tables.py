"""What reports find: tables, asked of the owners' apps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from apps.courses import api as courses
from apps.enrollments import api as enrollments
from apps.planning import api as planning
from apps.statistics.data import ReportKind
from apps.statistics.queries.sources import school_figures
from apps.users import api as users
from yggdrasil.errors import NotFoundError

_MOST_COURSES = 1_000


class CohortNotFoundError(NotFoundError):
    """The report is about a cohort that there is not."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows under columns.

    Attributes:
        columns: names of the columns.
        rows: plain values, in the order of the columns.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def table_of(kind: ReportKind, parameters: Mapping[str, str], *, at: datetime) -> Table:
    """Return what a report finds.

    Args:
        kind: what it tells.
        parameters: what it is about.
        at: the present moment.

    Returns:
        The table.

    Raises:
        CohortNotFoundError: if it is about a cohort that there is not.
    """
    if kind is ReportKind.SCHOOL_OVERVIEW:
        return _school(at)
    if kind is ReportKind.COURSE_OUTCOMES:
        return _courses()
    return _cohort(parameters["cohort_id"])


def _school(at: datetime) -> Table:
    rows = sorted((figure.metric, figure.value) for figure in school_figures(at=at))
    return Table(columns=("metric", "value"), rows=tuple(rows))


def _courses() -> Table:
    published = courses.list_published(limit=_MOST_COURSES)
    ids = tuple(course.id for course in published)
    figures = {one.course_id: one for one in enrollments.list_course_figures(course_ids=ids)}
    return Table(
        columns=(
            *("course_id", "title", "active", "completed", "cancelled"),
            *("average_progress_percent", "average_score_percent", "certificates"),
        ),
        rows=tuple(
            (
                *(course.id, course.title, one.active, one.completed, one.cancelled),
                *(one.average_progress_percent, one.average_score_percent, one.certificates),
            )
            for course in published
            if (one := figures.get(course.id)) is not None
        ),
    )


def _cohort(cohort_id: str) -> Table:
    if not enrollments.list_cohorts(cohort_ids=(cohort_id,)):
        raise CohortNotFoundError(f"There is no cohort {cohort_id}.")
    ids = enrollments.list_member_ids(cohort_id=cohort_id)
    names = {person.id: person.name for person in users.list_persons(ids=ids)} if ids else {}
    figures = planning.attendance_of(student_ids=ids, cohort_id=cohort_id)
    return Table(
        columns=("student_id", "name", "marked", "attended", "excused", "rate_percent"),
        rows=tuple(
            (
                *(one.student_id, names.get(one.student_id, "")),
                *(one.marked, one.attended, one.excused, one.rate_percent),
            )
            for one in figures
        ),
    )
