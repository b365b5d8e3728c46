"""Figures: what was counted, about whom, for which time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.db import models
from pymongo import UpdateOne

from apps.statistics import rules
from apps.statistics.data import FigureData, SubjectKind
from yggdrasil import clock
from yggdrasil.mongodb.homes import alias_of, collection_of
from yggdrasil.mongodb.unit_of_work import current_session

ALL_TIME = "all"


def key_of(*, subject_kind: str, subject_id: str, metric: str, period: str = ALL_TIME) -> str:
    """Return the key of a figure; equal for equal subject, metric and period.

    Args:
        subject_kind: a `SubjectKind`.
        subject_id: id of the subject; empty for the school.
        metric: what is measured.
        period: `all`, or a day as ISO 8601 writes it.

    Returns:
        The document's `_id`.
    """
    return f"{subject_kind}:{subject_id}:{metric}:{period}"


@dataclass(frozen=True, kw_only=True)
class FigureKey:
    """What a figure is about.

    Attributes:
        subject_kind: a `SubjectKind`.
        subject_id: id of the subject; empty for the school.
        metric: what is measured.
        period: `all`, or a day as ISO 8601 writes it.
    """

    subject_kind: SubjectKind
    subject_id: str = ""
    metric: str
    period: str = ALL_TIME

    @classmethod
    def of(cls, figure: FigureData) -> Self:
        """Return the key of a figure."""
        return cls(
            subject_kind=figure.subject_kind,
            subject_id=figure.subject_id,
            metric=figure.metric,
            period=figure.period,
        )

    @property
    def id(self) -> str:
        """Return the document's `_id`."""
        return key_of(**self.fields)

    @property
    def fields(self) -> dict[str, str]:
        """Return the document's fields that repeat the key."""
        return {
            "subject_kind": self.subject_kind.value,
            "subject_id": self.subject_id,
            "metric": self.metric,
            "period": self.period,
        }


class Figure(models.Model):
    """One number about one subject for one period.

    Its key is made of what it is about, so that a figure exists once and counting is one upsert.
    Standing figures (`all`) are recounted from the owners' apps; those of a day are counted from
    facts as they are heard.

    Indexes: `_id` (the key), subject with metric and period, kind of subject with metric and value,
    time of counting, period.
    Growth: about 20 for each course, 5 for each day; days older than two years are dropped.
    """

    id = models.CharField(max_length=160, primary_key=True, db_column="_id")
    subject_kind = models.CharField(
        max_length=10, choices=[(kind.value, kind.name.title()) for kind in SubjectKind]
    )
    subject_id = models.CharField(max_length=24, blank=True)
    metric = models.CharField(max_length=60)
    period = models.CharField(max_length=10, default=ALL_TIME)
    value = models.FloatField(default=0)
    updated_at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "aggregated_stats"
        indexes = [
            models.Index(
                fields=["subject_kind", "subject_id", "metric", "period"],
                name="aggregated_stats_subject",
            ),
            models.Index(
                fields=["subject_kind", "metric", "period", "-value"],
                name="aggregated_stats_ranking",
            ),
            models.Index(fields=["-updated_at", "-id"], name="aggregated_stats_updated"),
            models.Index(fields=["period"], name="aggregated_stats_period"),
        ]

    def __str__(self) -> str:
        return f"{rules.metric_in_words(self.metric)}: {rules.period_in_words(self.period)}"

    def to_data(self) -> FigureData:
        """Return the figure as others may hold it."""
        return FigureData(
            subject_kind=SubjectKind(self.subject_kind),
            subject_id=self.subject_id,
            metric=self.metric,
            period=self.period,
            value=self.value,
            updated_at=self.updated_at,
        )


def add_to_figures(keys: Iterable[FigureKey], *, amount: float, at: datetime) -> None:
    """Add to figures, making those that there are not yet; within the open unit of work.

    Args:
        keys: which figures.
        amount: what is added to each.
        at: moment of the change.
    """
    change = {"$inc": {"value": amount}, "$max": {"updated_at": at}}
    _update((key, change) for key in keys)


def take_from_figures(keys: Iterable[FigureKey], *, amount: float, at: datetime) -> None:
    """Take from those figures that there still are; within the open unit of work.

    Args:
        keys: which figures.
        amount: what is taken from each.
        at: moment of the change.
    """
    change = {"$inc": {"value": -amount}, "$max": {"updated_at": at}}
    _update(((key, change) for key in keys), upsert=False)


def set_figures(figures: Iterable[FigureData]) -> int:
    """Set figures, making those that there are not yet.

    Args:
        figures: with their new values.

    Returns:
        How many there were.
    """
    return _update(
        (
            FigureKey.of(figure),
            {"$set": {"value": figure.value, "updated_at": figure.updated_at}},
        )
        for figure in figures
    )


def _update(changes: Iterable[tuple[FigureKey, dict[str, Any]]], *, upsert: bool = True) -> int:
    # In one order for everybody: of two who count the same, one waits for the other.
    writes = [
        UpdateOne({"_id": key.id}, {**change, "$setOnInsert": key.fields}, upsert=upsert)
        for key, change in sorted(changes, key=lambda pair: pair[0].id)
    ]
    if writes:
        collection = collection_of(alias_of("statistics"), Figure._meta.db_table)
        collection.bulk_write(writes, session=current_session())
    return len(writes)
