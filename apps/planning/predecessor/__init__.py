"""How the predecessor's events and registers become ours, and the way back."""

from collections import Counter
from typing import Any

from apps.planning.predecessor.attendance import ATTENDANCE
from apps.planning.predecessor.cohort_events import COHORT_EVENTS
from apps.planning.predecessor.events import EVENTS, OPTIONAL, RARE
from apps.planning.predecessor.locations import LOCATIONS
from apps.planning.predecessor.overlaps import OVERLAPS

__all__ = ["MAPPINGS", "MEANINGS", "SURVEYS", "figures"]


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


MEANINGS = {
    "cohort_unknown": "The cohort named does not exist; the reference is kept.",
    "course_unknown": "The course named does not exist; the reference is kept.",
    "creator_missing": "An event of nobody; the system counts as its creator.",
    "creator_unknown": "Whoever made it is nobody's account any more; the reference is kept.",
    "ends_before_start": "It ends before it begins; kept as it is, for staff to decide.",
    "event_links_differ": "A cohort's list of events differs from what the events say; they win.",
    "event_unknown": "The event named does not exist; the row is kept.",
    "marker_unknown": "Whoever marked it is nobody's account any more; the reference is kept.",
    "occurrence_taken": "Two events claim the same place in a series; the later one has none.",
    "row_of_nobody": "A row of the register without student or event; kept in the remainders.",
    "series_head_unknown": "The head of the series was deleted; the reference is kept.",
    "student_unknown": "The student is nobody's account any more; the row is kept.",
    "teacher_unknown": "The teacher is nobody's account any more; the reference is kept.",
    "wrong_color": "No colour; the usual one stands in.",
    "wrong_days": "No days of a week; left out.",
}

MAPPINGS = (LOCATIONS, EVENTS, ATTENDANCE, COHORT_EVENTS)
SURVEYS = (OVERLAPS,)
