"""Every address, in one table."""

from django.contrib import admin
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path
from django.utils.functional import lazy
from django.views.generic import RedirectView

_APPS = ("accounts", "users", "courses", "enrollments", "news", "planning", "statistics")
# Looked up when it is asked for: in production its name is known once files are collected.
_ICON = lazy(static, str)("yggdrasil/favicon.ico")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", RedirectView.as_view(pattern_name="docs")),
    path("admin/", admin.site.urls),
    path("favicon.ico", RedirectView.as_view(url=_ICON)),
    path("", include("yggdrasil.health.urls")),
    path("", include("yggdrasil.metrics.urls")),
    path("api/", include("yggdrasil.rest.urls")),
    *(path("api/v1/", include(f"apps.{app}.rest.urls")) for app in _APPS),
]

handler400 = "yggdrasil.rest.handlers.bad_request"
handler403 = "yggdrasil.rest.handlers.permission_denied"
handler404 = "yggdrasil.rest.handlers.page_not_found"
handler500 = "yggdrasil.rest.handlers.server_error"
