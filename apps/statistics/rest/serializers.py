"""Shapes of the statistics app's answers."""

from apps.statistics.data import (
    AdminDashboard,
    CourseStatistics,
    ReportData,
    ReportSummary,
    StudentDashboard,
    TeacherDashboard,
)
from yggdrasil.rest.serializers import DataSerializer


class StudentDashboardSerializer(DataSerializer[StudentDashboard]):
    """A student at a glance."""


class TeacherDashboardSerializer(DataSerializer[TeacherDashboard]):
    """A teacher at a glance."""


class AdminDashboardSerializer(DataSerializer[AdminDashboard]):
    """The school at a glance."""


class CourseStatisticsSerializer(DataSerializer[CourseStatistics]):
    """A course in figures."""


class ReportSummarySerializer(DataSerializer[ReportSummary]):
    """A report in a list."""


class ReportSerializer(DataSerializer[ReportData]):
    """A report."""
