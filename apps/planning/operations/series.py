"""Series: an event that heads one, and the occurrences made for it."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from apps.planning import rules
from apps.planning.data import ConflictKind, EventStatus, RecurrenceData
from apps.planning.models import Event, Recurrence
from apps.planning.operations.claiming import take
from apps.planning.operations.telling import tell_cancelled, tell_changed, tell_scheduled
from apps.planning.queries.lookups import load_event
from apps.planning.queries.series import missing_occurrences, occurrences_of, school_zone
from apps.planning.queries.shapes import to_draft
from yggdrasil.context import Actor
from yggdrasil.cqrs.command import command
from yggdrasil.errors import ConflictError


class NotASeriesError(ConflictError):
    """The event stands alone: it heads no series and belongs to none."""


class AlreadyASeriesError(ConflictError):
    """The event heads a series, or belongs to one, already."""


def head_series(event: Event, recurrence: RecurrenceData | None) -> list[Event]:
    """Make a new event the head of a series, and its occurrences.

    Args:
        event: the event, which becomes the first occurrence.
        recurrence: how the series comes round; None leaves a single event.

    Returns:
        The further occurrences, not yet saved.

    Raises:
        InvalidRecurrenceError: if it describes no series with an end.
    """
    if recurrence is None:
        return []
    rules.check_recurrence(recurrence, starts_at=event.starts_at, zone=school_zone())
    event.recurrence = Recurrence.of(recurrence)
    event.occurs_at = event.starts_at
    return missing_occurrences(event, made=())


@command
def create_occurrences(
    *,
    event_id: str,
    actor: Actor,
    at: datetime,
    tolerates: Collection[ConflictKind] = (),
) -> int:
    """Make the occurrences of a series that have not been made yet; all of them or none.

    Series planned here are made whole; those taken over from the predecessor may be heads alone.

    Args:
        event_id: id of the head.
        actor: who asks; a teacher for own events.
        at: the present moment.
        tolerates: kinds of conflicts that the planner knowingly accepts; staff do.

    Returns:
        How many were made; 0 when called again.

    Raises:
        EventNotFoundError: if there is no such event.
        NotASeriesError: if it heads no series, or was cancelled.
        StaffOnlyError: if the actor changes no events.
        NotYourEventError: if it is somebody else's.
        ScheduleConflictError: if what an occurrence needs is taken.
    """
    head = load_event(event_id)
    check_may_change(actor, head)
    if not head.is_recurring or head.is_cancelled:
        raise NotASeriesError(f"Event {event_id} heads no series that takes place.")
    missing = missing_occurrences(head, made=occurrences_of(head.pk))
    take(missing, actor=actor, at=at, tolerates=tolerates)
    for occurrence in missing:
        tell_scheduled(occurrence)
        occurrence.save(force_insert=True)
    return len(missing)


@command
def repeat_event(
    *,
    event_id: str,
    recurrence: RecurrenceData,
    actor: Actor,
    at: datetime,
    tolerates: Collection[ConflictKind] = (),
) -> int:
    """Make a single event the head of a series, with all its occurrences.

    Args:
        event_id: id of the event.
        recurrence: how the series comes round.
        actor: who asks; a teacher for own events.
        at: the present moment.
        tolerates: kinds of conflicts that the planner knowingly accepts; staff do.

    Returns:
        How many further occurrences were made.

    Raises:
        EventNotFoundError: if there is no such event.
        AlreadyASeriesError: if it belongs to a series, or was cancelled.
        InvalidRecurrenceError: if it describes no series with an end.
        StaffOnlyError: if the actor changes no events.
        NotYourEventError: if it is somebody else's.
        ScheduleConflictError: if what an occurrence needs is taken.
    """
    head = load_event(event_id)
    check_may_change(actor, head)
    if head.head_id is not None or head.is_cancelled:
        raise AlreadyASeriesError(f"Event {event_id} belongs to a series or was cancelled.")
    was = to_draft(head)
    occurrences = head_series(head, recurrence)
    tell_changed(head, was=was)
    head.save()
    take(occurrences, actor=actor, at=at, tolerates=tolerates)
    for occurrence in occurrences:
        tell_scheduled(occurrence)
        occurrence.save(force_insert=True)
    return len(occurrences)


@command
def cancel_series(*, event_id: str, actor: Actor, at: datetime, reason: str = "") -> int:
    """Cancel an event of a series and all that come after it; what was held before stays.

    Args:
        event_id: id of the head or of an occurrence.
        actor: who cancels; a teacher own events, all of them.
        at: the present moment.
        reason: for people, at most 500 characters.

    Returns:
        How many events were cancelled.

    Raises:
        EventNotFoundError: if there is no such event.
        NotASeriesError: if it belongs to no series.
        StaffOnlyError: if the actor changes no events.
        NotYourEventError: if one of them is somebody else's; then none is cancelled.
        InvalidEventError: if the reason is longer.
    """
    rules.check_reason(reason)
    event = load_event(event_id)
    check_may_change(actor, event)
    if event.head_id is None:
        raise NotASeriesError(f"Event {event_id} belongs to no series: cancel it alone.")
    head = event if event.is_recurring else load_event(str(event.series_id))
    coming = [
        member
        for member in (head, *occurrences_of(head.pk))
        if member.starts_at >= event.starts_at and not member.is_cancelled
    ]
    for member in coming:
        check_may_change(actor, member)
        member.status = EventStatus.CANCELLED.value
        tell_cancelled(member, reason=reason, at=at)
        member.save()
    return len(coming)


def check_may_change(actor: Actor, event: Event) -> None:
    """Return if the actor may change an event, cancel it or fill its register.

    Args:
        actor: who asks.
        event: the document.

    Raises:
        NotYourEventError: if it is a teacher, and neither holds nor planned it.
        StaffOnlyError: if the actor is no teacher either.
    """
    rules.check_may_change(
        actor,
        teacher_id=None if event.teacher_id is None else str(event.teacher_id),
        created_by=str(event.created_by),
    )


def leave_out(occurrence: Event) -> None:
    """Make the day of an occurrence an exception of its series; nothing for other events.

    Args:
        occurrence: an event about to be deleted.
    """
    if occurrence.series_id is None or occurrence.occurs_at is None:
        return
    head = Event.objects.filter(pk=occurrence.series_id).first()
    if head is None or head.recurrence is None:
        return
    day = occurrence.occurs_at.astimezone(school_zone()).date()
    recurrence = head.recurrence.to_data()
    if day not in recurrence.exceptions:
        was = to_draft(head)
        days = (*recurrence.exceptions, day)
        head.recurrence = Recurrence.of(replace(recurrence, exceptions=days))
        tell_changed(head, was=was)
        head.save()
