"""Registers, row by row."""

from typing import Any

from django.contrib.admin import display
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.decorators import action

from apps.planning import operations, queries
from apps.planning.admin.actors import actor_of
from apps.planning.admin.filters import WhenHeldFilter
from apps.planning.admin.forms import STATUSES, AttendanceForm, MarkForm
from apps.planning.data import AttendanceStatus
from apps.planning.models import Attendance
from yggdrasil import clock
from yggdrasil.admin.site import HomeAdmin


class AttendanceAdmin(HomeAdmin):
    """List, make and correct marks."""

    form = MarkForm
    list_display = ("event_title", "event_starts_at", "student", "status", "notes", "marked_at")
    list_filter = (WhenHeldFilter, "status")
    ordering = ("-event_starts_at",)
    actions = ("mark_present", "mark_absent", "mark_excused")
    readonly_fields = (
        *("id", "event_id", "event_starts_at", "student_id", "cohort_id", "attended"),
        *("marked_by", "marked_at", "version", "created_at", "updated_at"),
    )

    def get_form(self, request: HttpRequest, obj: Attendance | None = None, **kwargs: Any) -> type:
        """Return another form for marking than for correcting."""
        if obj is None:
            kwargs |= {"form": AttendanceForm, "fields": list(AttendanceForm.base_fields)}
        return super().get_form(request, obj, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Attendance | None = None) -> list[str]:
        """Return the derived fields; a new mark has none."""
        return super().get_readonly_fields(request, obj) if obj is not None else []

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Return the page, with titles and names: two reads for all."""
        changelist = super().get_changelist_instance(request)
        shown = list(changelist.result_list)
        titles = queries.titles_of(event_ids=tuple({str(row.event_id) for row in shown}))
        names = queries.names_of(account_ids=tuple({str(row.student_id) for row in shown}))
        for row in shown:
            row.shown_title = titles.get(str(row.event_id), str(row.event_id))
            row.shown_name = names.get(str(row.student_id), str(row.student_id))
        changelist.result_list = shown
        return changelist

    @display(description="event")
    def event_title(self, obj: Attendance) -> str:
        return str(getattr(obj, "shown_title", obj.event_id))

    @display(description="student")
    def student(self, obj: Attendance) -> str:
        return str(getattr(obj, "shown_name", obj.student_id))

    def create(self, request: HttpRequest, data: dict[str, Any]) -> str:
        operations.mark_attendance(
            event_id=data["event_id"],
            student_id=data["student_id"],
            status=STATUSES[data["status"]],
            notes=data.get("notes") or "",
            actor=actor_of(request),
            at=clock.now(),
        )
        return queries.find_mark(event_id=data["event_id"], student_id=data["student_id"])

    def change(self, request: HttpRequest, obj: Attendance, data: dict[str, Any]) -> None:
        kept = Attendance.objects.get(pk=obj.pk)
        self._mark(
            request,
            kept,
            status=STATUSES[data.get("status", kept.status)],
            notes=data.get("notes", kept.notes) or "",
        )

    @action(description="Mark as present")
    def mark_present(self, request: HttpRequest, queryset: QuerySet[Attendance]) -> None:
        self._mark_each(request, queryset, AttendanceStatus.PRESENT)

    @action(description="Mark as absent")
    def mark_absent(self, request: HttpRequest, queryset: QuerySet[Attendance]) -> None:
        self._mark_each(request, queryset, AttendanceStatus.ABSENT)

    @action(description="Mark as excused")
    def mark_excused(self, request: HttpRequest, queryset: QuerySet[Attendance]) -> None:
        self._mark_each(request, queryset, AttendanceStatus.EXCUSED)

    def _mark_each(
        self, request: HttpRequest, queryset: QuerySet[Attendance], status: AttendanceStatus
    ) -> None:
        self.run_for_each(
            request,
            queryset,
            lambda row: self._mark(request, row, status=status, notes=row.notes),
            done=f"marked as {status.value}",
        )

    def _mark(
        self, request: HttpRequest, row: Attendance, *, status: AttendanceStatus, notes: str
    ) -> None:
        operations.mark_attendance(
            event_id=str(row.event_id),
            student_id=str(row.student_id),
            status=status,
            notes=notes,
            actor=actor_of(request),
            at=clock.now(),
        )
