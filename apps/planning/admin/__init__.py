"""Staff's door to the planning app."""

from django.contrib import admin

from apps.planning.admin.attendance import AttendanceAdmin
from apps.planning.admin.events import EventAdmin
from apps.planning.admin.guards import GuardAdmin
from apps.planning.admin.places import LocationAdmin, ResourceAdmin
from apps.planning.admin.schedules import ScheduleAdmin
from apps.planning.models import (
    Attendance,
    BookingGuard,
    Event,
    Location,
    Resource,
    Schedule,
)

admin.site.register(Event, EventAdmin)
admin.site.register(Attendance, AttendanceAdmin)
admin.site.register(Location, LocationAdmin)
admin.site.register(Resource, ResourceAdmin)
admin.site.register(Schedule, ScheduleAdmin)
admin.site.register(BookingGuard, GuardAdmin)
