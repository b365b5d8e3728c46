"""Changing, cancelling and deleting single events."""

from collections.abc import Collection
from datetime import datetime

from apps.planning import events, rules
from apps.planning.data import ConflictKind, EventDraft, EventNames, EventStatus
from apps.planning.models import Attendance, Event
from apps.planning.operations.claiming import take
from apps.planning.operations.filling import fill
from apps.planning.operations.neighbours import names_for
from apps.planning.operations.series import check_may_change, leave_out
from apps.planning.operations.telling import tell_cancelled, tell_changed, tell_invited
from apps.planning.queries.lookups import load_event
from apps.planning.queries.shapes import to_draft
from yggdrasil.context import Actor
from yggdrasil.cqrs.command import command
from yggdrasil.errors import ConflictError


class EventIsCancelledError(ConflictError):
    """The event was cancelled; plan a new one."""


class EventHasRegisterError(ConflictError):
    """Attendance was marked at the event: cancel it instead of deleting it."""


class SeriesHasOccurrencesError(ConflictError):
    """The event heads a series with occurrences: delete those first, or cancel the series."""


class SeriesIsFixedError(ConflictError):
    """How a series comes round cannot be changed: cancel it from a day on and plan a new one."""


class StaleEventError(ConflictError):
    """Somebody changed the event after it was read; read it again and decide."""


def change_event(
    *,
    event_id: str,
    draft: EventDraft,
    actor: Actor,
    at: datetime,
    expected_version: int | None = None,
    tolerates: Collection[ConflictKind] = (),
) -> None:
    """Make one event say what a draft says; other events of its series stay as they are.

    Args:
        event_id: id of the event.
        draft: everything it shall say from now on; its recurrence as it is.
        actor: who changes; a teacher own events.
        at: the present moment.
        expected_version: refuse if the event has been changed since; None accepts any.
        tolerates: kinds of conflicts that the planner knowingly accepts; staff do.

    Raises:
        EventNotFoundError: if there is no such event.
        StaleEventError: if it is no longer at the expected version.
        EventIsCancelledError: if it was cancelled.
        SeriesIsFixedError: if the draft has another recurrence.
        StaffOnlyError: if the actor changes no events.
        NotYourEventError: if it is somebody else's, or shall become so.
        InvalidEventError: if the draft says what cannot be, or names what does not exist.
        InvalidTimeError: if its times are out of order, too far apart or too far away.
        ScheduleConflictError: if the room, the teacher, a cohort or a resource is taken.
    """
    rules.check_draft(draft)
    names = names_for(draft)
    reschedule_event(
        event_id=event_id,
        draft=draft,
        names=names,
        actor=actor,
        at=at,
        expected_version=expected_version,
        tolerates=tolerates,
    )


@command
def reschedule_event(
    *,
    event_id: str,
    draft: EventDraft,
    names: EventNames,
    actor: Actor,
    at: datetime,
    expected_version: int | None = None,
    tolerates: Collection[ConflictKind] = (),
) -> None:
    """Change an event whose neighbours' names are known; see `change_event`.

    Args:
        event_id: id of the event.
        draft: everything it shall say from now on.
        names: of its course and teacher.
        actor: who changes.
        at: the present moment.
        expected_version: refuse if the event has been changed since; None accepts any.
        tolerates: kinds of conflicts that the planner knowingly accepts; staff do.

    Raises:
        EventNotFoundError: if there is no such event.
        StaleEventError: if it is no longer at the expected version.
        EventIsCancelledError: if it was cancelled.
        SeriesIsFixedError: if the draft has another recurrence.
        ScheduleConflictError: if something it needs is taken.
    """
    event = load_event(event_id)
    check_may_change(actor, event)
    rules.check_may_plan(actor, teacher_id=draft.teacher_id)
    was = to_draft(event)
    _check_can_change(event, draft, was=was, expected_version=expected_version)
    invited = fill(event, draft, names=names)
    if _needs_other(was, draft):
        take((event,), actor=actor, at=at, tolerates=tolerates)
    tell_changed(event, was=was)
    tell_invited(event, account_ids=invited)
    event.save()


@command
def cancel_event(*, event_id: str, actor: Actor, at: datetime, reason: str = "") -> None:
    """Cancel one event; it stays to be seen, and what it needed is free again.

    Args:
        event_id: id of the event.
        actor: who cancels; a teacher own events.
        at: the present moment.
        reason: for people, at most 500 characters.

    Raises:
        EventNotFoundError: if there is no such event.
        EventIsCancelledError: if it was cancelled before.
        StaffOnlyError: if the actor changes no events.
        NotYourEventError: if it is somebody else's.
        InvalidEventError: if the reason is longer.
    """
    rules.check_reason(reason)
    event = load_event(event_id)
    check_may_change(actor, event)
    if event.is_cancelled:
        raise EventIsCancelledError(f"Event {event_id} was cancelled before.")
    event.status = EventStatus.CANCELLED.value
    tell_cancelled(event, reason=reason, at=at)
    event.save()


@command
def delete_event(*, event_id: str, actor: Actor, at: datetime) -> None:
    """Remove an event as if it had never been planned.

    The day of an occurrence becomes an exception of its series, so that it is not made again.

    Args:
        event_id: id of the event.
        actor: who deletes; an administrator.
        at: the present moment.

    Raises:
        EventNotFoundError: if there is no such event.
        EventHasRegisterError: if attendance was marked at it.
        SeriesHasOccurrencesError: if it heads a series with occurrences.
        StaffOnlyError: unless the actor is an administrator.
    """
    rules.check_may_delete(actor)
    event = load_event(event_id)
    if Attendance.objects.filter(event_id=event.pk).exists():
        raise EventHasRegisterError(f"Attendance was marked at event {event_id}: cancel it.")
    if Event.objects.filter(series_id=event.pk).exists():
        raise SeriesHasOccurrencesError(f"Event {event_id} heads a series with occurrences.")
    leave_out(event)
    fact = events.EventDeleted(event_id=event_id, starts_at=event.starts_at, at=at)
    events.event_deleted.send(event, payload=fact)
    event.delete()


def _check_can_change(
    event: Event, draft: EventDraft, *, was: EventDraft, expected_version: int | None
) -> None:
    if expected_version is not None and event.version != expected_version:
        raise StaleEventError(f"Event {event.pk} is at version {event.version} by now.")
    if event.is_cancelled:
        raise EventIsCancelledError(f"Event {event.pk} was cancelled: plan a new one.")
    if draft.recurrence != was.recurrence:
        raise SeriesIsFixedError(
            "How a series comes round is fixed: cancel it from a day on and plan a new one."
        )


def _needs_other(was: EventDraft, draft: EventDraft) -> bool:
    """Return whether the event wants anything, or any time, that it did not have before."""
    return any(
        getattr(was, name) != getattr(draft, name)
        for name in (
            *("starts_at", "ends_at", "location_id", "teacher_id"),
            *("cohort_ids", "bookings"),
        )
    )
