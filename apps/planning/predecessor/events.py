"""Events of the predecessor, in both directions."""

from collections.abc import Hashable, Iterator
from datetime import datetime
from typing import Any

from bson import ObjectId

from apps.planning.data import DEFAULT_COLOR, EventStatus
from apps.planning.models import Event
from apps.planning.predecessor.event_columns import COLOR, EVENT, name_of, title_of
from apps.planning.predecessor.locations import location_key
from apps.planning.predecessor.short_events import SHORT_EVENTS
from yggdrasil.cutover.mapping.collection import (
    REST,
    CollectionMapping,
    Find,
    Finding,
    Found,
    Known,
    Lookup,
    Parts,
    Sort,
    Unique,
)
from yggdrasil.cutover.mapping.documents import Document
from yggdrasil.cutover.mapping.kinds import Flag, repaired
from yggdrasil.cutover.mapping.moments import created_at, updated_at

OPTIONAL = ("description", "location", "linkedCourse", "teacherId")
# Most events have none, so that those which have are counted.
RARE = ("recurrence", "parentEvent")
# The predecessor's creator that is no user.
_FLAG = Flag()
_SYSTEM = ObjectId("0" * 24)


def split_event(event: Document, known: Known) -> Parts:
    """Return our event for one of the predecessor's.

    Args:
        event: the predecessor's document.
        known: its course, its people, its cohorts and its head; whose place in a series is taken.
    """
    parts = Parts()
    findings = parts.findings
    new = EVENT.split(event, findings)
    new["created_at"], new["updated_at"] = created_at(new), updated_at(new)
    _set_times(event, new, findings)
    _set_names(new, known)
    if not COLOR.match(new["color"]):
        findings.append(repaired("wrong_color", "color", new["color"], DEFAULT_COLOR))
        new["color"] = DEFAULT_COLOR
    # The way back derives it, and takes neither 0 nor 1 for what they mean.
    if type(event.get("isRecurring", False)) is not bool:
        _FLAG.read(event["isRecurring"], "isRecurring", findings)
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
    return {**EVENT.merge(new), "isRecurring": new["recurrence"] is not None}


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
    new["course_title"] = title_of(known["course"].get(new["course_id"]))
    new["teacher_name"] = name_of(known["people"].get(new["teacher_id"]))


def _occurs_at(
    event: Document, new: Document, known: Known, findings: list[Finding]
) -> datetime | None:
    if event["_id"] not in known["occurrence"]:
        moment: datetime = new["starts_at"]
        return moment
    holder = known["occurrence"][event["_id"]]
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
    keys = _keys(event.get("promotionIds"))
    cohorts = [known["cohorts"].get(key) for key in keys if isinstance(key, Hashable)]
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
    shortcut=SHORT_EVENTS,
)
