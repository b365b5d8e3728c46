"""Counting what was told, and recounting what there is."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from apps.accounts.data import is_office, is_system
from apps.statistics import rules
from apps.statistics.data import FigureData, SubjectKind
from apps.statistics.models import AnalyticsEvent, Figure
from apps.statistics.models.figure import ALL_TIME, FigureKey, add_to_figures, set_figures
from apps.statistics.queries.sources import COURSE_METRICS, course_figures, school_figures
from yggdrasil.cqrs.command import command
from yggdrasil.ids import to_object_id

# How long the figures of days are kept.
DAYS_KEPT = timedelta(days=730)


@command(allow=is_system)
def count_fact(
    *,
    kind: str,
    metric: str,
    at: datetime,
    course_id: str | None = None,
    actor_id: str | None = None,
    properties: Mapping[str, str] | None = None,
) -> None:
    """Count something that was told: one more on its day for the school, and for its course.

    Args:
        kind: name of the fact.
        metric: what is counted, for example `sign_ins`.
        at: when it happened.
        course_id: the course it happened in, if any.
        actor_id: whose doing it was, if it is known.
        properties: the few values needed to count it otherwise.
    """
    keys = keys_for(metric, course_id=course_id, at=at)
    add_to_figures(keys, amount=1, at=at)
    AnalyticsEvent.objects.create(
        at=at,
        kind=kind,
        actor_id=to_object_id(actor_id) if actor_id else None,
        subject_kind=keys[-1].subject_kind.value,
        subject_id=keys[-1].subject_id,
        properties=dict(properties or {}),
    )


def keys_for(metric: str, *, course_id: str | None, at: datetime) -> list[FigureKey]:
    """Return the figures in which something is counted.

    Args:
        metric: what is counted.
        course_id: the course it happened in, if any.
        at: when it happened.

    Returns:
        Its day for the school and, last, for the course if there is one.
    """
    subjects = [(SubjectKind.SCHOOL, "")]
    if course_id:
        subjects.append((SubjectKind.COURSE, course_id))
    return [
        FigureKey(subject_kind=kind, subject_id=subject_id, metric=metric, period=rules.day_of(at))
        for kind, subject_id in subjects
    ]


def refresh_figures(*, at: datetime) -> int:
    """Recount the standing figures of the school and of its published courses.

    Neighbours are asked before the transaction begins.

    Args:
        at: the present moment.

    Returns:
        How many figures there are.
    """
    return store_figures(figures=(*school_figures(at=at), *course_figures(at=at)), at=at)


@command(allow=is_office)
def store_figures(*, figures: tuple[FigureData, ...], at: datetime) -> int:
    """Keep figures that were recounted; standing ones of the school and its courses, if not, go.

    Args:
        figures: with their values; all of the school's, and of the courses that learners read.
        at: when they were counted.

    Returns:
        How many there are.
    """
    stored = set_figures(figures)
    overtaken = Figure.objects.filter(period=ALL_TIME, updated_at__lt=at)
    overtaken.filter(subject_kind=SubjectKind.SCHOOL.value, subject_id="").delete()
    overtaken.filter(subject_kind=SubjectKind.COURSE.value, metric__in=COURSE_METRICS).delete()
    return stored


@command(allow=is_system)
def forget_course(*, course_id: str) -> int:
    """Remove the figures of a course that is gone.

    Args:
        course_id: id of the course.

    Returns:
        How many there were; 0 when called again.
    """
    rows = Figure.objects.filter(subject_kind=SubjectKind.COURSE.value, subject_id=course_id)
    return rows.delete()[0]


@command(allow=is_system)
def drop_old_days(*, at: datetime) -> int:
    """Remove the figures of days that are long over.

    Args:
        at: the present moment.

    Returns:
        How many there were.
    """
    last = rules.day_of(at - DAYS_KEPT)
    # Days sort as text, and `all` comes after every digit.
    rows = Figure.objects.filter(period__gte="0000-00-00", period__lt=last)
    return rows.delete()[0]
