"""Everything one can change in statistics: figures are counted, reports made."""

from apps.statistics.operations.counting import (
    count_fact,
    drop_old_days,
    forget_course,
    refresh_figures,
    store_figures,
)
from apps.statistics.operations.marks import count_mark
from apps.statistics.operations.reports import (
    ReportIsMadeError,
    fail_report,
    finish_report,
    make_report,
    make_requested_reports,
    request_report,
)

__all__ = [
    "ReportIsMadeError",
    "count_fact",
    "count_mark",
    "drop_old_days",
    "fail_report",
    "finish_report",
    "forget_course",
    "make_report",
    "make_requested_reports",
    "refresh_figures",
    "request_report",
    "store_figures",
]
