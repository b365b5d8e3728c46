"""Reports: what was asked for, and what was found."""

from dataclasses import dataclass
from datetime import datetime

from apps.statistics import rules
from apps.statistics.data import ReportData, ReportKind, ReportStatus, ReportSummary
from apps.statistics.models import Report
from yggdrasil.context import Actor
from yggdrasil.cqrs.query import query
from yggdrasil.errors import NotFoundError
from yggdrasil.ids import to_object_id
from yggdrasil.mongodb.paging import Page, Window, keyset_page


class ReportNotFoundError(NotFoundError):
    """There is no such report, or it has expired."""


@dataclass(frozen=True, kw_only=True)
class ReportFilters:
    """Which reports a list shall hold.

    Attributes:
        kind: only reports of this kind.
        status: only those that are so far.
    """

    kind: ReportKind | None = None
    status: ReportStatus | None = None


@query
def list_reports(
    *, viewer: Actor, filters: ReportFilters, window: Window, at: datetime
) -> Page[ReportSummary]:
    """Return a page of the reports.

    Args:
        viewer: who asks; staff.
        filters: which reports.
        window: which part.
        at: the present moment; expired reports are left out.

    Returns:
        Reports, youngest first.

    Raises:
        NotYourFiguresError: for anybody else.
        InvalidCursorError: if the cursor is not one of this list.
    """
    rules.check_sees_school(viewer)
    rows = Report.objects.filter(expires_at__gt=at).defer("rows")
    if filters.kind is not None:
        rows = rows.filter(kind=filters.kind.value)
    if filters.status is not None:
        rows = rows.filter(status=filters.status.value)
    return keyset_page(rows, ordering=("-created_at",), window=window, to_data=Report.to_summary)


@query
def get_report(*, viewer: Actor, report_id: str, at: datetime) -> ReportData:
    """Return a report with what it found.

    Args:
        viewer: who asks; staff.
        report_id: id of the report.
        at: the present moment.

    Returns:
        The report; without rows until it is finished.

    Raises:
        NotYourFiguresError: for anybody else.
        ReportNotFoundError: if there is none, or it has expired.
        InvalidIdError: if the id is none.
    """
    rules.check_sees_school(viewer)
    report = load_report(report_id)
    if report.expires_at <= at:
        raise ReportNotFoundError(f"Report {report_id} has expired.")
    return report.to_data()


@query
def list_requested_reports(*, limit: int = 20) -> tuple[str, ...]:
    """Return the reports that wait to be made.

    Args:
        limit: most reports.

    Returns:
        Ids, oldest first.
    """
    rows = Report.objects.filter(status=ReportStatus.REQUESTED.value).order_by("created_at")
    return tuple(str(key) for key in rows.values_list("pk", flat=True)[:limit])


def load_report(report_id: str) -> Report:
    """Return the document of a report.

    Args:
        report_id: id of the report.

    Returns:
        The document.

    Raises:
        ReportNotFoundError: if there is none.
        InvalidIdError: if the id is none.
    """
    report = Report.objects.filter(pk=to_object_id(report_id)).first()
    if report is None:
        raise ReportNotFoundError(f"There is no report {report_id}.")
    return report
