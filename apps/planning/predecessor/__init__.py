"""How the predecessor's events and registers become ours, and the way back."""

from collections import Counter
from typing import Any

from apps.planning.predecessor.attendance import ATTENDANCE
from apps.planning.predecessor.cohort_events import COHORT_EVENTS
from apps.planning.predecessor.events import EVENTS, OPTIONAL, RARE
from apps.planning.predecessor.locations import LOCATIONS
from apps.planning.predecessor.overlaps import OVERLAPS

__all__ = ["MAPPINGS", "SURVEYS", "figures"]


def figures(tallies: Counter[str]) -> dict[str, Any]:
    """Return what the predecessor's events and registers look like.

    Args:
        tallies: counted while they are split.
    """
    dangling = ("event_unknown", "student_unknown", "cohort_unknown", "marker_unknown")
    return {
        "events": tallies["read events"],
        "events_outside_their_cohort": tallies["outside its cohort"],
        "events_without": {
            **{name: tallies[f"no {name}"] for name in OPTIONAL},
            **{name: tallies["read events"] - tallies[f"with {name}"] for name in RARE},
        },
        "event_links_differing": tallies["conflict.event_links_differ"],
        "attendance_rows": tallies["read event_attendance"],
        "attendance_twice": tallies["conflict.refused_by_index"],
        "attendance_dangling": sum(tallies[f"orphan.{kind}"] for kind in dangling),
        "attendance_with_attended_at": tallies["attendedAt"],
        "attendance_with_empty_notes": tallies["empty notes"],
    }


MAPPINGS = (LOCATIONS, EVENTS, ATTENDANCE, COHORT_EVENTS)
SURVEYS = (OVERLAPS,)
