"""Figures and what they were counted from: to look at, and to recount."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from unfold.decorators import action

from apps.statistics import operations
from apps.statistics.admin.naming import ACTOR, SUBJECT
from yggdrasil import clock
from yggdrasil.admin.site import HomeAdmin


class FigureAdmin(HomeAdmin):
    """Look at figures; they are counted, never typed."""

    list_display = ("subject_kind", SUBJECT, "metric", "period", "value", "updated_at")
    list_filter = ("subject_kind",)
    ordering = ("-updated_at",)
    search_fields = ("subject_id",)
    search_help_text = "The whole id of a course, cohort, teacher, student or article."
    actions_list = ("recount",)
    readonly_fields = (
        SUBJECT,
        "id",
        "subject_kind",
        "subject_id",
        "metric",
        "period",
        "value",
        "updated_at",
    )
    exclude = ()

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        """Find by the whole id, within the kinds of subjects: which the index answers."""
        if search_term.strip():
            kinds = [kind for kind, _ in self.model._meta.get_field("subject_kind").choices]
            queryset = queryset.filter(subject_kind__in=kinds, subject_id=search_term.strip())
        return queryset, False

    @action(description="Recount now", url_path="recount")
    def recount(self, request: HttpRequest) -> HttpResponse:
        """Ask, and recount the standing figures once somebody says so."""
        if request.method != "POST":
            shown = {
                "title": "Recount now",
                "opts": self.opts,
                **self.admin_site.each_context(request),
            }
            return TemplateResponse(request, "statistics/admin/recount.html", shown)
        counted = operations.refresh_figures(at=clock.now())
        self.message_user(request, f"{counted} figures recounted.", messages.SUCCESS)
        return redirect("admin:statistics_figure_changelist")


class AnalyticsEventAdmin(HomeAdmin):
    """Look at what was told; it vanishes after 400 days."""

    list_display = ("at", "kind", ACTOR, "subject_kind", SUBJECT)
    ordering = ("-at",)
    readonly_fields = (
        *(ACTOR, SUBJECT, "id", "at", "kind", "actor_id", "subject_kind", "subject_id"),
        "properties",
    )
    exclude = ()
