"""Facts that the statistics app tells: about reports alone, since figures are only copies."""

from dataclasses import dataclass
from datetime import datetime

from apps.statistics.data import ReportKind
from yggdrasil.events.signal import DomainSignal


@dataclass(frozen=True, kw_only=True)
class ReportRequested:
    """Somebody asked for a report."""

    report_id: str
    kind: ReportKind
    requested_by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ReportFinished:
    """A report can be read."""

    report_id: str
    kind: ReportKind
    requested_by: str
    rows: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ReportFailed:
    """A report could not be made."""

    report_id: str
    kind: ReportKind
    requested_by: str
    reason: str
    at: datetime


report_requested = DomainSignal("statistics.report.requested.v1", ReportRequested)
report_finished = DomainSignal("statistics.report.finished.v1", ReportFinished)
report_failed = DomainSignal("statistics.report.failed.v1", ReportFailed)
