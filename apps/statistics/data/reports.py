"""Reports as lists and details show them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from apps.statistics.data.words import ReportKind, ReportStatus


@dataclass(frozen=True, kw_only=True)
class ReportSummary:
    """A report as a list shows it."""

    id: str
    kind: ReportKind
    status: ReportStatus
    requested_by: str
    created_at: datetime
    finished_at: datetime | None
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class ReportData(ReportSummary):
    """A report with what it found.

    Attributes:
        parameters: what it was asked about, for example `{"course_id": ...}`.
        columns: names of the columns of `rows`.
        rows: one list a row, in the order of the columns.
        reason: why it failed; empty otherwise.
    """

    parameters: dict[str, str]
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    reason: str
