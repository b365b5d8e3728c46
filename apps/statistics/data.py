"""Shapes and words of the statistics app that others may hold."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class SubjectKind(StrEnum):
    """What a figure is about."""

    SCHOOL = "school"
    COURSE = "course"
    COHORT = "cohort"
    TEACHER = "teacher"
    STUDENT = "student"
    ARTICLE = "article"


class ReportKind(StrEnum):
    """What a report tells."""

    SCHOOL_OVERVIEW = "school_overview"
    COURSE_OUTCOMES = "course_outcomes"
    COHORT_ATTENDANCE = "cohort_attendance"


class ReportStatus(StrEnum):
    """How far a report is."""

    REQUESTED = "requested"
    FINISHED = "finished"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True)
class FigureData:
    """One figure.

    Attributes:
        subject_kind: what it is about.
        subject_id: id of the subject; empty for the school as a whole.
        metric: what is measured, for example `enrollments.active` or `rating.mean`.
        period: `all`, or a year, month or day as ISO 8601 writes it.
        updated_at: when it was last counted.
    """

    subject_kind: SubjectKind
    subject_id: str
    metric: str
    period: str
    value: float
    updated_at: datetime


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
