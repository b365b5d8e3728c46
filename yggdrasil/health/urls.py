"""Addresses of the health answers."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
