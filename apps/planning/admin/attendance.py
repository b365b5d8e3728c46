"""Registers, row by row."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.decorators import action

from apps.planning import operations, queries
from apps.planning.admin.actors import actor_of
from apps.planning.admin.filters import WhenHeldFilter
from apps.planning.admin.forms import STATUSES, AttendanceForm, MarkForm
from apps.planning.data import AttendanceStatus
from apps.planning.models import Attendance
from apps.users import api as users
from yggdrasil import clock
from yggdrasil.admin.names import Named
from yggdrasil.admin.site import HomeAdmin

_MOST_FOUND = 200


def _titles(ids: tuple[str, ...]) -> dict[str, str]:
    return queries.titles_of(event_ids=ids)


def _names(ids: tuple[str, ...]) -> dict[str, str]:
    return queries.names_of(account_ids=ids)


_EVENT = Named("event_id", ask=_titles, description="event")
_STUDENT = Named("student_id", ask=_names, description="student")
_MARKED_BY = Named("marked_by", ask=_names, description="marked by")


class AttendanceAdmin(HomeAdmin):
    """List, make and correct marks."""

    form = MarkForm
    list_display = (_EVENT, "event_starts_at", _STUDENT, "status", "notes", "marked_at")
    list_filter = (WhenHeldFilter, "status")
    ordering = ("-event_starts_at",)
    # Django shows a search box only where this names something.
    search_fields = ("student_id",)
    search_help_text = "How the student's name, first name, e-mail address or card number begins."
    exclude = ("stream_version", "marked_by")
    actions = ("mark_present", "mark_late", "mark_absent", "mark_excused")
    readonly_fields = (
        *(_EVENT, _STUDENT, _MARKED_BY, "id", "event_id", "event_starts_at", "student_id"),
        *("cohort_id", "attended", "marked_at", "version", "created_at", "updated_at"),
    )

    def get_form(self, request: HttpRequest, obj: Attendance | None = None, **kwargs: Any) -> type:
        """Return another form for marking than for correcting."""
        if obj is None:
            kwargs |= {"form": AttendanceForm, "fields": list(AttendanceForm.base_fields)}
        return super().get_form(request, obj, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Attendance | None = None) -> list[str]:
        """Return the derived fields; a new mark has none."""
        return super().get_readonly_fields(request, obj) if obj is not None else []

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Attendance], search_term: str
    ) -> tuple[QuerySet[Attendance], bool]:
        """Find by students, which the index answers."""
        if search_term.strip():
            found = users.search_persons(text=search_term.strip(), limit=_MOST_FOUND)
            queryset = queryset.filter(student_id__in=[person.id for person in found])
        return queryset, False

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

    @action(description="Mark as late")
    def mark_late(self, request: HttpRequest, queryset: QuerySet[Attendance]) -> None:
        self._mark_each(request, queryset, AttendanceStatus.LATE)

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
