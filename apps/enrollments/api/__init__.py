"""The door for neighbours: cohorts and members, enrolments and progress, semesters and risks."""

from apps.enrollments.api.cohorts import (
    list_cohort_ids_of_course,
    list_cohorts,
    list_cohorts_of_student,
    list_latest_cohorts,
    list_member_ids,
    list_present_cohorts,
)
from apps.enrollments.api.figures import (
    count_everything,
    find_current_semester_progress,
    get_cohort_report,
    get_semester_progress,
    list_at_risk,
    list_course_figures,
)
from apps.enrollments.api.learning import (
    get_progress,
    get_seats,
    is_enrolled,
    list_enrollments_of_student,
    list_progress_of_student,
)
from apps.enrollments.queries import CohortNotFoundError, SemesterProgressNotFoundError

__all__ = [
    "CohortNotFoundError",
    "SemesterProgressNotFoundError",
    "count_everything",
    "find_current_semester_progress",
    "get_cohort_report",
    "get_progress",
    "get_seats",
    "get_semester_progress",
    "is_enrolled",
    "list_at_risk",
    "list_cohort_ids_of_course",
    "list_cohorts",
    "list_cohorts_of_student",
    "list_course_figures",
    "list_enrollments_of_student",
    "list_latest_cohorts",
    "list_member_ids",
    "list_present_cohorts",
    "list_progress_of_student",
]
