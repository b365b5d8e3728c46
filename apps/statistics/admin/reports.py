"""Reports: asking for one, making it at once, reading it."""

from typing import Any, cast

from django import forms
from django.contrib.admin import display
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from unfold.decorators import action
from unfold.widgets import UnfoldAdminSelectWidget

from apps.enrollments import api as enrollments
from apps.statistics import operations
from apps.statistics.admin.naming import REQUESTED_BY
from apps.statistics.data import ReportKind
from apps.statistics.models import Report
from yggdrasil import clock
from yggdrasil.admin.fields import UNCHOSEN
from yggdrasil.admin.forms import DocumentForm
from yggdrasil.admin.site import HomeAdmin
from yggdrasil.context import Actor

_SHOWN_ROWS = 200


class ReportForm(DocumentForm):
    """Ask for a report."""

    cohort_id = forms.ChoiceField(
        label="Cohort",
        required=False,
        widget=UnfoldAdminSelectWidget(),
        help_text="For attendance of a cohort: which one.",
    )

    class Meta:
        model = Report
        fields = ("kind",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(one.id, one.name) for one in enrollments.list_latest_cohorts(limit=500)]
        cast("forms.ChoiceField", self.fields["cohort_id"]).choices = [UNCHOSEN, *offered]


class ReportAdmin(HomeAdmin):
    """Ask for reports and read them."""

    list_display = ("kind", "status", "created_at", "finished_at", "expires_at")
    list_filter = ("kind", "status")
    ordering = ("-created_at",)
    actions = ("make_now",)
    readonly_fields = (
        *("id", "kind", "status", "parameters", REQUESTED_BY, "reason", "found"),
        *("created_at", "finished_at", "expires_at", "version"),
    )
    exclude = ("stream_version", "requested_by", "columns", "rows")

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> type:
        """Return the form for asking; what was asked is not changed."""
        if obj is None:
            kwargs |= {"form": ReportForm, "fields": list(ReportForm.base_fields)}
        return super().get_form(request, obj, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Return the derived fields; a new report has none."""
        return super().get_readonly_fields(request, obj) if obj is not None else []

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        """Return reports without their rows: only one that is opened needs them."""
        queryset: QuerySet[Report] = super().get_queryset(request)
        return queryset.defer("rows")

    @display(description="found")
    def found(self, obj: Report) -> str:
        columns, rows = obj.columns or (), (obj.rows or ())[:_SHOWN_ROWS]
        # Beside each id stands the name of whose it is, which people can read.
        read = [place for place, name in enumerate(columns) if not name.endswith("_id")]
        shown = {
            "columns": [columns[place].replace("_", " ").capitalize() for place in read],
            "rows": [[row[place] for place in read] for row in rows],
            "more": max(0, len(obj.rows or ()) - _SHOWN_ROWS),
        }
        return render_to_string("statistics/admin/found.html", shown)

    def create(self, request: HttpRequest, data: dict[str, Any]) -> str:
        parameters = {"cohort_id": data["cohort_id"]} if data.get("cohort_id") else {}
        return operations.request_report(
            kind=ReportKind(data["kind"]),
            parameters=parameters,
            actor=Actor(id=str(request.user.pk), role=str(getattr(request.user, "role", ""))),
            at=clock.now(),
        )

    @action(description="Make it now")
    def make_now(self, request: HttpRequest, queryset: QuerySet[Report]) -> None:
        self.run_for_each(
            request,
            queryset,
            lambda report: operations.make_report(report_id=str(report.pk), at=clock.now()),
            done="made",
        )
