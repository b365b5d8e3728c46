"""Addresses of the health answers."""

from django.urls import path

from yggdrasil.health.views import live, ready

urlpatterns = [
    path("health/live/", live, name="live"),
    path("health/ready/", ready, name="ready"),
]
