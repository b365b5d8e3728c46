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
from apps.statistics.rules.wording import (
    fact_in_words,
    metric_in_words,
    number_in_words,
    period_in_words,
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
    "fact_in_words",
    "mean_or_none",
    "mean_percent",
    "metric_in_words",
    "milestones",
    "number_in_words",
    "period_in_words",
    "share_percent",
]
