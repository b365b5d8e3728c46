"""Timetable, registers, locations and resources, readable."""

from typing import Any

from apps.accounts.data import Role
from apps.planning import queries
from apps.planning.data import (
    AttendanceData,
    ConflictData,
    EventData,
    EventSummary,
    LocationData,
    OccurrenceData,
    ResourceData,
)
from apps.planning.rest.serializers import (
    AttendanceSerializer,
    ConflictSerializer,
    EventSerializer,
    EventSummarySerializer,
    LocationSerializer,
    OccurrenceSerializer,
    ResourceSerializer,
)
from yggdrasil.mongodb.paging import Page, Window
from yggdrasil.rest.permissions import roles
from yggdrasil.rest.views import DetailView, ListView


class EventList(ListView):
    """Events that one sees: public ones, own ones and those of own cohorts; staff see all."""

    serializer_class = EventSummarySerializer
    filters = queries.EventFilters
    orderings = {"starts_at": ("starts_at",), "-starts_at": ("-starts_at",)}

    def get_page(
        self, *, filters: queries.EventFilters, ordering: tuple[str, ...], window: Window
    ) -> Page[EventSummary]:
        """Return a page of events."""
        return queries.list_events(
            viewer=self.actor, filters=filters, ordering=ordering, window=window
        )


class EventDetail(DetailView):
    """An event with everything one may know about it."""

    serializer_class = EventSerializer

    def get_object(self, *, event_id: str) -> EventData:
        """Return the event."""
        return queries.get_event(viewer=self.actor, event_id=event_id)


class OccurrenceList(ListView):
    """The dates of an event's series; a single event has one."""

    serializer_class = OccurrenceSerializer

    def get_page(self, *, event_id: str, window: Window, **_nothing: Any) -> Page[OccurrenceData]:
        """Return a page of dates."""
        return queries.list_occurrences(viewer=self.actor, event_id=event_id, window=window)


class AttendanceList(ListView):
    """An event's register: whole for its teacher and staff, the own row for a student."""

    serializer_class = AttendanceSerializer
    filters = queries.AttendanceFilters

    def get_page(
        self,
        *,
        event_id: str,
        filters: queries.AttendanceFilters,
        window: Window,
        **_nothing: Any,
    ) -> Page[AttendanceData]:
        """Return a page of the register."""
        return queries.list_attendance(
            viewer=self.actor, event_id=event_id, filters=filters, window=window
        )


class ConflictList(ListView):
    """What stands in the way of a time, or the conflicts between planned events within it."""

    permission_classes = (roles(Role.ADMIN, Role.STAFF, Role.TEACHER),)
    serializer_class = ConflictSerializer
    filters = queries.ConflictFilters

    def get_page(
        self, *, filters: queries.ConflictFilters, window: Window, **_nothing: Any
    ) -> Page[ConflictData]:
        """Return a page of conflicts."""
        return queries.list_conflicts(viewer=self.actor, filters=filters, window=window)


class LocationList(ListView):
    """Places in which events are held."""

    serializer_class = LocationSerializer
    filters = queries.LocationFilters
    orderings = {"name": ("name",), "building": ("building", "name")}

    def get_page(
        self, *, filters: queries.LocationFilters, ordering: tuple[str, ...], window: Window
    ) -> Page[LocationData]:
        """Return a page of locations."""
        return queries.list_locations(filters=filters, ordering=ordering, window=window)


class LocationDetail(DetailView):
    """A place in which events are held."""

    serializer_class = LocationSerializer

    def get_object(self, *, location_id: str) -> LocationData:
        """Return the location."""
        return queries.get_location(location_id=location_id)


class ResourceList(ListView):
    """Things that events book."""

    serializer_class = ResourceSerializer
    filters = queries.ResourceFilters
    orderings = {"name": ("name",), "kind": ("kind", "name")}

    def get_page(
        self, *, filters: queries.ResourceFilters, ordering: tuple[str, ...], window: Window
    ) -> Page[ResourceData]:
        """Return a page of resources."""
        return queries.list_resources(filters=filters, ordering=ordering, window=window)


class ResourceDetail(DetailView):
    """A thing that events book."""

    serializer_class = ResourceSerializer

    def get_object(self, *, resource_id: str) -> ResourceData:
        """Return the resource."""
        return queries.get_resource(resource_id=resource_id)
