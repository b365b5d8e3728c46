"""Everything one can change in planning: each function one unit of work, done whole or not."""

from apps.planning.operations.attendance import (
    fill_register,
    mark_attendance,
    mark_class_attendance,
)
from apps.planning.operations.changing import (
    EventHasRegisterError,
    EventIsCancelledError,
    SeriesHasOccurrencesError,
    SeriesIsFixedError,
    StaleEventError,
    cancel_event,
    change_event,
    delete_event,
    reschedule_event,
)
from apps.planning.operations.copies import (
    release_account,
    release_cohort,
    release_teacher,
    rename_course,
    rename_teacher,
    tell_missed_register,
    tell_missed_registers,
)
from apps.planning.operations.filling import LocationIsClosedError, ResourceIsClosedError
from apps.planning.operations.invitations import (
    NotInvitedError,
    TooLateToAnswerError,
    invite_to_event,
    respond_to_invitation,
)
from apps.planning.operations.locations import (
    LocationInUseError,
    LocationNameTakenError,
    add_location,
    change_location,
    remove_location,
)
from apps.planning.operations.resources import (
    ResourceInUseError,
    ResourceNameTakenError,
    add_resource,
    change_resource,
    remove_resource,
)
from apps.planning.operations.schedules import (
    close_schedule,
    close_schedules_of,
    digest_of,
    open_schedule,
    renew_schedule,
)
from apps.planning.operations.scheduling import create_event, schedule_event
from apps.planning.operations.series import (
    AlreadyASeriesError,
    NotASeriesError,
    cancel_series,
    create_occurrences,
    repeat_event,
)

__all__ = [
    "AlreadyASeriesError",
    "EventHasRegisterError",
    "EventIsCancelledError",
    "LocationInUseError",
    "LocationIsClosedError",
    "LocationNameTakenError",
    "NotASeriesError",
    "NotInvitedError",
    "ResourceInUseError",
    "ResourceIsClosedError",
    "ResourceNameTakenError",
    "SeriesHasOccurrencesError",
    "SeriesIsFixedError",
    "StaleEventError",
    "TooLateToAnswerError",
    "add_location",
    "add_resource",
    "cancel_event",
    "cancel_series",
    "change_event",
    "change_location",
    "change_resource",
    "close_schedule",
    "close_schedules_of",
    "create_event",
    "create_occurrences",
    "delete_event",
    "digest_of",
    "fill_register",
    "invite_to_event",
    "mark_attendance",
    "mark_class_attendance",
    "open_schedule",
    "release_account",
    "release_cohort",
    "release_teacher",
    "remove_location",
    "remove_resource",
    "rename_course",
    "rename_teacher",
    "renew_schedule",
    "repeat_event",
    "reschedule_event",
    "respond_to_invitation",
    "schedule_event",
    "tell_missed_register",
    "tell_missed_registers",
]
