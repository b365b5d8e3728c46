"""Documents of the planning app, one aggregate a file."""

from apps.planning.models.attendance import Attendance
from apps.planning.models.event import Event
from apps.planning.models.guard import BookingGuard
from apps.planning.models.location import Location, Resource
from apps.planning.models.parts import Attendee, Booking, Recurrence
from apps.planning.models.schedule import Schedule

__all__ = [
    "Attendance",
    "Attendee",
    "Booking",
    "BookingGuard",
    "Event",
    "Location",
    "Recurrence",
    "Resource",
    "Schedule",
]
