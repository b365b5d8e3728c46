"""Addresses of the API's own pages, below /api/."""

from django.urls import path
from django.views.generic import RedirectView

from yggdrasil.rest.pages import SchemaView, docs

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="docs")),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("docs/", docs, name="docs"),
]
