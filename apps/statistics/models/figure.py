"""Figures: what was counted, about whom, for which time."""

from django.db import models

from apps.statistics.data import SubjectKind
from yggdrasil import clock

ALL_TIME = "all"


def key_of(*, subject_kind: str, subject_id: str, metric: str, period: str = ALL_TIME) -> str:
    """Return the key of a figure; equal for equal subject, metric and period.

    Args:
        subject_kind: a `SubjectKind`.
        subject_id: id of the subject; empty for the school.
        metric: what is measured.
        period: `all`, or a year, month or day as ISO 8601 writes it.

    Returns:
        The document's `_id`.
    """
    return f"{subject_kind}:{subject_id}:{metric}:{period}"


class Figure(models.Model):
    """One number about one subject for one period.

    Its key is made of what it is about, so that a figure exists once and counting is one upsert.
    Standing figures (`all`) are recounted from the owners' apps; those of a day are counted from
    facts as they are heard.

    Indexes: `_id` (the key), subject with metric and period, kind of subject with metric and value.
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
            models.Index(fields=["-updated_at"], name="aggregated_stats_updated"),
        ]

    def __str__(self) -> str:
        return self.id
