"""The demo school's timetable around now, made through the operations like any other."""

from datetime import datetime

from apps.accounts import api as accounts
from apps.accounts.data import Role
from apps.planning.demo.places import make_places
from apps.planning.demo.registers import fill_registers
from apps.planning.demo.timetable import make_timetable
from apps.planning.models import Attendance, Event, Location, Resource, Schedule
from yggdrasil.context import Actor


def make(*, at: datetime) -> int:
    """Make the demo school's locations, resources, events and their registers.

    Args:
        at: the present moment; the months two weeks before and after it are planned.

    Returns:
        Number of documents made; nothing if they were there already, or where nobody could plan.
    """
    office = accounts.list_accounts(role=Role.STAFF, is_active=True, limit=1)
    if not office:
        return 0
    planner = Actor(id=office[0].id, role=Role.STAFF.value)
    before = _count()
    make_places(planner)
    make_timetable(planner, at=at)
    fill_registers(planner, at=at)
    return _count() - before


def _count() -> int:
    return sum(kind.objects.count() for kind in (Location, Resource, Event, Attendance, Schedule))
