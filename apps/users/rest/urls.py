"""Addresses of the users app, below /api/v1/."""

from django.urls import URLPattern, path

from apps.users.rest import views

urlpatterns: list[URLPattern] = [
    path("users/", views.ProfileList.as_view()),
    path("users/me/", views.OwnProfile.as_view()),
    path("users/<str:person_id>/", views.ProfileDetail.as_view()),
    path("users/<str:person_id>/preferences/", views.PreferencesDetail.as_view()),
    path("users/<str:person_id>/contact/", views.ContactDetail.as_view()),
    path("users/<str:person_id>/documents/", views.DocumentList.as_view()),
]
