"""Events of the predecessor, in both directions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from bson import ObjectId

from apps.planning.data import (
    DEFAULT_COLOR,
    EventStatus,
    EventType,
    InvitationStatus,
    RecurrencePattern,
)
from apps.planning.models import Attendee, Event, Recurrence
from apps.planning.predecessor.locations import location_key
from yggdrasil.cutover.keys import Identity, Key, Keys
from yggdrasil.cutover.kinds import MISSING, Flag, Moment, Text, Word, repaired
from yggdrasil.cutover.mapping import (
    REST,
    CollectionMapping,
    Document,
    Find,
    Finding,
    Found,
    Known,
    Lookup,
    Parts,
    Sort,
    Unique,
)
from yggdrasil.cutover.moments import created_at, updated_at
from yggdrasil.cutover.numbers import Whole
from yggdrasil.cutover.table import Column, Many, Part, Table

OPTIONAL = ("description", "location", "linkedCourse", "teacherId")
# Most events have none, so that those which have are counted.
RARE = ("recurrence", "parentEvent")
# The predecessor's creator that is no user.
_SYSTEM = ObjectId("0" * 24)
_COLOR = re.compile(r"^#[0-9a-fA-F]{6}$")
_SUNDAY = 7


@dataclass(frozen=True)
class _Weekdays:
    """Weekdays: the predecessor counts from Sunday as 0, ISO from Monday as 1 to Sunday as 7."""

    exact: ClassVar[type | None] = None
    limit: ClassVar[int] = 0
    is_plain: ClassVar[bool] = False

    def read(self, value: Any, name: str, findings: list[Finding]) -> Any:
        """Take the days of a list."""
        if value is MISSING or value is None:
            return []
        days = value if isinstance(value, list) else [value]
        kept = [day for day in days if type(day) is int and 0 <= day < _SUNDAY]
        if kept != value:
            findings.append(repaired("wrong_days", name, value, kept))
        return [day or _SUNDAY for day in kept]

    def back(self, value: Any) -> Any:
        """Return the days as the predecessor counts them."""
        return [day % _SUNDAY for day in value or ()]


_RECURRENCE = Table(
    Recurrence,
    [
        Column("pattern", "pattern", Word(words=RecurrencePattern, default="weekly")),
        Column("interval", "interval", Whole(low=1, empty=1)),
        Column("endDate", "until", Moment(), is_optional=True),
        Column("count", "count", Whole(low=1, empty=None), is_optional=True),
        Column("days", "weekdays", _Weekdays()),
    ],
)
_ATTENDEE = Table(
    Attendee,
    [
        Column("userId", "account_id", Key()),
        Column("status", "status", Word(words=InvitationStatus, default=InvitationStatus.PENDING)),
        Column("responseDate", "answered_at", Moment(), is_optional=True),
    ],
)
_EVENT = Table(
    Event,
    [
        Column("_id", "_id", Identity(collection="events")),
        Column("title", "title", Text(limit=200)),
        Column("description", "description", Text(limit=1000), is_optional=True),
        Column("location", "location_name", Text(limit=100), is_optional=True),
        Column("type", "type", Word(words=EventType, default=EventType.EVENT)),
        Column("startDate", "starts_at", Moment()),
        Column("endDate", "ends_at", Moment()),
        Column("linkedCourse", "course_id", Key(), is_optional=True),
        Column("promotionIds", "cohort_ids", Keys()),
        Column("teacherId", "teacher_id", Key(), is_optional=True),
        Column("recurrence", "recurrence", Part(table=_RECURRENCE, or_none=True)),
        Column("parentEvent", "series_id", Key(), is_optional=True),
        Column("createdBy", "created_by", Key()),
        Column("capacity", "capacity", Whole(low=1, empty=None), is_optional=True),
        Column("isPublic", "is_public", Flag(empty=True)),
        Column("color", "color", Text(empty=DEFAULT_COLOR)),
        Column("attendees", "attendees", Many(table=_ATTENDEE)),
        Column("createdAt", "created_at", Moment()),
        Column("updatedAt", "updated_at", Moment()),
    ],
)


def split_event(event: Document, known: Known) -> Parts:
    """Return our event for one of the predecessor's.

    Args:
        event: the predecessor's document.
        known: its course, its people, its cohorts and its head; whose place in a series is taken.
    """
    parts = Parts()
    findings = parts.findings
    new = _EVENT.split(event, findings)
    new["created_at"], new["updated_at"] = created_at(new), updated_at(new)
    _set_times(event, new, findings)
    _set_names(new, known)
    if not _COLOR.match(new["color"]):
        findings.append(repaired("wrong_color", "color", new["color"], DEFAULT_COLOR))
        new["color"] = DEFAULT_COLOR
    if new["created_by"] is None:
        findings.append(repaired("creator_missing", "createdBy", event.get("createdBy"), _SYSTEM))
        new["created_by"] = _SYSTEM
    if new["series_id"] is not None:
        new["occurs_at"] = _occurs_at(event, new, known, findings)
    if not _are_known(new, known):
        findings += _orphans(new, known)
    parts.documents.append((Event, new))
    parts.tallies += _tallies(event, known)
    return parts


def merge_event(found: Found) -> Document | None:
    """Return the predecessor's event for ours; None for a cancelled one.

    The predecessor has no word for that: what does not take place it deletes.

    Args:
        found: the event.
    """
    new = found.one(Event)
    if new is None or new["status"] == EventStatus.CANCELLED:
        return None
    return {**_EVENT.merge(new), "isRecurring": new["recurrence"] is not None}


def _set_times(event: Document, new: Document, findings: list[Finding]) -> None:
    for column, name in (("starts_at", "startDate"), ("ends_at", "endDate")):
        if new[column] is None:
            new[column] = new["starts_at"] or new["created_at"]
            findings.append(repaired("date_missing", name, event.get(name), new[column]))
    if new["ends_at"] <= new["starts_at"]:
        begin = new["starts_at"]
        findings.append(
            Finding(Sort.CONFLICT, "ends_before_start", "endDate", new["ends_at"], begin)
        )


def _set_names(new: Document, known: Known) -> None:
    new["location_id"] = location_key(new["location_name"])
    course = known["course"].get(new["course_id"])
    if course is not None and isinstance(course.get("title"), str):
        new["course_title"] = course["title"]
    teacher = known["people"].get(new["teacher_id"])
    profile = (teacher or {}).get("profile")
    if isinstance(profile, dict):
        names = (profile.get("firstName"), profile.get("lastName"))
        new["teacher_name"] = " ".join(it for it in names if isinstance(it, str)).strip()


def _occurs_at(
    event: Document, new: Document, known: Known, findings: list[Finding]
) -> datetime | None:
    holder = known["occurrence"].get(event["_id"])
    if holder is None:
        moment: datetime = new["starts_at"]
        return moment
    findings.append(Finding(Sort.CONFLICT, "occurrence_taken", "parentEvent", holder))
    return None


def _are_known(new: Document, known: Known) -> bool:
    """Return whether all that most events name is there; a look before looking closely."""
    people, cohorts = known["people"], known["cohorts"]
    return (
        new["series_id"] is None
        and known["course"].get(new["course_id"]) is not None
        and people.get(new["teacher_id"]) is not None
        and people.get(new["created_by"]) is not None
        and all(cohorts.get(key) is not None for key in new["cohort_ids"])
    )


def _orphans(new: Document, known: Known) -> Iterator[Finding]:
    named = (
        ("course_id", "course", "linkedCourse", "course_unknown"),
        ("teacher_id", "people", "teacherId", "teacher_unknown"),
        ("created_by", "people", "createdBy", "creator_unknown"),
        ("series_id", "head", "parentEvent", "series_head_unknown"),
    )
    for column, lookup, name, kind in named:
        key = new[column]
        if key is not None and key != _SYSTEM and known[lookup].get(key) is None:
            yield Finding(Sort.ORPHAN, kind, name, key, key)
    for key in new["cohort_ids"]:
        if known["cohorts"].get(key) is None:
            yield Finding(Sort.ORPHAN, "cohort_unknown", "promotionIds", key, key)


def _tallies(event: Document, known: Known) -> Iterator[str]:
    for name in OPTIONAL:
        if event.get(name) is None:
            yield f"no {name}"
    for name in RARE:
        if event.get(name) is not None:
            yield f"with {name}"
    cohorts = [known["cohorts"].get(key) for key in _keys(event.get("promotionIds"))]
    if any(cohort is not None and not _is_within(event, cohort) for cohort in cohorts):
        yield "outside its cohort"


def _is_within(event: Document, cohort: Document) -> bool:
    moments = (
        cohort.get("startDate"),
        event.get("startDate"),
        event.get("endDate"),
        cohort.get("endDate"),
    )
    dated = [moment for moment in moments if isinstance(moment, datetime)]
    return len(dated) < len(moments) or (dated[0] <= dated[1] and dated[2] <= dated[3])


def _keys(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _occurrence(event: Document) -> Any:
    head, begin = event.get("parentEvent"), event.get("startDate")
    return (head, begin) if isinstance(head, ObjectId) and isinstance(begin, datetime) else None


EVENTS = CollectionMapping(
    source="events",
    names=("events",),
    into=(Event,),
    owns=REST,
    split=split_event,
    merge=merge_event,
    finds=(Find(Event),),
    looks_up=(
        Lookup(
            name="course",
            collection="courses",
            asks=("linkedCourse",),
            fields=("title",),
        ),
        Lookup(
            name="people",
            collection="users",
            asks=("teacherId", "createdBy"),
            fields=("profile.firstName", "profile.lastName"),
        ),
        Lookup(
            name="cohorts",
            collection="promotions",
            asks=lambda event: _keys(event.get("promotionIds")),
            fields=("startDate", "endDate"),
        ),
        Lookup(
            name="head",
            collection="events",
            asks=("parentEvent",),
            fields=("_id",),
        ),
    ),
    uniques=(
        Unique(
            name="occurrence",
            fields=("parentEvent", "startDate"),
            value=_occurrence,
            having="parentEvent",
        ),
    ),
)
