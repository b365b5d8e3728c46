"""Decisions of the statistics app: plain Python, no clock, no database."""

from apps.statistics.rules.access import (
    NotYourFiguresError,
    check_sees_course,
    check_sees_person,
    check_sees_school,
)
from apps.statistics.rules.figures import (
    day_of,
    days_until,
    mean_or_none,
    mean_percent,
    milestones,
    share_percent,
)
from apps.statistics.rules.reports import (
    KEPT,
    MAX_REASON,
    MAX_ROWS,
    InvalidReportError,
    check_parameters,
)

__all__ = [
    "KEPT",
    "MAX_REASON",
    "MAX_ROWS",
    "InvalidReportError",
    "NotYourFiguresError",
    "check_parameters",
    "check_sees_course",
    "check_sees_person",
    "check_sees_school",
    "day_of",
    "days_until",
    "mean_or_none",
    "mean_percent",
    "milestones",
    "share_percent",
]
