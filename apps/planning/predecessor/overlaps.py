"""Pairs of events that want the same room, teacher or cohort at the same time."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from datetime import datetime
from heapq import heappop, heappush
from typing import Any

from yggdrasil.cutover.catalogue import Survey
from yggdrasil.cutover.mapping.documents import Document, countable, values_at

_FIELDS = {"room": "location", "teacher": "teacherId", "cohort": "promotionIds"}


def count_overlaps(events: Iterable[Document]) -> dict[str, Any]:
    """Return how many pairs of events overlap, by what they share.

    Args:
        events: in the order in which they begin.

    Returns:
        Figures by name. Held in memory are only the events under way at one moment.
    """
    under_way: dict[tuple[str, Hashable], list[datetime]] = defaultdict(list)
    pairs: Counter[str] = Counter()
    rooms: set[str] = set()
    for event in events:
        begin, end = event.get("startDate"), event.get("endDate")
        if not (isinstance(begin, datetime) and isinstance(end, datetime) and begin < end):
            continue
        for kind, subject in _subjects(event):
            ends = under_way[kind, subject]
            while ends and ends[0] <= begin:
                heappop(ends)
            pairs[kind] += len(ends)
            heappush(ends, end)
            if kind == "room":
                rooms.add(str(subject))
    return {
        "rooms": len(rooms),
        "overlapping_pairs": {kind: pairs[kind] for kind in _FIELDS},
    }


def _subjects(event: Document) -> Iterator[tuple[str, Hashable]]:
    for kind, path in _FIELDS.items():
        for subject in dict.fromkeys(map(countable, values_at(event, path))):
            if subject:
                yield kind, subject


OVERLAPS = Survey(
    collection="events",
    by="startDate",
    fields=("startDate", "endDate", "location", "teacherId", "promotionIds"),
    count=count_overlaps,
)
