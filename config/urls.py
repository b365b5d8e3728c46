"""Every address, in one table."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

_APPS = ("accounts", "users", "courses", "enrollments", "news", "planning", "statistics")

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", admin.site.urls),
    path("", include("yggdrasil.health.urls")),
    path("api/", include("yggdrasil.rest.urls")),
    *(path("api/v1/", include(f"apps.{app}.rest.urls")) for app in _APPS),
]
