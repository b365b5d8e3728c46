"""Stored figures: standing ones, and those of days."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from apps.statistics import rules
from apps.statistics.data import DayCount, FigureData, SubjectKind
from apps.statistics.models import Figure
from apps.statistics.models.figure import ALL_TIME

SCHOOL = (SubjectKind.SCHOOL, "")
Subject = tuple[SubjectKind, str]


def standing(subject: Subject) -> dict[str, FigureData]:
    """Return the standing figures of a subject.

    Args:
        subject: its kind and id.

    Returns:
        Figures by metric.
    """
    rows = _rows(subject).filter(period=ALL_TIME)
    return {row.metric: row.to_data() for row in rows}


def by_day(
    subject: Subject, metric: str, *, at: datetime, number: int = 30
) -> tuple[DayCount, ...]:
    """Return how often something happened on each of the past days.

    Args:
        subject: kind and id.
        metric: what was counted, for example `sign_ins`.
        at: the present moment; its day is the last one.
        number: how many days.

    Returns:
        One count a day, days without any included.
    """
    days = list(rules.days_until(at, number=number))
    rows = _rows(subject).filter(metric=metric, period__gte=days[0], period__lte=days[-1])
    found = {row.period: int(row.value) for row in rows}
    return tuple(DayCount(day=day, count=found.get(day, 0)) for day in days)


def ranked(kind: SubjectKind, metric: str, *, limit: int) -> tuple[FigureData, ...]:
    """Return the subjects with the greatest standing figure.

    Args:
        kind: of the subjects.
        metric: what they are ranked by.
        limit: most subjects.

    Returns:
        Figures, greatest first.
    """
    rows = Figure.objects.filter(subject_kind=kind.value, metric=metric, period=ALL_TIME)
    return tuple(row.to_data() for row in rows.order_by("-value")[:limit])


def latest(figures: Iterable[FigureData]) -> datetime | None:
    """Return when the youngest of some figures was counted.

    Args:
        figures: the figures.

    Returns:
        The moment; None without any.
    """
    return max((figure.updated_at for figure in figures), default=None)


def _rows(subject: Subject) -> "QuerySet[Figure]":
    kind, subject_id = subject
    return Figure.objects.filter(subject_kind=kind.value, subject_id=subject_id)
