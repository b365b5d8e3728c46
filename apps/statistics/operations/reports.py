"""Reports: asked for, made once, kept for a while."""

from collections.abc import Mapping
from datetime import datetime

from apps.accounts.data import is_office
from apps.statistics import events, rules
from apps.statistics.data import ReportKind, ReportStatus
from apps.statistics.models import Report
from apps.statistics.queries.reports import list_requested_reports, load_report
from apps.statistics.queries.tables import Table, table_of
from yggdrasil import ids
from yggdrasil.context import Actor
from yggdrasil.cqrs.command import command
from yggdrasil.errors import ConflictError, NotFoundError, UnavailableError, YggdrasilError
from yggdrasil.ids import to_object_id
from yggdrasil.logs import get_logger

log = get_logger(__name__)


class ReportIsMadeError(ConflictError):
    """The report is finished or has failed; ask for a new one."""


@command
def request_report(
    *,
    kind: ReportKind,
    parameters: Mapping[str, str],
    actor: Actor,
    at: datetime,
    report_id: str | None = None,
) -> str:
    """Ask for a report; it is made within a minute, by a task.

    Args:
        kind: what it tells.
        parameters: what it is about; ids by name.
        actor: who asks; staff.
        at: the present moment.
        report_id: an id that must be kept; a new one if left out.

    Returns:
        Id of the report.

    Raises:
        NotYourFiguresError: if the actor is not staff.
        InvalidReportError: if a parameter is missing or unknown.
        InvalidIdError: if an id is none.
    """
    rules.check_sees_school(actor)
    rules.check_parameters(kind, parameters)
    report = Report(
        id=to_object_id(report_id or ids.new_id()),
        kind=kind.value,
        parameters=dict(parameters),
        requested_by=to_object_id(actor.id),
        created_at=at,
        expires_at=at + rules.KEPT,
    )
    fact = events.ReportRequested(report_id=str(report.pk), kind=kind, requested_by=actor.id, at=at)
    events.report_requested.send(report, payload=fact)
    report.save(force_insert=True)
    return str(report.pk)


def make_report(*, report_id: str, at: datetime) -> ReportStatus:
    """Make a report that was asked for. Neighbours are asked before the transaction begins.

    Args:
        report_id: id of the report.
        at: the present moment.

    Returns:
        Whether it is finished or has failed.

    Raises:
        ReportNotFoundError: if there is none.
        ReportIsMadeError: if it was made before.
        UnavailableError: if a neighbour does not answer; the report goes on waiting.
    """
    report = load_report(report_id)
    try:
        table = table_of(ReportKind(report.kind), report.parameters or {}, at=at)
    except UnavailableError:
        raise
    except YggdrasilError as error:
        # The report's own fault, such as a cohort that is gone: said in the report.
        log.warning("Report failed.", report_id=report_id, reason=error.message)
        fail_report(report_id=report_id, reason=error.message, at=at)
        return ReportStatus.FAILED
    finish_report(report_id=report_id, table=table, at=at)
    return ReportStatus.FINISHED


def make_requested_reports(*, at: datetime) -> int:
    """Make the reports that wait, at most twenty.

    Args:
        at: the present moment.

    Returns:
        How many were made; the others somebody else made meanwhile, or they go on waiting.
    """
    return sum(_try_to_make(report_id, at=at) for report_id in list_requested_reports())


@command(allow=is_office)
def finish_report(*, report_id: str, table: Table, at: datetime) -> None:
    """Keep what a report found.

    Args:
        report_id: id of the report.
        table: columns and rows, at most 5,000.
        at: the present moment.

    Raises:
        ReportNotFoundError: if there is none.
        ReportIsMadeError: if it was made before.
    """
    report = _waiting(report_id)
    report.status = ReportStatus.FINISHED.value
    report.columns = list(table.columns)
    report.rows = [list(row) for row in table.rows[: rules.MAX_ROWS]]
    report.finished_at = at
    fact = events.ReportFinished(
        report_id=report_id,
        kind=ReportKind(report.kind),
        requested_by=str(report.requested_by),
        rows=len(report.rows),
        at=at,
    )
    events.report_finished.send(report, payload=fact)
    report.save()


@command(allow=is_office)
def fail_report(*, report_id: str, reason: str, at: datetime) -> None:
    """Keep why a report could not be made.

    Args:
        report_id: id of the report.
        reason: for people.
        at: the present moment.

    Raises:
        ReportNotFoundError: if there is none.
        ReportIsMadeError: if it was made before.
    """
    report = _waiting(report_id)
    report.status = ReportStatus.FAILED.value
    report.reason = reason[: rules.MAX_REASON]
    report.finished_at = at
    fact = events.ReportFailed(
        report_id=report_id,
        kind=ReportKind(report.kind),
        requested_by=str(report.requested_by),
        reason=report.reason,
        at=at,
    )
    events.report_failed.send(report, payload=fact)
    report.save()


def _try_to_make(report_id: str, *, at: datetime) -> bool:
    try:
        make_report(report_id=report_id, at=at)
    except (ConflictError, NotFoundError, UnavailableError) as error:
        log.warning("Report left alone.", report_id=report_id, error=error.code)
        return False
    return True


def _waiting(report_id: str) -> Report:
    report = load_report(report_id)
    if report.status != ReportStatus.REQUESTED:
        raise ReportIsMadeError(f"Report {report_id} is {report.status}: ask for a new one.")
    return report
