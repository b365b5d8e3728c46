"""The facts about events, made from the documents."""

from collections.abc import Collection
from datetime import datetime

from apps.planning import events
from apps.planning.data import EventDraft, EventType
from apps.planning.models import Event
from apps.planning.queries.shapes import to_draft

_PLACE_AND_TIME = {"starts_at", "ends_at", "location_id"}


def tell_scheduled(event: Event) -> None:
    """Tell that an event was planned, and that its people were invited.

    Args:
        event: new, not yet saved.
    """
    draft = to_draft(event)
    fact = events.EventScheduled(
        event_id=str(event.pk),
        title=event.title,
        type=EventType(event.type),
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        location_id=draft.location_id,
        course_id=draft.course_id,
        cohort_ids=draft.cohort_ids,
        teacher_id=draft.teacher_id,
        series_id=None if event.series_id is None else str(event.series_id),
        is_public=event.is_public,
    )
    events.event_scheduled.send(event, payload=fact)
    tell_invited(event, account_ids=draft.attendee_ids)


def tell_changed(event: Event, *, was: EventDraft) -> None:
    """Tell what became different: time and room as one fact, the rest as another.

    Args:
        event: changed, not yet saved.
        was: how it was drafted before.
    """
    now = to_draft(event)
    changed = {name for name in vars(was) if getattr(was, name) != getattr(now, name)}
    if changed & _PLACE_AND_TIME:
        _tell_moved(event, was=was, now=now)
    if rest := changed - _PLACE_AND_TIME:
        _tell_rest(event, now=now, changed=rest)


def tell_invited(event: Event, *, account_ids: Collection[str]) -> None:
    """Tell that people were invited.

    Args:
        event: the event.
        account_ids: who is new; nothing is told of nobody.
    """
    if not account_ids:
        return
    fact = events.InvitationSent(
        event_id=str(event.pk),
        title=event.title,
        starts_at=event.starts_at,
        account_ids=tuple(account_ids),
    )
    events.invitation_sent.send(event, payload=fact)


def tell_cancelled(event: Event, *, reason: str, at: datetime) -> None:
    """Tell that an event does not take place.

    Args:
        event: cancelled, not yet saved.
        reason: for people; may be empty.
        at: moment of the cancelling.
    """
    draft = to_draft(event)
    fact = events.EventCancelled(
        event_id=str(event.pk),
        title=event.title,
        starts_at=event.starts_at,
        cohort_ids=draft.cohort_ids,
        teacher_id=draft.teacher_id,
        reason=reason,
        at=at,
    )
    events.event_cancelled.send(event, payload=fact)


def _tell_moved(event: Event, *, was: EventDraft, now: EventDraft) -> None:
    fact = events.EventMoved(
        event_id=str(event.pk),
        title=event.title,
        starts_at=now.starts_at,
        ends_at=now.ends_at,
        location_id=now.location_id,
        was_starts_at=was.starts_at,
        was_ends_at=was.ends_at,
        was_location_id=was.location_id,
        cohort_ids=now.cohort_ids,
        teacher_id=now.teacher_id,
    )
    events.event_moved.send(event, payload=fact)


def _tell_rest(event: Event, *, now: EventDraft, changed: set[str]) -> None:
    fact = events.EventChanged(
        event_id=str(event.pk),
        title=event.title,
        changed=tuple(sorted(changed)),
        course_id=now.course_id,
        cohort_ids=now.cohort_ids,
        teacher_id=now.teacher_id,
    )
    events.event_changed.send(event, payload=fact)
