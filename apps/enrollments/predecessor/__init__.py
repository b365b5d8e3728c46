"""How the predecessor's promotions, memberships and progress rows become ours, and the way back."""

from collections import Counter
from typing import Any

from apps.enrollments.predecessor.cohorts import COHORTS
from apps.enrollments.predecessor.meanings import MEANINGS
from apps.enrollments.predecessor.memberships import MEMBERSHIPS
from apps.enrollments.predecessor.older import OLDER
from apps.enrollments.predecessor.seats import SEATS
from apps.enrollments.predecessor.semesters import SEMESTERS
from apps.enrollments.predecessor.submissions import SUBMISSIONS

__all__ = ["MAPPINGS", "MEANINGS", "figures"]

_MISSING = ("completedAt", "nextValidationDate", "targetSemester")


def figures(tallies: Counter[str]) -> dict[str, Any]:
    """Return what the predecessor's cohorts and progress rows look like.

    Args:
        tallies: counted while they are split.
    """
    return {
        **_memberships(tallies),
        "cohort_creators_dangling": tallies["orphan.creator_unknown"],
        "progress_rows": tallies["progress rows"],
        "progress_of_another_cohort": tallies["progress of another cohort"],
        "progress_semester_differs": tallies["semester differs"],
        "attendance_rate_differs": tallies["repair.attendance_rate_differs"],
        "attendance_rate_off_by_up_to": _largest(tallies, "attendance rate off by "),
        "events_attended_differs": tallies["repair.events_attended_differs"],
        "overall_progress_against_its_own_formula": tallies[
            "overall progress against its own formula"
        ],
        "overall_progress_recomputed_differs": tallies["repair.overall_progress_differs"],
        "overall_progress_with_fraction": tallies["fraction as overall progress"],
        "average_grade_differs": tallies["repair.average_grade_differs"],
        "standings": tallies["standings"],
        "standings_with_more_exercises_than_there_are": tallies["more exercises than there are"],
        "standings_whose_chapters_differ_from_course": tallies["chapters differ from course"],
        "progress_without": {name: tallies[f"no {name}"] for name in _MISSING},
        "older_enrolments_twice": tallies["conflict.enrolled_twice"],
    }


def _memberships(tallies: Counter[str]) -> dict[str, Any]:
    most = _largest(tallies, "listed in ")
    return {
        "students_by_cohorts_at_once": {
            str(number): tallies[f"listed in {number}"] for number in range(most + 1)
        },
        "students_without_current_cohort": tallies["no current cohort"],
        "students_whose_current_cohort_disagrees": tallies["current cohort disagrees"],
        "open_history_entries_of_one_student": _largest(tallies, "open entries "),
        "members_unknown": tallies["orphan.member_unknown"],
    }


def _largest(tallies: Counter[str], prefix: str) -> int:
    """Return the largest number that ends the name of a tally with this beginning."""
    numbers = (int(name.removeprefix(prefix)) for name in tallies if name.startswith(prefix))
    return max(numbers, default=0)


MAPPINGS = (COHORTS, MEMBERSHIPS, SEATS, SEMESTERS, *OLDER, SUBMISSIONS)
