"""Planning events."""

from collections.abc import Collection
from datetime import datetime

from apps.planning import rules
from apps.planning.data import ConflictKind, EventDraft, EventNames
from apps.planning.models import Event
from apps.planning.operations.claiming import take
from apps.planning.operations.filling import fill
from apps.planning.operations.neighbours import names_for
from apps.planning.operations.series import head_series
from apps.planning.operations.telling import tell_scheduled
from yggdrasil import ids
from yggdrasil.context import Actor
from yggdrasil.cqrs.command import command
from yggdrasil.ids import to_object_id


def create_event(
    *,
    draft: EventDraft,
    actor: Actor,
    at: datetime,
    tolerates: Collection[ConflictKind] = (),
    event_id: str | None = None,
) -> str:
    """Plan an event or, if the draft has a recurrence, a series of them.

    Args:
        draft: what is wanted; its course, teacher and cohorts must exist.
        actor: who plans; a teacher plans what he or she holds.
        at: the present moment.
        tolerates: kinds of conflicts that the planner knowingly accepts; staff do.
        event_id: an id that must be kept; a new one if left out.

    Returns:
        Id of the event; of the head of a series.

    Raises:
        StaffOnlyError: if the actor plans no events.
        NotYourEventError: if a teacher plans an event that somebody else holds.
        InvalidEventError: if the draft says what cannot be, or names what does not exist.
        InvalidTimeError: if its times are out of order, too far apart or too far away.
        InvalidRecurrenceError: if its recurrence describes no series with an end.
        ScheduleConflictError: if the room, the teacher, a cohort or a resource is taken.
    """
    # Nobody is asked about what is refused anyway.
    rules.check_may_plan(actor, teacher_id=draft.teacher_id)
    rules.check_draft(draft)
    # Neighbours are asked before the transaction begins, which must not wait for them.
    names = names_for(draft)
    return schedule_event(
        draft=draft,
        names=names,
        actor=actor,
        at=at,
        tolerates=tolerates,
        event_id=event_id,
    )


@command
def schedule_event(
    *,
    draft: EventDraft,
    names: EventNames,
    actor: Actor,
    at: datetime,
    tolerates: Collection[ConflictKind] = (),
    event_id: str | None = None,
) -> str:
    """Plan an event whose neighbours' names are known; see `create_event`.

    Args:
        draft: what is wanted.
        names: of its course and teacher.
        actor: who plans.
        at: the present moment.
        tolerates: kinds of conflicts that the planner knowingly accepts; staff do.
        event_id: an id that must be kept; a new one if left out.

    Returns:
        Id of the event; of the head of a series.

    Raises:
        StaffOnlyError: if the actor plans no events, or accepts conflicts and is not staff.
        NotYourEventError: if a teacher plans an event that somebody else holds.
        InvalidEventError: if the draft says what cannot be.
        InvalidRecurrenceError: if its recurrence describes no series with an end.
        LocationNotFoundError: if there is no such location.
        LocationIsClosedError: if the location is closed.
        ResourceNotFoundError: if there is no such resource.
        ResourceIsClosedError: if a resource is closed.
        ScheduleConflictError: if the room, the teacher, a cohort or a resource is taken.
    """
    rules.check_may_plan(actor, teacher_id=draft.teacher_id)
    rules.check_draft(draft)
    event = Event(id=to_object_id(event_id or ids.new_id()), created_by=to_object_id(actor.id))
    fill(event, draft, names=names)
    occurrences = head_series(event, draft.recurrence)
    take((event, *occurrences), actor=actor, at=at, tolerates=tolerates)
    for planned in (event, *occurrences):
        tell_scheduled(planned)
        planned.save(force_insert=True)
    return str(event.pk)
