"""Addresses of the statistics app, below /api/v1/."""

from django.urls import URLPattern, path

from apps.statistics.rest import views

urlpatterns: list[URLPattern] = [
    path("statistics/dashboards/student/<str:student_id>/", views.StudentBoard.as_view()),
    path("statistics/dashboards/teacher/<str:teacher_id>/", views.TeacherBoard.as_view()),
    path("statistics/dashboards/admin/", views.AdminBoard.as_view()),
    path("statistics/courses/<str:course_id>/", views.CourseBoard.as_view()),
    path("statistics/reports/", views.ReportList.as_view()),
    path("statistics/reports/<str:report_id>/", views.ReportDetail.as_view()),
]
