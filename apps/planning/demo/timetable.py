"""The events around now: lessons, consultations, what is for all, and one conflict on purpose."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta

from apps.planning import operations, rules
from apps.planning.data import (
    BookingData,
    ConflictKind,
    EventDraft,
    EventType,
)
from apps.planning.demo.classes import Lesson, weekly_lessons
from apps.planning.demo.consultations import consultations_in
from apps.planning.demo.days import first_of, moment, months_around, school_day, weekly_in
from apps.planning.demo.history import missing
from apps.planning.demo.places import room_id, thing_id
from apps.planning.models import Event, Schedule
from apps.planning.queries.series import school_zone
from yggdrasil.context import Actor
from yggdrasil.ids import derived_id, to_object_id

_CLASSROOMS = ("Ash 101", "Ash 102", "Ash 103", "Ash 104", "Birch 201", "Birch 202", "Birch 203")
_COLORS = ("#3b82f6", "#10b981", "#f59e0b", "#8b5cf6", "#ef4444", "#14b8a6")
_LESSON = "lesson"
_HALL, _SEMINAR, _YARD, _ONLINE = "Elm Lecture Hall", "Elm Seminar Room", "Courtyard", "Online room"


# A month, written as its first day, and what is planned in it.
Words = tuple[str, str]


def make_timetable(planner: Actor, *, at: datetime) -> None:
    """Plan what is missing of the weeks around a moment.

    Args:
        planner: who plans.
        at: the present moment.
    """
    drafts: dict[Words, EventDraft] = {}
    for month in months_around(at):
        named = {(month.isoformat(), key): draft for key, draft in _drafts_in(month)}
        _plan(named, planner, at=at)
        drafts |= named
    _plan(_clash(drafts, at=at), planner, at=at, tolerates=(ConflictKind.ROOM,))
    if not Schedule.objects.filter(owner_id=to_object_id(planner.id)).exists():
        operations.open_schedule(name="The whole school", actor=planner)


def _drafts_in(month: date) -> Iterator[tuple[str, EventDraft]]:
    for lesson in weekly_lessons(_CLASSROOMS, month=month):
        yield f"{_LESSON}/{lesson.key}", _series(lesson, month)
    for key, draft in consultations_in(month).items():
        yield f"consultation/{key}", draft
    for name, draft in _school_events(month).items():
        yield f"school/{name}", draft


def _plan(
    drafts: dict[Words, EventDraft],
    planner: Actor,
    *,
    at: datetime,
    tolerates: tuple[ConflictKind, ...] = (),
) -> None:
    ids = {derived_id("demo", "event", *words): words for words in drafts}
    for event_id in missing(Event, list(ids)):
        # What somebody has planned by hand meanwhile goes before.
        with suppress(rules.ScheduleConflictError):
            operations.create_event(
                draft=drafts[ids[event_id]],
                actor=planner,
                at=at,
                tolerates=tolerates,
                event_id=event_id,
            )


def _series(lesson: Lesson, month: date) -> EventDraft:
    begin = moment(first_of(month, lesson.weekday), lesson.hour)
    number = sum(map(ord, lesson.course.id))
    return EventDraft(
        title=lesson.course.title,
        type=EventType.CLASS,
        starts_at=begin,
        ends_at=begin + timedelta(minutes=90),
        description=f"Weekly lesson on {lesson.course.title}.",
        location_id=room_id(lesson.room),
        course_id=lesson.course.id,
        cohort_ids=(lesson.cohort_id,),
        teacher_id=lesson.course.instructor.id,
        recurrence=weekly_in(month),
        is_public=False,
        color=_COLORS[number % len(_COLORS)],
    )


def _school_events(month: date) -> dict[str, EventDraft]:
    """Return what is for everybody, at hours without lessons."""
    public = {
        "open-day": ("Open day", EventType.EVENT, 12, 17, 2, _YARD),
        "concert": ("Evening concert", EventType.EVENT, 19, 18, 2, _HALL),
        "assembly": ("Assembly of the school", EventType.ACADEMIC, 4, 17, 1, _HALL),
        "webinar": ("Studying abroad", EventType.EVENT, 9, 18, 1, _ONLINE),
        "staff": ("Meeting of the staff", EventType.MEETING, 5, 16, 1, _SEMINAR),
        "resit": ("Resit examinations", EventType.EXAM, 24, 16, 2, _HALL),
    }
    bookings = {
        "concert": (BookingData(resource_id=thing_id("Grand piano")),),
        "staff": (BookingData(resource_id=thing_id("Video projector")),),
    }
    return {
        key: EventDraft(
            title=title,
            type=kind,
            starts_at=moment(school_day(month, day), hour),
            ends_at=moment(school_day(month, day), hour) + timedelta(hours=lasting),
            location_id=room_id(room),
            bookings=bookings.get(key, ()),
            is_public=key != "staff",
            color="#64748b",
        )
        for key, (title, kind, day, hour, lasting, room) in public.items()
    }


def _clash(drafts: dict[Words, EventDraft], *, at: datetime) -> dict[Words, EventDraft]:
    """Return a meeting in the room of a lesson: the one conflict there is to see.

    It is at the next lesson of all, or at the last one; at none where nothing is taught.
    """
    begins = sorted(
        (begin, month, key)
        for (month, key), draft in drafts.items()
        for begin in _begins(draft)
        if key.startswith(_LESSON)
    )
    coming = [found for found in begins if found[0] > at] or begins[-1:]
    return {
        (month, "clash"): _meeting(drafts[month, key], begin) for begin, month, key in coming[:1]
    }


def _begins(draft: EventDraft) -> tuple[datetime, ...]:
    if draft.recurrence is None:
        return (draft.starts_at,)
    return rules.expand(draft.recurrence, starts_at=draft.starts_at, zone=school_zone())


def _meeting(lesson: EventDraft, begin: datetime) -> EventDraft:
    return replace(
        lesson,
        starts_at=begin,
        ends_at=begin + timedelta(hours=1),
        title="Meeting of the works council",
        type=EventType.MEETING,
        description="Planned knowingly in a room that is taken, to show what that looks like.",
        course_id=None,
        cohort_ids=(),
        teacher_id=None,
        recurrence=None,
        color="#dc2626",
    )
