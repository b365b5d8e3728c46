"""Figures as lists show them."""

from dataclasses import dataclass
from datetime import datetime

from apps.statistics.data.words import SubjectKind


@dataclass(frozen=True, kw_only=True)
class FigureData:
    """One figure.

    Attributes:
        subject_kind: what it is about.
        subject_id: id of the subject; empty for the school as a whole.
        metric: what is measured, for example `enrollments.active` or `rating.mean`.
        period: `all`, or a day as ISO 8601 writes it.
        updated_at: when it was last counted.
    """

    subject_kind: SubjectKind
    subject_id: str
    metric: str
    period: str
    value: float
    updated_at: datetime
