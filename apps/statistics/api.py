"""The door for whoever comes to stand above: figures as data. No app below may ask."""

from apps.statistics import queries
from apps.statistics.data import FigureData, SubjectKind
from yggdrasil.clients.procedure import procedure

__all__ = ["standing_figures"]


@procedure
def standing_figures(*, subject_kind: SubjectKind, subject_id: str = "") -> tuple[FigureData, ...]:
    """Return what was last counted about a subject.

    Args:
        subject_kind: what it is.
        subject_id: its id; empty for the school.

    Returns:
        One figure a metric, by name of the metric.
    """
    found = queries.standing((subject_kind, subject_id))
    return tuple(figure for _, figure in sorted(found.items()))
