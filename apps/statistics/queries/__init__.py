"""Everything one can ask of statistics; nothing here writes."""

from apps.statistics.queries.figures import by_day, ranked, standing
from apps.statistics.queries.people import (
    PersonNotFoundError,
    get_student_dashboard,
    get_teacher_dashboard,
)
from apps.statistics.queries.reports import (
    ReportFilters,
    ReportNotFoundError,
    get_report,
    list_reports,
    list_requested_reports,
)
from apps.statistics.queries.school import get_admin_dashboard, get_course_statistics

__all__ = [
    "PersonNotFoundError",
    "ReportFilters",
    "ReportNotFoundError",
    "by_day",
    "get_admin_dashboard",
    "get_course_statistics",
    "get_report",
    "get_student_dashboard",
    "get_teacher_dashboard",
    "list_reports",
    "list_requested_reports",
    "ranked",
    "standing",
]
