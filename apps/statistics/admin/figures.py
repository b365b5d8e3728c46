"""Figures and what they were counted from: to look at, and to recount."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import display
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from unfold.decorators import action

from apps.statistics import operations, rules
from apps.statistics.admin.naming import ACTOR, SUBJECT
from apps.statistics.models import AnalyticsEvent, Figure
from yggdrasil import clock
from yggdrasil.admin.site import HomeAdmin


class FigureAdmin(HomeAdmin):
    """Look at figures; they are counted, never typed."""

    list_display = ("measured", "subject_kind", SUBJECT, "number", "time", "updated_at")
    list_filter = ("subject_kind",)
    ordering = ("-updated_at",)
    search_fields = ("subject_id",)
    search_help_text = "The whole id of a course, cohort, teacher, student or article."
    actions_list = ("recount",)
    readonly_fields = (
        *("measured", SUBJECT, "number", "time"),
        *("subject_kind", "subject_id", "updated_at", "id"),
    )
    exclude = ("metric", "value", "period")

    @display(description="what is measured", ordering="metric")
    def measured(self, obj: Figure) -> str:
        return rules.metric_in_words(obj.metric)

    @display(description="value", ordering="value")
    def number(self, obj: Figure) -> str:
        return rules.number_in_words(obj.value)

    @display(description="period", ordering="period")
    def time(self, obj: Figure) -> str:
        return rules.period_in_words(obj.period)

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

    list_display = ("happened", ACTOR, "about", SUBJECT, "at")
    ordering = ("-at",)
    readonly_fields = (
        *(ACTOR, SUBJECT, "id", "at", "kind", "actor_id", "subject_kind", "subject_id"),
        "properties",
    )
    exclude = ()

    @display(description="what happened", ordering="kind")
    def happened(self, obj: AnalyticsEvent) -> str:
        return rules.fact_in_words(obj.kind)

    @display(description="subject kind")
    def about(self, obj: AnalyticsEvent) -> str:
        return obj.subject_kind.capitalize()
