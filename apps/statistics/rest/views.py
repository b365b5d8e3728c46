"""Dashboards, courses in figures, and reports, readable."""

from typing import Any

from apps.accounts.data import Role
from apps.statistics import queries
from apps.statistics.data import (
    AdminDashboard,
    CourseStatistics,
    ReportData,
    ReportSummary,
    StudentDashboard,
    TeacherDashboard,
)
from apps.statistics.rest.serializers import (
    AdminDashboardSerializer,
    CourseStatisticsSerializer,
    ReportSerializer,
    ReportSummarySerializer,
    StudentDashboardSerializer,
    TeacherDashboardSerializer,
)
from yggdrasil import clock
from yggdrasil.mongodb.paging import Page, Window
from yggdrasil.rest.permissions import roles
from yggdrasil.rest.views import DetailView, ListView

_STAFF = (roles(Role.ADMIN, Role.STAFF),)


class StudentBoard(DetailView):
    """A student at a glance: for the student and staff."""

    serializer_class = StudentDashboardSerializer
    moments = ("as_of",)

    def get_object(self, *, student_id: str) -> StudentDashboard:
        """Return the dashboard."""
        return queries.get_student_dashboard(
            viewer=self.actor, student_id=student_id, at=clock.now()
        )


class TeacherBoard(DetailView):
    """A teacher at a glance: for the teacher and staff."""

    serializer_class = TeacherDashboardSerializer
    moments = ("as_of",)

    def get_object(self, *, teacher_id: str) -> TeacherDashboard:
        """Return the dashboard."""
        return queries.get_teacher_dashboard(
            viewer=self.actor, teacher_id=teacher_id, at=clock.now()
        )


class AdminBoard(DetailView):
    """The school at a glance, as last recounted: for staff."""

    permission_classes = _STAFF
    serializer_class = AdminDashboardSerializer

    def get_object(self) -> AdminDashboard:
        """Return the dashboard."""
        return queries.get_admin_dashboard(viewer=self.actor, at=clock.now())


class CourseBoard(DetailView):
    """A course in figures: for its teachers and staff."""

    permission_classes = (roles(Role.ADMIN, Role.STAFF, Role.TEACHER),)
    serializer_class = CourseStatisticsSerializer
    moments = ("as_of",)

    def get_object(self, *, course_id: str) -> CourseStatistics:
        """Return the figures."""
        return queries.get_course_statistics(viewer=self.actor, course_id=course_id, at=clock.now())


class ReportList(ListView):
    """Reports that were asked for, youngest first: for staff."""

    permission_classes = _STAFF
    serializer_class = ReportSummarySerializer
    filters = queries.ReportFilters

    def get_page(
        self, *, filters: queries.ReportFilters, window: Window, **_nothing: Any
    ) -> Page[ReportSummary]:
        """Return a page of reports."""
        return queries.list_reports(
            viewer=self.actor, filters=filters, window=window, at=clock.now()
        )


class ReportDetail(DetailView):
    """A report with what it found: for staff."""

    permission_classes = _STAFF
    serializer_class = ReportSerializer

    def get_object(self, *, report_id: str) -> ReportData:
        """Return the report."""
        return queries.get_report(viewer=self.actor, report_id=report_id, at=clock.now())
