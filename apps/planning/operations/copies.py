"""What happens elsewhere and concerns events: names change, people and cohorts go."""

from datetime import datetime
from typing import Any

from bson import ObjectId
from django.db.models import F

from apps.accounts.data import is_system
from apps.planning import events
from apps.planning.data import EventStatus
from apps.planning.models import Attendance, Event
from apps.planning.operations.schedules import close_schedules_of
from apps.planning.operations.telling import tell_cancelled, tell_changed
from apps.planning.queries.registers import list_unmarked_events
from apps.planning.queries.shapes import to_draft
from yggdrasil.cqrs.command import command
from yggdrasil.ids import to_object_id


@command(allow=is_system)
def rename_course(*, course_id: str, title: str) -> int:
    """Take over the new title of a course into its events.

    Args:
        course_id: id of the course.
        title: its title now.

    Returns:
        How many events had another one; 0 when called again.
    """
    return _copy({"course_id": to_object_id(course_id)}, course_title=title)


@command(allow=is_system)
def rename_teacher(*, teacher_id: str, name: str) -> int:
    """Take over the new name of a person into the events that he or she holds.

    Args:
        teacher_id: id of the account.
        name: the name now.

    Returns:
        How many events had another one; 0 when called again.
    """
    return _copy({"teacher_id": to_object_id(teacher_id)}, teacher_name=name)


@command(allow=is_system)
def release_teacher(*, teacher_id: str, at: datetime) -> int:
    """Take somebody who left out of the events that are still to come; they await another teacher.

    Args:
        teacher_id: id of the account.
        at: the present moment; events that began before keep who held them.

    Returns:
        How many events lost their teacher; 0 when called again.
    """
    coming = list(Event.objects.filter(teacher_id=to_object_id(teacher_id), starts_at__gt=at))
    for event in coming:
        was = to_draft(event)
        event.teacher_id, event.teacher_name = None, ""
        tell_changed(event, was=was)
        event.save()
    return len(coming)


@command(allow=is_system)
def release_account(*, account_id: str, at: datetime) -> int:
    """Take somebody who left out of coming events, and close that person's schedules.

    Args:
        account_id: id of the account.
        at: the present moment.

    Returns:
        How many events and schedules changed; 0 when called again.
    """
    events_released = release_teacher(teacher_id=account_id, at=at)
    return events_released + close_schedules_of(account_id=account_id)


@command(allow=is_system)
def release_cohort(*, cohort_id: str, at: datetime) -> int:
    """Take a cohort that is no more out of the events that are still to come.

    Events for it alone are cancelled; the others go on for the other cohorts.

    Args:
        cohort_id: id of the cohort.
        at: the present moment; events that began before stay as they were.

    Returns:
        How many events changed; 0 when called again.
    """
    key = to_object_id(cohort_id)
    coming = Event.objects.filter(
        cohort_ids__contains=[key], starts_at__gt=at, status=EventStatus.SCHEDULED.value
    )
    changed = list(coming)
    for event in changed:
        _take_out(event, key, at=at)
        event.save()
    return len(changed)


def _take_out(event: Event, cohort_id: ObjectId, *, at: datetime) -> None:
    others = [key for key in event.cohort_ids if key != cohort_id]
    if not others:
        event.status = EventStatus.CANCELLED.value
        tell_cancelled(event, reason="The cohort is no more.", at=at)
        return
    was = to_draft(event)
    event.cohort_ids = others
    tell_changed(event, was=was)


def _copy(which: dict[str, Any], **copies: str) -> int:
    stale = Event.objects.filter(**which).exclude(**copies)
    # The version is raised too, so that nobody writes the old name back from an old copy.
    return stale.update(**copies, version=F("version") + 1)


def tell_missed_registers(*, at: datetime) -> int:
    """Tell, once each, of the events whose register nobody has filled a day after their end.

    Args:
        at: the present moment.

    Returns:
        Of how many it was told now.
    """
    missing = list_unmarked_events(at=at)
    return sum(tell_missed_register(event_id=event_id, at=at) for event_id in missing)


@command(allow=is_system)
def tell_missed_register(*, event_id: str, at: datetime) -> bool:
    """Tell, once, that a day after an event nobody has filled its register.

    Args:
        event_id: id of the event.
        at: the present moment.

    Returns:
        Whether it was told now; False when called again, or for an event that was cancelled or
        whose register was filled since it was looked for.
    """
    event = Event.objects.filter(
        pk=to_object_id(event_id), register_missed_at=None, status=EventStatus.SCHEDULED.value
    ).first()
    if event is None or Attendance.objects.filter(event_id=event.pk).exists():
        return False
    draft = to_draft(event)
    event.register_missed_at = at
    fact = events.RegisterMissed(
        event_id=event_id,
        title=event.title,
        ended_at=event.ends_at,
        teacher_id=draft.teacher_id,
        cohort_ids=draft.cohort_ids,
    )
    events.register_missed.send(event, payload=fact)
    event.save()
    return True
