"""Events of the predecessor with nothing odd about them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from apps.planning.predecessor.event_columns import EVENT, name_of, title_of
from apps.planning.predecessor.locations import location_key
from yggdrasil.cutover.mapping.documents import Document
from yggdrasil.cutover.mapping.forms import (
    KEY,
    TEXT,
    Form,
    date_of,
    key_within,
    letters_of,
    milliseconds_of,
    text_of,
)
from yggdrasil.cutover.mapping.shortcut import Derived, Distil, Distilled, Shortcut, Values, unknown

_COLOR = Form(TEXT, rb"\x08\x00{3}#[0-9a-fA-F]{6}\x00")


class _Span(NamedTuple):
    """When a cohort is, in milliseconds since 1970."""

    begin: int
    end: int


_EVER = _Span(-(2**63), 2**63)
# Whether there is no description, and whether it is outside its cohort, to figures.
_TALLIES = {
    (False, False): (),
    (False, True): ("outside its cohort",),
    (True, False): ("no description",),
    (True, True): ("no description", "outside its cohort"),
}


def derive_events(known: Mapping[str, Distilled], events: Sequence[Values]) -> Derived:
    """Return what `split_event` adds to events of which all that they name is there.

    Args:
        known: titles of courses, names of people, spans of cohorts.
        events: the values of `reads`.
    """
    locations, courses, teachers, creators, cohorts, begins, ends, descriptions = events
    people, spans = known["people"], known["cohorts"]
    places = list(map(_place, locations))
    times = list(zip(milliseconds_of(begins), milliseconds_of(ends), strict=True))
    keys = [key_within(it) for it in cohorts]
    for place in chain(
        unknown(creators, people),
        unknown([key or None for key in keys], spans),
        (place for place, (begin, end) in enumerate(times) if end <= begin),
    ):
        places[place] = None
    tallies = [
        _TALLIES[description is None, not _is_within(time, spans.get(key) if key else _EVER)]
        for description, time, key in zip(descriptions, times, keys, strict=True)
    ]
    titles, names = map(known["course"].get, courses), map(people.get, teachers)
    return Derived((places, list(titles), list(names)), tallies)


def _is_within(time: tuple[int, int], span: _Span | None) -> bool:
    return span is not None and span.begin <= time[0] and time[1] <= span.end


@lru_cache(maxsize=4096)
def _place(location: bytes) -> bytes | None:
    key = location_key(letters_of(location))
    return key.binary if key else None


def _span_of(cohort: Document) -> _Span:
    dates = (cohort.get("startDate"), cohort.get("endDate"))
    moments = [date_of(date) for date in dates if isinstance(date, datetime)]
    return _Span(*milliseconds_of(moments)) if len(moments) == len(dates) else _EVER


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
    derive=derive_events,
)
