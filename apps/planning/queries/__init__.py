"""Everything one can ask of planning; nothing here writes."""

from apps.planning.queries.attendance import (
    AttendanceFilters,
    attendance_figures,
    count_marks,
    list_attendance,
)
from apps.planning.queries.conflicts import (
    ConflictFilters,
    InvalidLookError,
    count_conflicts_of,
    list_conflicts,
    list_conflicts_of,
)
from apps.planning.queries.events import (
    EventFilters,
    get_event,
    get_event_draft,
    list_events,
    list_events_between,
    list_occurrences,
)
from apps.planning.queries.lookups import (
    EventNotFoundError,
    LocationNotFoundError,
    ResourceNotFoundError,
    ScheduleNotFoundError,
)
from apps.planning.queries.places import (
    LocationFilters,
    ResourceFilters,
    get_location,
    get_resource,
    list_locations,
    list_resources,
    list_schedules,
)
from apps.planning.queries.registers import list_unmarked_events, timetable_figures
from apps.planning.queries.staff import (
    event_choices,
    find_mark,
    location_choices,
    names_of,
    register_choices,
    resource_names,
    titles_of,
)

__all__ = [
    "AttendanceFilters",
    "ConflictFilters",
    "EventFilters",
    "EventNotFoundError",
    "InvalidLookError",
    "LocationFilters",
    "LocationNotFoundError",
    "ResourceFilters",
    "ResourceNotFoundError",
    "ScheduleNotFoundError",
    "attendance_figures",
    "count_conflicts_of",
    "count_marks",
    "event_choices",
    "find_mark",
    "get_event",
    "get_event_draft",
    "get_location",
    "get_resource",
    "list_attendance",
    "list_conflicts",
    "list_conflicts_of",
    "list_events",
    "list_events_between",
    "list_locations",
    "list_occurrences",
    "list_resources",
    "list_schedules",
    "list_unmarked_events",
    "location_choices",
    "names_of",
    "register_choices",
    "resource_names",
    "timetable_figures",
    "titles_of",
]
