"""What this app does by the clock."""

from datetime import datetime, timedelta
from typing import Any

from celery import shared_task
from celery.schedules import crontab

from apps.enrollments import operations, queries
from yggdrasil import clock
from yggdrasil.errors import UnavailableError, YggdrasilError
from yggdrasil.logs import get_logger

_BATCH = 100
# A little less than the day between two runs, so that each finds all that the last one left.
_STALE = timedelta(hours=20)

log = get_logger(__name__)


@shared_task
def release_held_seats(**_extra: Any) -> int:
    """Give up the seats of enrolments that nobody confirmed in time, a batch at a time."""
    total, at = 0, clock.now()
    while released := operations.release_held_seats(limit=_BATCH, at=at):
        total += released
    return total


@shared_task
def recompute_figures(**_extra: Any) -> int:
    """Compute anew the figures that nothing touched since yesterday, a batch at a time."""
    total, at = 0, clock.now()
    while computed := operations.recompute_stale(older_than=_STALE, limit=_BATCH, at=at):
        total += computed
    return total


@shared_task
def end_semesters(**_extra: Any) -> int:
    """Ask for decisions on the semesters of cohorts whose time is over."""
    at = clock.now()
    ended = queries.list_ended_cohort_ids(at=at)
    return sum(_end_semester(cohort_id, at=at) for cohort_id in ended)


@shared_task
def recount_seats(**_extra: Any) -> int:
    """Compare seats taken with open enrolments; a difference is repaired and logged."""
    total, after = 0, None
    while courses := queries.list_courses_with_seats(after=after, limit=_BATCH):
        for course_id in courses:
            if drift := operations.recount_seats(course_id=course_id):
                log.warning("Seats were miscounted.", course_id=course_id, drift=drift)
                total += 1
        after = courses[-1]
    return total


def _end_semester(cohort_id: str, *, at: datetime) -> int:
    """End one; what is wrong with one cohort keeps no other from its end."""
    try:
        return operations.end_semester(cohort_id=cohort_id, at=at)
    except UnavailableError:
        raise
    except YggdrasilError as error:
        log.warning("Semester not ended.", cohort_id=cohort_id, error=error.code)
        return 0


SCHEDULE: dict[str, dict[str, Any]] = {
    "enrollments.release_held_seats": {
        "task": "apps.enrollments.tasks.release_held_seats",
        "schedule": crontab(minute="*/10"),
    },
    "enrollments.recompute_figures": {
        "task": "apps.enrollments.tasks.recompute_figures",
        "schedule": crontab(hour="2", minute="10"),
    },
    "enrollments.end_semesters": {
        "task": "apps.enrollments.tasks.end_semesters",
        "schedule": crontab(hour="2", minute="40"),
    },
    "enrollments.recount_seats": {
        "task": "apps.enrollments.tasks.recount_seats",
        "schedule": crontab(hour="3", minute="30"),
    },
}
