"""What staff choose from, and names for what a page shows; asked of neighbours once a page."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from apps.accounts.data import Role
from apps.courses import api as courses
from apps.enrollments import api as enrollments
from apps.planning.data import EventStatus
from apps.planning.models import Attendance, Event, Location, Resource
from apps.planning.rules.attendance import OPENS_BEFORE
from apps.users import api as users
from yggdrasil.cqrs.query import query
from yggdrasil.ids import is_id, to_object_id

Choice = tuple[str, str]

_MOST = 500
# How far back events are offered for a mark; of earlier ones their own pages lead there.
_REMEMBERED = timedelta(days=7)


@query
def location_choices() -> tuple[Choice, ...]:
    """Return the locations by name, at most 500.

    Returns:
        Pairs of id and name.
    """
    rows = Location.objects.order_by("name").values_list("pk", "name")[:_MOST]
    return tuple((str(key), name) for key, name in rows)


@query
def event_choices(*, event_id: str | None = None) -> dict[str, tuple[Choice, ...]]:
    """Return what an event's room, course, teacher and cohorts are chosen from.

    Args:
        event_id: an event whose present course, teacher and cohorts are offered too.

    Returns:
        Pairs of id and name, by the name of the draft's field.
    """
    event = Event.objects.filter(pk=to_object_id(event_id)).first() if event_id else None
    taught = {course.id: course.title for course in courses.list_published(limit=_MOST)}
    people = {
        person.id: person.name
        for role in (Role.TEACHER, Role.STAFF)
        for person in users.search_persons(text="", role=role, limit=_MOST)
    }
    groups = {cohort.id: cohort.name for cohort in enrollments.list_present_cohorts(limit=_MOST)}
    if event is not None:
        invited = tuple(map(str, event.cohort_ids))
        groups |= {one.id: one.name for one in enrollments.list_cohorts(cohort_ids=invited)}
    if event is not None and event.course_id:
        taught[str(event.course_id)] = event.course_title
    if event is not None and event.teacher_id:
        people[str(event.teacher_id)] = event.teacher_name
    return {
        "location_id": location_choices(),
        "course_id": _sorted(taught),
        "teacher_id": _sorted(people),
        "cohort_ids": _sorted(groups),
    }


@query
def register_choices(*, at: datetime, event_id: str = "") -> tuple[Choice, ...]:
    """Return the events whose registers somebody may want to fill now, latest first.

    Args:
        at: the present moment.
        event_id: an event that is offered however long ago it was.

    Returns:
        Pairs of id and description, at most 500 and the one named.
    """
    begun = Event.objects.filter(
        starts_at__gt=at - _REMEMBERED,
        starts_at__lte=at + OPENS_BEFORE,
        status=EventStatus.SCHEDULED.value,
    )
    offered = {event.pk: event for event in _described(begun.order_by("-starts_at", "-id")[:_MOST])}
    if is_id(event_id):
        offered |= {it.pk: it for it in _described(Event.objects.filter(pk=event_id))}
    return tuple((str(event.pk), _description(event)) for event in offered.values())


@query
def resource_names(*, resource_ids: tuple[str, ...]) -> dict[str, str]:
    """Return the names of resources.

    Args:
        resource_ids: those of an event.

    Returns:
        Name by id; nothing for unknown ids.
    """
    keys = [to_object_id(resource_id) for resource_id in resource_ids]
    rows = Resource.objects.filter(pk__in=keys).values_list("pk", "name")
    return {str(key): name for key, name in rows}


@query
def names_of(*, account_ids: tuple[str, ...]) -> dict[str, str]:
    """Return the names of people.

    Args:
        account_ids: at most 1,000.

    Returns:
        Name by id; nothing for unknown ids.
    """
    return {person.id: person.name for person in users.list_persons(ids=account_ids)}


@query
def titles_of(*, event_ids: tuple[str, ...]) -> dict[str, str]:
    """Return the titles of events.

    Args:
        event_ids: at most a page of them.

    Returns:
        Title by id; nothing for unknown ids.
    """
    keys = [to_object_id(event_id) for event_id in event_ids]
    rows = Event.objects.filter(pk__in=keys).values_list("pk", "title")
    return {str(key): title for key, title in rows}


@query
def find_mark(*, event_id: str, student_id: str) -> str:
    """Return the id of what a register says about a student; empty if it says nothing.

    Args:
        event_id: id of the event.
        student_id: id of the student's account.

    Returns:
        Id of the row, or nothing.
    """
    row = Attendance.objects.filter(
        event_id=to_object_id(event_id), student_id=to_object_id(student_id)
    ).first()
    return str(row.pk) if row is not None else ""


def _described(events: "QuerySet[Event]") -> "QuerySet[Event]":
    return events.only("title", "starts_at", "location_name")


def _description(event: Event) -> str:
    words = (f"{event.starts_at:%Y-%m-%d %H:%M} {event.title}", event.location_name)
    return ", ".join(filter(None, words))


def _sorted(choices: dict[str, str]) -> tuple[Choice, ...]:
    return tuple(sorted(choices.items(), key=lambda choice: choice[1].casefold()))
