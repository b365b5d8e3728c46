"""Each teacher's weekly hour for whoever has a question, also without a lesson of theirs."""

from datetime import date, timedelta
from itertools import product

from apps.accounts import api as accounts
from apps.accounts.data import Role
from apps.planning.data import EventDraft, EventType
from apps.planning.demo.classes import WEEKDAYS
from apps.planning.demo.days import first_of, moment, weekly_in
from apps.planning.demo.places import room_id

# After the last lesson, one at a time, so that all of them find the same room free.
_HOURS = (16, 17)
_ROOM = "Online room"


def consultations_in(month: date) -> dict[str, EventDraft]:
    """Return the consultation hours of a month, by the id of the teacher.

    Args:
        month: its first day.

    Returns:
        One weekly event for each teacher, as long as there are hours.
    """
    teachers = accounts.list_accounts(role=Role.TEACHER, is_active=True, limit=100)
    ids = sorted(teacher.id for teacher in teachers)
    slots = product(_HOURS, WEEKDAYS)
    return {
        teacher_id: _draft(teacher_id, month, weekday, hour)
        for teacher_id, (hour, weekday) in zip(ids, slots, strict=False)
    }


def _draft(teacher_id: str, month: date, weekday: int, hour: int) -> EventDraft:
    begin = moment(first_of(month, weekday), hour)
    return EventDraft(
        title="Consultation hour",
        type=EventType.MEETING,
        starts_at=begin,
        ends_at=begin + timedelta(hours=1),
        description="Come with any question about a course; nobody need be enrolled.",
        location_id=room_id(_ROOM),
        teacher_id=teacher_id,
        recurrence=weekly_in(month),
        is_public=True,
        color="#0ea5e9",
    )
