"""Addresses of the courses app, below /api/v1/."""

from django.urls import URLPattern, path

from apps.courses.rest import views

urlpatterns: list[URLPattern] = [
    path("courses/", views.CourseList.as_view(), name="course-list"),
    path("courses/<str:course_id>/", views.CourseDetail.as_view(), name="course-detail"),
    path("courses/<str:course_id>/chapters/", views.ChapterList.as_view(), name="chapter-list"),
    path(
        "courses/<str:course_id>/chapters/<str:chapter_id>/",
        views.ChapterDetail.as_view(),
        name="chapter-detail",
    ),
    path("courses/<str:course_id>/outline/", views.Outline.as_view(), name="course-outline"),
    path("courses/<str:course_id>/materials/", views.MaterialList.as_view(), name="material-list"),
    path(
        "courses/<str:course_id>/publication/",
        views.Publication.as_view(),
        name="course-publication",
    ),
]
