"""Shapes and words of the statistics app that others may hold."""

from apps.statistics.data.dashboards import (
    AdminDashboard,
    AttendanceSummary,
    ComingEvent,
    CourseStatistics,
    DayCount,
    MilestoneData,
    NamedCount,
    RankedCourse,
    SemesterSummary,
    StudentCourse,
    StudentDashboard,
    TaughtCourse,
    TeacherDashboard,
)
from apps.statistics.data.figures import FigureData
from apps.statistics.data.reports import ReportData, ReportSummary
from apps.statistics.data.words import MilestoneKind, ReportKind, ReportStatus, SubjectKind

__all__ = [
    "AdminDashboard",
    "AttendanceSummary",
    "ComingEvent",
    "CourseStatistics",
    "DayCount",
    "FigureData",
    "MilestoneData",
    "MilestoneKind",
    "NamedCount",
    "RankedCourse",
    "ReportData",
    "ReportKind",
    "ReportStatus",
    "ReportSummary",
    "SemesterSummary",
    "StudentCourse",
    "StudentDashboard",
    "SubjectKind",
    "TaughtCourse",
    "TeacherDashboard",
]
