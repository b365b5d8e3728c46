"""Events: planning, moving, cancelling."""

from dataclasses import replace
from typing import Any

from django.contrib.admin import display
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from unfold.decorators import action

from apps.planning import operations, queries
from apps.planning.admin.actors import actor_of
from apps.planning.admin.filters import LocationFilter, WhenFilter
from apps.planning.admin.forms import EventForm, NewEventForm
from apps.planning.data import (
    ConflictKind,
    EventDraft,
    EventType,
    RecurrenceData,
    RecurrencePattern,
)
from apps.planning.models import Event
from yggdrasil import clock
from yggdrasil.admin.names import Named
from yggdrasil.admin.site import HomeAdmin

_PEOPLE_AND_PLACES = {"location_id", "course_id", "teacher_id"}


def _names(ids: tuple[str, ...]) -> dict[str, str]:
    return queries.names_of(account_ids=ids)


_CREATED_BY = Named("created_by", ask=_names, description="created by")


class EventAdmin(HomeAdmin):
    """List events with what stands in their way; plan, change, cancel and delete them."""

    form = EventForm
    list_display = (
        *("title", "type", "starts_at", "ends_at", "location", "teacher"),
        *("status", "is_recurring", "in_the_way"),
    )
    list_filter = (WhenFilter, "type", "status", LocationFilter)
    ordering = ("-starts_at",)
    search_fields = ("title",)
    search_help_text = "How the title begins."
    actions = ("cancel", "cancel_from_here", "make_occurrences")
    readonly_fields = (
        *("id", "status", "conflicts", "series", "invited", "booked", "register"),
        *(_CREATED_BY, "version", "created_at", "updated_at"),
    )
    exclude = ("stream_version", "created_by")

    def get_form(self, request: HttpRequest, obj: Event | None = None, **kwargs: Any) -> type:
        """Return another form for planning than for changing."""
        if obj is None:
            kwargs |= {"form": NewEventForm, "fields": list(NewEventForm.base_fields)}
        return super().get_form(request, obj, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Event | None = None) -> list[str]:
        """Return the derived fields; a new event has none."""
        return super().get_readonly_fields(request, obj) if obj is not None else []

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Event], search_term: str
    ) -> tuple[QuerySet[Event], bool]:
        """Find by how the title begins: a range, which the index answers."""
        begin = search_term.strip()
        if begin:
            queryset = queryset.filter(title__gte=begin, title__lt=begin + "\uffff")
        return queryset, False

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Return the page, with what stands in the way of each event: one read for all."""
        changelist = super().get_changelist_instance(request)
        shown = list(changelist.result_list)
        found = queries.count_conflicts_of(event_ids=tuple(str(event.pk) for event in shown))
        for event in shown:
            event.conflict_count = found.get(str(event.pk), 0)
        changelist.result_list = shown
        return changelist

    # Derived fields

    @display(description="location")
    def location(self, obj: Event) -> str | None:
        return obj.location_name or None

    @display(description="teacher")
    def teacher(self, obj: Event) -> str | None:
        return obj.teacher_name or None

    @display(description="series", boolean=True)
    def is_recurring(self, obj: Event) -> bool:
        return obj.head_id is not None

    @display(description="in the way")
    def in_the_way(self, obj: Event) -> str:
        return str(getattr(obj, "conflict_count", 0) or "-")

    @display(description="in the way")
    def conflicts(self, obj: Event) -> str:
        found = queries.list_conflicts_of(event_id=str(obj.pk))
        lines = ((c.kind.value, _link(c.event_id, c.event_title), c.starts_at) for c in found)
        return format_html_join("\n", "<div>{}: {}, {:%Y-%m-%d %H:%M}</div>", lines) or "-"

    @display(description="series")
    def series(self, obj: Event) -> str:
        if obj.is_recurring:
            return f"Heads a series: {obj.recurrence}."
        return _link(str(obj.series_id), "An occurrence of this one") if obj.series_id else "-"

    @display(description="invited")
    def invited(self, obj: Event) -> str:
        invited = [attendee.to_data() for attendee in obj.attendees or ()]
        names = queries.names_of(account_ids=tuple(one.account_id for one in invited))
        lines = ((names.get(one.account_id, one.account_id), one.status.value) for one in invited)
        return format_html_join("\n", "<div>{} ({})</div>", lines) or "-"

    @display(description="booked")
    def booked(self, obj: Event) -> str:
        booked = [booking.to_data() for booking in obj.bookings or ()]
        names = queries.resource_names(resource_ids=tuple(one.resource_id for one in booked))
        lines = ((one.quantity, names.get(one.resource_id, one.resource_id)) for one in booked)
        return format_html_join("\n", "<div>{} of {}</div>", lines) or "-"

    @display(description="register")
    def register(self, obj: Event) -> str:
        address = reverse("admin:planning_attendance_add", query={"event_id": str(obj.pk)})
        marked = queries.count_marks(event_id=str(obj.pk))
        return format_html('{} students, <a href="{}">mark one more</a>', marked, address)

    # Changes

    def create(self, request: HttpRequest, data: dict[str, Any]) -> str:
        return operations.create_event(
            draft=EventDraft(**_said(data), recurrence=_recurrence(data)),
            actor=actor_of(request),
            at=clock.now(),
            tolerates=_tolerated(data),
        )

    def change(self, request: HttpRequest, obj: Event, data: dict[str, Any]) -> None:
        draft = queries.get_event_draft(event_id=str(obj.pk))
        operations.change_event(
            event_id=str(obj.pk),
            draft=replace(draft, **_said(data)),
            actor=actor_of(request),
            at=clock.now(),
            tolerates=_tolerated(data),
        )

    def remove(self, request: HttpRequest, obj: Event) -> None:
        operations.delete_event(event_id=str(obj.pk), actor=actor_of(request), at=clock.now())

    # Actions

    @action(description="Cancel")
    def cancel(self, request: HttpRequest, queryset: QuerySet[Event]) -> None:
        self._for_each(request, queryset, operations.cancel_event, "cancelled")

    @action(description="Cancel, with all later ones of the series")
    def cancel_from_here(self, request: HttpRequest, queryset: QuerySet[Event]) -> None:
        self._for_each(request, queryset, operations.cancel_series, "series cancelled from here on")

    @action(description="Make the occurrences that are missing")
    def make_occurrences(self, request: HttpRequest, queryset: QuerySet[Event]) -> None:
        self._for_each(request, queryset, operations.create_occurrences, "series made whole")

    def _for_each(
        self, request: HttpRequest, queryset: QuerySet[Event], operation: Any, done: str
    ) -> None:
        actor = actor_of(request)
        self.run_for_each(
            request,
            queryset,
            lambda event: operation(event_id=str(event.pk), actor=actor, at=clock.now()),
            done=done,
        )


def _link(event_id: str, text: str) -> str:
    address = reverse("admin:planning_event_change", args=[event_id])
    return format_html('<a href="{}">{}</a>', address, text)


def _said(data: dict[str, Any]) -> dict[str, Any]:
    """Return what a form says, in the words of a draft."""
    names = EventDraft.__dataclass_fields__.keys() - {"recurrence", "bookings", "attendee_ids"}
    said = {name: value for name, value in data.items() if name in names}
    said |= {name: said[name] or None for name in _PEOPLE_AND_PLACES & said.keys()}
    if "cohort_ids" in said:
        said["cohort_ids"] = tuple(said["cohort_ids"])
    if "type" in said:
        said["type"] = EventType(said["type"])
    return said


def _tolerated(data: dict[str, Any]) -> frozenset[ConflictKind]:
    return frozenset(ConflictKind(kind) for kind in data.get("tolerates") or ())


def _recurrence(data: dict[str, Any]) -> RecurrenceData | None:
    if not data.get("pattern"):
        return None
    return RecurrenceData(
        pattern=RecurrencePattern(data["pattern"]),
        interval=data.get("interval") or 1,
        count=data.get("count"),
        until=data.get("until"),
        weekdays=tuple(int(day) for day in data.get("weekdays") or ()),
    )
