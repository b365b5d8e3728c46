"""Events of the predecessor with nothing odd about them."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from apps.planning.predecessor.event_columns import EVENT, name_of, title_of
from apps.planning.predecessor.locations import location_key
from yggdrasil.cutover.forms import (
    KEY,
    TEXT,
    Form,
    date_of,
    key_within,
    letters_of,
    milliseconds_of,
    text_of,
)
from yggdrasil.cutover.mapping import Document
from yggdrasil.cutover.shortcut import Derived, Distil, Distilled, Shortcut

_COLOR = Form(TEXT, rb"\x08\x00{3}#[0-9a-fA-F]{6}\x00")


class _Span(NamedTuple):
    """When a cohort is, in milliseconds since 1970."""

    begin: int
    end: int


_EVER = _Span(-(2**63), 2**63)


def derive_event(known: Mapping[str, Distilled], event: tuple[Any, ...]) -> Derived | None:
    """Return what `split_event` adds to an event, if all that the event names is there.

    Args:
        known: titles of courses, names of people, spans of cohorts.
        event: the values of `reads`.
    """
    location, course, teacher, creator, cohorts, begin, end, description = event
    people = known["people"]
    place, title, name = _place(location), known["course"].get(course), people.get(teacher)
    if place is None or title is None or name is None or people.get(creator) is None:
        return None
    begins, ends = milliseconds_of(begin), milliseconds_of(end)
    if ends <= begins:
        return None
    tallies = () if description is not None else ("no description",)
    cohort = key_within(cohorts)
    span = known["cohorts"].get(cohort) if cohort else _EVER
    if span is None:
        return None
    is_within = span.begin <= begins and ends <= span.end
    return (place, title, name), tallies if is_within else (*tallies, "outside its cohort")


@lru_cache(maxsize=4096)
def _place(location: bytes) -> bytes | None:
    key = location_key(letters_of(location))
    return key.binary if key else None


def _span_of(cohort: Document) -> _Span:
    dates = (cohort.get("startDate"), cohort.get("endDate"))
    begin, end = (
        milliseconds_of(date_of(date)) if isinstance(date, datetime) else None for date in dates
    )
    return _EVER if begin is None or end is None else _Span(begin, end)


SHORT_EVENTS = Shortcut(
    table=EVENT,
    needs=(
        "location",
        "linkedCourse",
        "teacherId",
        "createdBy",
        "promotionIds",
        "startDate",
        "endDate",
        "createdAt",
        "updatedAt",
    ),
    always={"isRecurring": False},
    # The head of a series, and who takes a place in one, has to be looked at.
    forms={"parentEvent": None, "color": _COLOR},
    distils=(
        Distil(
            lookup="course",
            asks=("linkedCourse",),
            keep=lambda course: text_of(title_of(course)),
        ),
        Distil(
            lookup="people",
            asks=("teacherId", "createdBy"),
            keep=lambda person: text_of(name_of(person)),
        ),
        Distil(lookup="cohorts", asks=("promotionIds",), keep=_span_of),
    ),
    reads=(
        "location",
        "linkedCourse",
        "teacherId",
        "createdBy",
        "promotionIds",
        "startDate",
        "endDate",
        "description",
    ),
    writes={"location_id": KEY, "course_title": TEXT, "teacher_name": TEXT},
    derive=derive_event,
)
