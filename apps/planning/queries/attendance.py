"""Registers, and the figures that follow from them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from apps.planning import rules
from apps.planning.data import AttendanceData, AttendanceFigures, AttendanceStatus
from apps.planning.models import Attendance
from apps.planning.queries.lookups import load_event
from apps.planning.queries.visibility import load_visible_event
from yggdrasil.context import Actor
from yggdrasil.cqrs.query import query
from yggdrasil.ids import to_object_id
from yggdrasil.mongodb.paging import Page, Window, keyset_page


@dataclass(frozen=True, kw_only=True)
class AttendanceFilters:
    """Which rows of a register a list shall hold.

    Attributes:
        status: only present, late, absent or excused ones.
        student_id: only this student's.
    """

    status: AttendanceStatus | None = None
    student_id: str | None = None


@query
def list_attendance(
    *, viewer: Actor, event_id: str, filters: AttendanceFilters, window: Window
) -> Page[AttendanceData]:
    """Return a page of an event's register; a student sees the own row only.

    Args:
        viewer: who asks.
        event_id: id of the event.
        filters: which rows.
        window: which part.

    Returns:
        Rows by student.

    Raises:
        EventNotFoundError: if there is no such event, or none that the viewer sees.
        NotYourEventError: if a teacher asks for the register of somebody else's event.
        InvalidIdError: if an id is none.
    """
    event = load_visible_event(viewer, event_id)
    rows = Attendance.objects.filter(event_id=event.pk)
    if not rules.sees_whole_register(
        viewer,
        teacher_id=None if event.teacher_id is None else str(event.teacher_id),
        created_by=str(event.created_by),
    ):
        rows = rows.filter(student_id=to_object_id(viewer.id))
    rows = _narrowed(rows, filters)
    return keyset_page(rows, ordering=("student_id",), window=window, to_data=Attendance.to_data)


@query
def count_marks(*, event_id: str) -> int:
    """Return how many students an event's register says something about.

    Args:
        event_id: id of the event.

    Returns:
        Number of rows.

    Raises:
        EventNotFoundError: if there is no such event.
    """
    return Attendance.objects.filter(event_id=load_event(event_id).pk).count()


@query
def attendance_figures(
    *, student_ids: Collection[str], cohort_id: str | None = None
) -> tuple[AttendanceFigures, ...]:
    """Return how regularly students came.

    Args:
        student_ids: ids of the students' accounts.
        cohort_id: only to events of this cohort; all events if left out.

    Returns:
        Figures of each student, in the order asked for; those nobody marked have a rate of 100.

    Raises:
        InvalidIdError: if an id is none.
    """
    keys = [to_object_id(student_id) for student_id in student_ids]
    rows = Attendance.objects.filter(student_id__in=keys)
    if cohort_id is not None:
        rows = rows.filter(cohort_id=to_object_id(cohort_id))
    counts = _count_by_student(rows)
    return tuple(figures_of(student_id, counts[student_id]) for student_id in student_ids)


def figures_of(student_id: str, counts: dict[str, int]) -> AttendanceFigures:
    """Return the figures that follow from a number of rows by status.

    Args:
        student_id: whose rows they are.
        counts: number of rows by status; none for a status not named.

    Returns:
        The figures.
    """
    attended = sum(counts.get(s.value, 0) for s in AttendanceStatus if s.is_attended)
    marked = attended + counts.get(AttendanceStatus.ABSENT.value, 0)
    return AttendanceFigures(
        student_id=student_id,
        marked=marked,
        attended=attended,
        excused=counts.get(AttendanceStatus.EXCUSED.value, 0),
        rate_percent=rules.rate_percent(attended=attended, marked=marked),
    )


def _count_by_student(rows: "QuerySet[Attendance]") -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for row in rows.values("student_id", "status").annotate(number=Count("id")):
        counts[str(row["student_id"])][row["status"]] = row["number"]
    return counts


def _narrowed(rows: "QuerySet[Attendance]", filters: AttendanceFilters) -> "QuerySet[Attendance]":
    if filters.status is not None:
        rows = rows.filter(status=filters.status.value)
    if filters.student_id is not None:
        rows = rows.filter(student_id=to_object_id(filters.student_id))
    return rows
