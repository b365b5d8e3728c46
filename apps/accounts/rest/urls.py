"""Addresses of the accounts app, below /api/v1/."""

from django.urls import URLPattern, path

from apps.accounts.rest import views

urlpatterns: list[URLPattern] = [
    path("auth/login/", views.Login.as_view()),
    path("auth/me/", views.Me.as_view()),
    path("auth/sessions/", views.OwnSessionList.as_view()),
    path("accounts/", views.AccountList.as_view()),
    path("accounts/<str:account_id>/", views.AccountDetail.as_view()),
]
