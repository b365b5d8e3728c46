"""Filling registers."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from apps.planning import events, rules
from apps.planning.data import AttendanceMark, AttendanceStatus, EventStatus
from apps.planning.models import Attendance, Event
from apps.planning.operations.neighbours import cohorts_of_students
from apps.planning.operations.series import check_may_change
from apps.planning.queries.lookups import load_event
from yggdrasil.context import Actor
from yggdrasil.cqrs.command import command
from yggdrasil.ids import to_object_id
from yggdrasil.mongodb.hold import hold
from yggdrasil.mongodb.many import insert_many


def mark_attendance(
    *,
    event_id: str,
    student_id: str,
    status: AttendanceStatus,
    actor: Actor,
    at: datetime,
    notes: str = "",
) -> None:
    """Say in the register whether one student was there; said again, it is corrected.

    Args:
        event_id: id of the event.
        student_id: id of the student's account.
        status: present, late, absent or excused.
        actor: who marks; a teacher at own events.
        at: the present moment.
        notes: at most 500 characters.

    Raises:
        EventNotFoundError: if there is no such event.
        RegisterClosedError: if the event was cancelled or has not begun.
        NotInClassError: if the student does not belong to the event.
        InvalidRegisterError: if the notes are too long.
        StaffOnlyError: if the actor marks no attendance.
        NotYourEventError: if a teacher marks at somebody else's event.
    """
    mark = AttendanceMark(student_id=student_id, status=status, notes=notes)
    mark_class_attendance(event_id=event_id, marks=(mark,), actor=actor, at=at)


def mark_class_attendance(
    *, event_id: str, marks: Sequence[AttendanceMark], actor: Actor, at: datetime
) -> None:
    """Fill the register of an event for several students; for all of them or none.

    Args:
        event_id: id of the event.
        marks: one for each student, 1 to 500.
        actor: who marks; a teacher at own events.
        at: the present moment.

    Raises:
        EventNotFoundError: if there is no such event.
        RegisterClosedError: if the event was cancelled or has not begun.
        NotInClassError: if a student does not belong to the event; the errors name each.
        InvalidRegisterError: if nobody is marked, somebody twice, or notes are too long.
        StaffOnlyError: if the actor marks no attendance.
        NotYourEventError: if a teacher marks at somebody else's event.
    """
    event = load_event(event_id)
    check_may_change(actor, event)
    # The neighbour is asked before the transaction begins, which must not wait for it.
    cohorts = cohorts_of_students(event)
    fill_register(event_id=event_id, marks=tuple(marks), cohorts=cohorts, actor=actor, at=at)


@command
def fill_register(
    *,
    event_id: str,
    marks: tuple[AttendanceMark, ...],
    cohorts: Mapping[str, str],
    actor: Actor,
    at: datetime,
) -> None:
    """Fill the register of an event whose cohorts' members are known; see the above.

    Args:
        event_id: id of the event.
        marks: one for each student, 1 to 500.
        cohorts: the cohort through which each member belongs to the event.
        actor: who marks.
        at: the present moment.

    Raises:
        EventNotFoundError: if there is no such event.
        RegisterClosedError: if the event was cancelled or has not begun.
        NotInClassError: if a student does not belong to the event.
        InvalidRegisterError: if nobody is marked, somebody twice, or notes are too long.
        StaffOnlyError: if the actor marks no attendance.
        NotYourEventError: if a teacher marks at somebody else's event.
    """
    event = load_event(event_id)
    # Whoever cancels or deletes it meanwhile is to see the register.
    hold(event)
    check_may_change(actor, event)
    rules.check_register_open(status=EventStatus(event.status), starts_at=event.starts_at, at=at)
    invited = {str(attendee.account_id) for attendee in event.attendees or ()}
    rows = _rows_of(event, marks)
    # Who is in the register already may have left since; a correction must remain possible.
    rules.check_marks(marks, expected={*cohorts, *invited, *rows})
    new = {
        mark.student_id: _new_row(event, mark, cohorts=cohorts)
        for mark in marks
        if mark.student_id not in rows
    }
    for mark in marks:
        row = rows.get(mark.student_id) or new[mark.student_id]
        _mark(row, mark, event=event, actor=actor, at=at)
    insert_many(list(new.values()))
    for row in rows.values():
        if row.has_unsaved_facts:
            row.save()


def _rows_of(event: Event, marks: Sequence[AttendanceMark]) -> dict[str, Attendance]:
    keys = [to_object_id(mark.student_id) for mark in marks]
    rows = Attendance.objects.filter(event_id=event.pk, student_id__in=keys)
    return {str(row.student_id): row for row in rows}


def _new_row(event: Event, mark: AttendanceMark, *, cohorts: Mapping[str, str]) -> Attendance:
    cohort_id = cohorts.get(mark.student_id)
    return Attendance(
        event_id=event.pk,
        event_starts_at=event.starts_at,
        student_id=to_object_id(mark.student_id),
        cohort_id=to_object_id(cohort_id) if cohort_id else None,
    )


def _mark(
    row: Attendance, mark: AttendanceMark, *, event: Event, actor: Actor, at: datetime
) -> None:
    was = AttendanceStatus(row.status) if row.status else None
    if was is mark.status and row.notes == mark.notes:
        return
    row.mark(mark, by=actor.id, at=at)
    fact = events.AttendanceMarked(
        event_id=str(event.pk),
        student_id=mark.student_id,
        cohort_id=None if row.cohort_id is None else str(row.cohort_id),
        course_id=None if event.course_id is None else str(event.course_id),
        status=mark.status,
        attended=row.attended,
        was_status=was,
        at=at,
    )
    events.attendance_marked.send(row, payload=fact)
