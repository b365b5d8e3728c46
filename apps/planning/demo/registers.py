"""Who was there: registers of the lessons that are over, some of them forgotten."""

from datetime import datetime, timedelta
from hashlib import sha256

from apps.planning import operations
from apps.planning.data import AttendanceMark, AttendanceStatus, EventStatus, EventType
from apps.planning.models import Attendance, Event
from apps.planning.operations.neighbours import cohorts_of_students
from yggdrasil.context import Actor
from yggdrasil.mongodb.homes import alias_of
from yggdrasil.mongodb.unit_of_work import unit_of_work

# Of a hundred: how many are late, absent, excused; the rest is present.
_LATE, _ABSENT, _EXCUSED = 7, 9, 4
_FORGOTTEN = 12


def fill_registers(planner: Actor, *, at: datetime) -> None:
    """Fill the registers of lessons of the past 31 days that nobody has filled.

    Args:
        planner: who fills them.
        at: the present moment.
    """
    held = Event.objects.filter(
        starts_at__gt=at - timedelta(days=31),
        starts_at__lt=at,
        ends_at__lte=at,
        type=EventType.CLASS.value,
        status=EventStatus.SCHEDULED.value,
    ).order_by("starts_at")
    events = [event for event in held if event.cohort_ids and not _is_forgotten(event)]
    marked = set(
        Attendance.objects.filter(event_id__in=[event.pk for event in events]).values_list(
            "event_id", flat=True
        )
    )
    waiting = [event for event in events if event.pk not in marked]
    members = {key: cohorts_of_students(event) for key, event in _one_a_class(waiting).items()}
    # One commit for all: operations join the unit that is open.
    unit_of_work(alias_of("planning")).run(lambda: _fill_all(waiting, planner, members))


def _one_a_class(events: list[Event]) -> dict[str, Event]:
    return {str(event.cohort_ids): event for event in events}


def _fill_all(events: list[Event], planner: Actor, members: dict[str, dict[str, str]]) -> None:
    for event in events:
        _fill(event, planner, members[str(event.cohort_ids)])


def _fill(event: Event, planner: Actor, known: dict[str, str]) -> None:
    if not known:
        return
    marks = tuple(_mark(event, student_id) for student_id in known)
    operations.fill_register(
        event_id=str(event.pk), marks=marks, cohorts=known, actor=planner, at=event.ends_at
    )


def _mark(event: Event, student_id: str) -> AttendanceMark:
    chance = _chance(_lesson(event), student_id)
    if chance < _LATE:
        return AttendanceMark(student_id=student_id, status=AttendanceStatus.LATE)
    if chance < _LATE + _ABSENT:
        return AttendanceMark(student_id=student_id, status=AttendanceStatus.ABSENT)
    if chance < _LATE + _ABSENT + _EXCUSED:
        return AttendanceMark(
            student_id=student_id, status=AttendanceStatus.EXCUSED, notes="Doctor's note."
        )
    return AttendanceMark(student_id=student_id, status=AttendanceStatus.PRESENT)


def _is_forgotten(event: Event) -> bool:
    return _chance("forgotten", _lesson(event)) < _FORGOTTEN


def _lesson(event: Event) -> str:
    """Return what an occurrence is called at every run; its own id is a new one each time."""
    return f"{event.head_id}/{event.starts_at.isoformat()}"


def _chance(*words: str) -> int:
    """Return 0 to 99, the same for the same words at every run."""
    return int(sha256("/".join(words).encode()).hexdigest()[:8], 16) % 100
