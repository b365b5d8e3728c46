"""Filters that an index answers."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest

from apps.planning.models import Event, Location
from apps.planning.queries.series import school_zone
from yggdrasil import clock

_MOST_LOCATIONS = 200


class WhenFilter(SimpleListFilter):
    """A stretch of time around today, in place of a hierarchy of dates that reads everything."""

    title = "when"
    parameter_name = "when"

    # Days from the school's today to the begin and the end of the stretch.
    stretches = {
        "today": ("Today", 0, 1),
        "tomorrow": ("Tomorrow", 1, 2),
        "week": ("Next 7 days", 0, 7),
        "month": ("Next 30 days", 0, 30),
        "past-week": ("Past 7 days", -7, 0),
        "past-month": ("Past 30 days", -30, 0),
    }
    field = "starts_at"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(key, label) for key, (label, _, _) in self.stretches.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in self.stretches:
            return queryset
        _, begin, end = self.stretches[str(self.value())]
        today = clock.now().astimezone(school_zone()).date()
        return queryset.filter(
            **{
                f"{self.field}__gte": _midnight(today + timedelta(days=begin)),
                f"{self.field}__lt": _midnight(today + timedelta(days=end)),
            }
        )


class WhenHeldFilter(WhenFilter):
    """The same for rows of registers, which know when their event began."""

    field = "event_starts_at"


class LocationFilter(SimpleListFilter):
    """One location."""

    title = "location"
    parameter_name = "location"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        rows = Location.objects.order_by("name").values_list("pk", "name")
        return [(str(key), name) for key, name in rows[:_MOST_LOCATIONS]]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Event]) -> QuerySet[Event]:
        return queryset.filter(location_id=self.value()) if self.value() else queryset


def _midnight(day: date) -> datetime:
    """Return when a day begins where the school is; days do not all have 24 hours."""
    return datetime.combine(day, time(), tzinfo=school_zone())
