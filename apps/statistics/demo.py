"""The demo school's figures: counted from what the other apps made, none typed in."""

from datetime import datetime

from apps.accounts import api as accounts
from apps.accounts.data import Role
from apps.courses import api as courses
from apps.enrollments import api as enrollments
from apps.statistics import operations
from apps.statistics.data import ReportKind
from apps.statistics.models import AnalyticsEvent, Figure, Report
from yggdrasil.context import Actor
from yggdrasil.ids import derived_id, to_object_id


def make(*, at: datetime) -> int:
    """Count the demo school's figures and make one report of each kind.

    What happens by the day is counted from facts as they are heard, once a worker runs.

    Args:
        at: the present moment.

    Returns:
        Number of documents made; nothing if they were there already.
    """
    office = accounts.list_accounts(role=Role.STAFF, is_active=True, limit=1)
    if not office:
        return 0
    before = _count()
    if not Figure.objects.filter(subject_kind="school").exists():
        operations.refresh_figures(at=at)
    for kind, parameters in _wanted().items():
        _make_report(kind, parameters, Actor(id=office[0].id, role=Role.STAFF.value), at)
    return _count() - before


def _wanted() -> dict[ReportKind, dict[str, str]]:
    wanted: dict[ReportKind, dict[str, str]] = {
        ReportKind.SCHOOL_OVERVIEW: {},
        ReportKind.COURSE_OUTCOMES: {},
    }
    for course in courses.list_published(limit=20):
        cohort_ids = enrollments.list_cohort_ids_of_course(course_id=course.id)
        if cohort_ids:
            wanted[ReportKind.COHORT_ATTENDANCE] = {"cohort_id": min(cohort_ids)}
            break
    return wanted


def _make_report(kind: ReportKind, parameters: dict[str, str], actor: Actor, at: datetime) -> None:
    report_id = derived_id("demo", "report", kind.value)
    if Report.objects.filter(pk=to_object_id(report_id)).exists():
        return
    operations.request_report(
        kind=kind, parameters=parameters, actor=actor, at=at, report_id=report_id
    )
    operations.make_report(report_id=report_id, at=at)


def _count() -> int:
    return sum(kind.objects.count() for kind in (Figure, Report, AnalyticsEvent))
