"""Decisions of the planning app: plain Python, no clock, no database."""

from apps.planning.rules.attendance import (
    InvalidRegisterError,
    NotInClassError,
    RegisterClosedError,
    check_marks,
    check_register_open,
    rate_percent,
)
from apps.planning.rules.conflicts import (
    Claim,
    ScheduleConflictError,
    check_free,
    conflicts_among,
    conflicts_between,
    sort_key,
)
from apps.planning.rules.drafts import (
    InvalidEventError,
    check_attendees,
    check_draft,
    check_room_is_large_enough,
)
from apps.planning.rules.permissions import (
    NotYourEventError,
    Scope,
    StaffOnlyError,
    check_is_office,
    check_may_change,
    check_may_delete,
    check_may_plan,
    is_office,
    is_owner,
)
from apps.planning.rules.places import (
    InvalidPlaceError,
    InvalidScheduleError,
    check_place,
    check_resource,
    check_schedule,
)
from apps.planning.rules.recurrence import (
    MAX_OCCURRENCES,
    InvalidRecurrenceError,
    check_recurrence,
    expand,
)
from apps.planning.rules.times import (
    LONGEST_KEPT,
    InvalidTimeError,
    check_times,
    overlaps,
)

__all__ = [
    "LONGEST_KEPT",
    "MAX_OCCURRENCES",
    "Claim",
    "InvalidEventError",
    "InvalidPlaceError",
    "InvalidRecurrenceError",
    "InvalidRegisterError",
    "InvalidScheduleError",
    "InvalidTimeError",
    "NotInClassError",
    "NotYourEventError",
    "RegisterClosedError",
    "ScheduleConflictError",
    "Scope",
    "StaffOnlyError",
    "check_attendees",
    "check_draft",
    "check_free",
    "check_is_office",
    "check_marks",
    "check_may_change",
    "check_may_delete",
    "check_may_plan",
    "check_place",
    "check_recurrence",
    "check_register_open",
    "check_resource",
    "check_room_is_large_enough",
    "check_schedule",
    "check_times",
    "conflicts_among",
    "conflicts_between",
    "expand",
    "is_office",
    "is_owner",
    "overlaps",
    "rate_percent",
    "sort_key",
]
