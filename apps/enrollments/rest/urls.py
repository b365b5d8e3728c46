"""Addresses of the enrollments app, below /api/v1/."""

from django.urls import URLPattern, path

from apps.enrollments.rest import views

urlpatterns: list[URLPattern] = [
    path("cohorts/", views.CohortList.as_view()),
    path("cohorts/<str:cohort_id>/", views.CohortDetail.as_view()),
    path("cohorts/<str:cohort_id>/members/", views.MemberList.as_view()),
    path("cohorts/<str:cohort_id>/progress/", views.SemesterProgressList.as_view()),
    path("enrollments/", views.EnrollmentList.as_view()),
    path("enrollments/<str:enrollment_id>/", views.EnrollmentDetail.as_view()),
    path("enrollments/<str:enrollment_id>/progress/", views.EnrollmentProgress.as_view()),
    path("submissions/", views.SubmissionList.as_view()),
    path("submissions/<str:submission_id>/", views.SubmissionDetail.as_view()),
    path("grades/", views.GradeList.as_view()),
    path("grades/<str:grade_id>/", views.GradeDetail.as_view()),
    path("certificates/", views.CertificateList.as_view()),
    path("certificates/<str:certificate_id>/", views.CertificateDetail.as_view()),
    path("validations/", views.DecisionList.as_view()),
    path("validations/<str:decision_id>/", views.DecisionDetail.as_view()),
]
