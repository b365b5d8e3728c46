"""Registers that somebody should have filled, and the school's figures of a time."""

from datetime import datetime, timedelta

from django.db.models import Count

from apps.planning import rules
from apps.planning.data import (
    AttendanceStatus,
    EventStatus,
    EventType,
    TimetableFigures,
)
from apps.planning.models import Attendance, Event
from yggdrasil.cqrs.query import query
from yggdrasil.ids import to_object_id

# Events at which attendance is expected.
_WITH_REGISTER = (EventType.CLASS.value, EventType.EXAM.value)
PATIENCE = timedelta(hours=24)
LOOK_BACK = timedelta(days=7)
_MOST = 500


@query
def list_unmarked_events(*, at: datetime) -> tuple[str, ...]:
    """Return the lessons and exams whose register nobody has filled a day after their end.

    Args:
        at: the present moment.

    Returns:
        Ids of at most 500 events for cohorts that ended between one and eight days ago, were not
        cancelled, and about which it was not told yet; oldest first.
    """
    latest = at - PATIENCE
    rows = Event.objects.filter(
        starts_at__gt=latest - LOOK_BACK,
        starts_at__lt=latest,
        ends_at__lte=latest,
        type__in=_WITH_REGISTER,
        status=EventStatus.SCHEDULED.value,
        register_missed_at=None,
    ).exclude(cohort_ids=[])
    keys = list(rows.order_by("starts_at", "id").values_list("pk", flat=True))
    marked = set(
        Attendance.objects.filter(event_id__in=keys).values_list("event_id", flat=True).distinct()
    )
    # Only now the bound: marked ones in front would keep later ones from being told.
    return tuple(str(key) for key in keys if key not in marked)[:_MOST]


@query
def timetable_figures(
    *,
    starts_from: datetime,
    starts_to: datetime,
    teacher_id: str | None = None,
    course_id: str | None = None,
) -> TimetableFigures:
    """Return how many events took place or will, and how regularly students came.

    Args:
        starts_from: first begin.
        starts_to: begins are before this moment.
        teacher_id: only events of this teacher.
        course_id: only events of this course.

    Returns:
        The figures.

    Raises:
        InvalidIdError: if an id is none.
    """
    rows = Event.objects.filter(starts_at__gte=starts_from, starts_at__lt=starts_to)
    if teacher_id:
        rows = rows.filter(teacher_id=to_object_id(teacher_id))
    if course_id:
        rows = rows.filter(course_id=to_object_id(course_id))
    held = list(rows.values_list("pk", "status"))
    keys = [key for key, status in held if status == EventStatus.SCHEDULED.value]
    marks = dict(
        Attendance.objects.filter(event_id__in=keys)
        .values_list("status")
        .annotate(number=Count("id"))
    )
    attended = sum(marks.get(s.value, 0) for s in AttendanceStatus if s.is_attended)
    marked = attended + marks.get(AttendanceStatus.ABSENT.value, 0)
    return TimetableFigures(
        scheduled=len(keys),
        cancelled=len(held) - len(keys),
        marked=marked,
        attended=attended,
        excused=marks.get(AttendanceStatus.EXCUSED.value, 0),
        rate_percent=rules.rate_percent(attended=attended, marked=marked),
    )
