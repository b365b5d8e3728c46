"""Cohorts: what they lay down, who is in them, and their life from draft to history."""

from dataclasses import replace
from functools import partial
from typing import Any

from django.contrib.admin import display
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from unfold.decorators import action

from apps.enrollments import operations
from apps.enrollments.admin.forms import PLAN, SETTINGS, CohortForm
from apps.enrollments.admin.naming import KNOWN
from apps.enrollments.data import CohortPlan, CohortSettingsData, Intake
from apps.enrollments.models import Cohort, Membership
from apps.enrollments.rules.membership import MembersRefusedError
from yggdrasil import clock
from yggdrasil.admin.refusals import told
from yggdrasil.admin.site import HomeAdmin
from yggdrasil.errors import FieldError
from yggdrasil.mongodb.homes import alias_of
from yggdrasil.mongodb.unit_of_work import unit_of_work

_MOST_SHOWN = 100


class CohortAdmin(HomeAdmin):
    """List, open, change and end cohorts; members join and leave on the cohort's own page."""

    form = CohortForm
    list_display = ("name", "semester", "academic_year", "status", "members", "period")
    list_filter = ("status", "intake", "semester")
    search_fields = ("name",)
    search_help_text = "Part of the name."
    ordering = ("-starts_at", "-id")
    knows = KNOWN
    actions = ("activate", "complete", "archive", "recompute", "end_semester")
    readonly_fields = (
        "id",
        "status",
        "members_count",
        "member_list",
        "version",
        "created_at",
        "updated_at",
    )
    fieldsets = (
        (None, {"fields": (*PLAN, "status", "course_ids")}),
        ("Members", {"fields": ("members_count", "member_list", "join", "leave", "move_to")}),
        ("What it lays down", {"fields": SETTINGS}),
        ("Document", {"fields": ("id", "version", "created_at", "updated_at")}),
        (None, {"fields": ("expected_version",)}),
    )
    add_fieldsets = (
        (None, {"fields": (*PLAN, "course_ids")}),
        ("What it lays down", {"fields": SETTINGS}),
        (None, {"fields": ("expected_version",)}),
    )

    def get_fieldsets(self, request: HttpRequest, obj: Cohort | None = None) -> Any:
        """Return the parts of the page; a new cohort has no members yet."""
        return super().get_fieldsets(request, obj) if obj is not None else self.add_fieldsets

    @display(description="members", ordering="members_count")
    def members(self, obj: Cohort) -> str:
        return f"{obj.members_count} of {obj.settings.capacity or 'any number'}"

    @display(description="period", ordering="starts_at")
    def period(self, obj: Cohort) -> str:
        return f"{obj.starts_at:%Y-%m-%d} to {obj.ends_at:%Y-%m-%d}"

    @display(description="present members", empty_value="nobody")
    def member_list(self, obj: Cohort) -> SafeString | None:
        stays = Membership.objects.filter(cohort_id=obj.pk, is_open=True).order_by(
            "student_name", "id"
        )
        rows = [(str(stay), f"{stay.joined_at:%Y-%m-%d}") for stay in stays[:_MOST_SHOWN]]
        if not rows:
            return None
        address = reverse("admin:enrollments_membership_changelist")
        return format_html(
            '<ul>{}</ul><a href="{}?cohort_id__exact={}">All memberships, former ones too</a>',
            format_html_join("", "<li>{}, since {}</li>", rows),
            address,
            obj.pk,
        )

    def create(self, request: HttpRequest, data: dict[str, Any]) -> str:
        # With its courses or not at all.
        opening = partial(_open, data, created_by_id=str(request.user.pk))
        return unit_of_work(alias_of("enrollments")).run(opening)

    def change(self, request: HttpRequest, obj: Cohort, data: dict[str, Any]) -> None:
        cohort_id, at = str(obj.pk), clock.now()
        if not data.keys().isdisjoint((*PLAN, *SETTINGS)):
            plan = _changed(Cohort.objects.get(pk=obj.pk).to_plan(), data)
            operations.change_cohort(cohort_id=cohort_id, plan=plan, at=at)
        if "course_ids" in data:
            operations.set_cohort_courses(
                cohort_id=cohort_id, course_ids=tuple(data["course_ids"]), at=at
            )
        for name, operation in _changes_of_members(data).items():
            _with_reasons(
                name, operation, cohort_id=cohort_id, student_ids=tuple(data[name]), at=at
            )

    def remove(self, request: HttpRequest, obj: Cohort) -> None:
        operations.delete_cohort(cohort_id=str(obj.pk), at=clock.now())

    @action(description="Activate: it begins")
    def activate(self, request: HttpRequest, queryset: "QuerySet[Cohort]") -> None:
        self._for_each(request, queryset, operations.activate_cohort, "activated")

    @action(description="Complete: it is over")
    def complete(self, request: HttpRequest, queryset: "QuerySet[Cohort]") -> None:
        self._for_each(request, queryset, operations.complete_cohort, "completed")

    @action(description="Archive: put away as history; members leave")
    def archive(self, request: HttpRequest, queryset: "QuerySet[Cohort]") -> None:
        self._for_each(request, queryset, operations.archive_cohort, "archived")

    @action(description="Compute all figures anew")
    def recompute(self, request: HttpRequest, queryset: "QuerySet[Cohort]") -> None:
        self._for_each(request, queryset, operations.recompute_cohort, "computed anew")

    @action(description="Ask for decisions on the semester")
    def end_semester(self, request: HttpRequest, queryset: "QuerySet[Cohort]") -> None:
        self._for_each(request, queryset, operations.end_semester, "asked about")

    def _for_each(
        self, request: HttpRequest, queryset: "QuerySet[Cohort]", operation: Any, done: str
    ) -> None:
        self.run_for_each(
            request,
            queryset,
            lambda cohort: operation(cohort_id=str(cohort.pk), at=clock.now()),
            done=done,
        )


def _changes_of_members(data: dict[str, Any]) -> dict[str, Any]:
    """Return the operations that take the students of a field."""
    leave: Any = operations.remove_members
    if data.get("move_to"):
        leave = partial(operations.move_members, to_cohort_id=data["move_to"])
    return {
        name: operation
        for name, operation in {"leave": leave, "join": operations.add_members}.items()
        if data.get(name)
    }


def _open(data: dict[str, Any], *, created_by_id: str) -> str:
    at = clock.now()
    cohort_id = operations.open_cohort(plan=_plan_of(data), created_by_id=created_by_id, at=at)
    if data["course_ids"]:
        operations.set_cohort_courses(
            cohort_id=cohort_id, course_ids=tuple(data["course_ids"]), at=at
        )
    return cohort_id


def _plan_of(data: dict[str, Any]) -> CohortPlan:
    settings = CohortSettingsData(**{name: data[name] for name in SETTINGS})
    plan = {name: data[name] for name in PLAN}
    return CohortPlan(**{**plan, "intake": Intake(plan["intake"])}, settings=settings)


def _changed(plan: CohortPlan, data: dict[str, Any]) -> CohortPlan:
    settings = {name: data[name] for name in SETTINGS if name in data}
    says = {name: data[name] for name in PLAN if name in data}
    if "intake" in says:
        says["intake"] = Intake(says["intake"])
    return replace(plan, **says, settings=replace(plan.settings, **settings))


def _with_reasons(field: str, operation: Any, **arguments: Any) -> None:
    """Run an operation on students; what it refuses is shown at the field that named them."""
    try:
        operation(**arguments)
    except MembersRefusedError as refusal:
        raise MembersRefusedError(
            refusal.message, errors=(FieldError(field=field, message=told(refusal)),)
        ) from refusal
