"""Schedules: timetables with a secret address."""

import secrets
from hashlib import sha256

from apps.accounts.data import is_office, is_system
from apps.planning import events, rules
from apps.planning.models import Schedule
from apps.planning.queries.lookups import ScheduleNotFoundError, load_schedule
from yggdrasil.context import Actor
from yggdrasil.cqrs.command import command
from yggdrasil.ids import to_object_id


def digest_of(token: str) -> str:
    """Return what is kept of a token.

    Args:
        token: the secret; long and random, so that a fast digest is enough.

    Returns:
        64 hexadecimal digits.
    """
    return sha256(token.encode()).hexdigest()


@command
def open_schedule(
    *,
    name: str,
    actor: Actor,
    cohort_ids: tuple[str, ...] = (),
    course_id: str | None = None,
    teacher_id: str | None = None,
    location_id: str | None = None,
) -> tuple[str, str]:
    """Open a timetable that calendar programs can subscribe to.

    Args:
        name: what the owner calls it, 1 to 100 characters.
        actor: the owner; it shows what the owner sees, and never more.
        cohort_ids: only events of these cohorts, at most 50.
        course_id: only events of this course.
        teacher_id: only events of this teacher.
        location_id: only events in this location.

    Returns:
        Id of the schedule, and its token, which is told here once and never again.

    Raises:
        InvalidScheduleError: if the name or the number of cohorts is wrong, or the owner has 20.
    """
    owner = to_object_id(actor.id)
    owned = Schedule.objects.filter(owner_id=owner).count()
    rules.check_schedule(name=name.strip(), cohorts=len(cohort_ids), owned=owned)
    schedule = Schedule(
        name=name.strip(),
        owner_id=owner,
        cohort_ids=[to_object_id(cohort_id) for cohort_id in cohort_ids],
        course_id=to_object_id(course_id) if course_id else None,
        teacher_id=to_object_id(teacher_id) if teacher_id else None,
        location_id=to_object_id(location_id) if location_id else None,
    )
    token = _new_token(schedule)
    fact = events.ScheduleOpened(schedule_id=str(schedule.pk), owner_id=actor.id)
    events.schedule_opened.send(schedule, payload=fact)
    schedule.save(force_insert=True)
    return str(schedule.pk), token


@command
def renew_schedule(*, schedule_id: str, actor: Actor) -> str:
    """Give a schedule a new address; the old one is dead at once.

    Args:
        schedule_id: id of the schedule.
        actor: its owner, or staff.

    Returns:
        The new token, which is told here once and never again.

    Raises:
        ScheduleNotFoundError: if there is no such schedule of the actor's.
    """
    schedule = _own(schedule_id, actor)
    token = _new_token(schedule)
    schedule.is_open = True
    fact = events.ScheduleRenewed(schedule_id=schedule_id, owner_id=str(schedule.owner_id))
    events.schedule_renewed.send(schedule, payload=fact)
    schedule.save()
    return token


@command
def close_schedule(*, schedule_id: str, actor: Actor) -> None:
    """Close a schedule: its address is dead until it is renewed.

    Args:
        schedule_id: id of the schedule.
        actor: its owner, or staff.

    Raises:
        ScheduleNotFoundError: if there is no such schedule of the actor's.
    """
    schedule = _own(schedule_id, actor)
    if schedule.is_open:
        _close(schedule)


@command(allow=is_system)
def close_schedules_of(*, account_id: str) -> int:
    """Close all schedules of somebody who may no longer sign in.

    Args:
        account_id: id of the account.

    Returns:
        How many were open.
    """
    schedules = list(Schedule.objects.filter(owner_id=to_object_id(account_id), is_open=True))
    for schedule in schedules:
        _close(schedule)
    return len(schedules)


def _own(schedule_id: str, actor: Actor) -> Schedule:
    schedule = load_schedule(schedule_id)
    if not is_office(actor) and str(schedule.owner_id) != actor.id:
        raise ScheduleNotFoundError(f"There is no schedule {schedule_id}.")
    return schedule


def _close(schedule: Schedule) -> None:
    schedule.is_open = False
    fact = events.ScheduleClosed(schedule_id=str(schedule.pk), owner_id=str(schedule.owner_id))
    events.schedule_closed.send(schedule, payload=fact)
    schedule.save()


def _new_token(schedule: Schedule) -> str:
    token = secrets.token_urlsafe(24)
    schedule.token_digest = digest_of(token)
    return token
