"""What the statistics app does by itself."""

from typing import Any

from celery import shared_task
from celery.schedules import crontab

from apps.statistics import operations
from yggdrasil import clock


@shared_task
def refresh_figures(**_extra: Any) -> int:
    """Recount the standing figures of the school and its courses."""
    return operations.refresh_figures(at=clock.now())


@shared_task
def make_reports(**_extra: Any) -> int:
    """Make the reports that were asked for."""
    return operations.make_requested_reports(at=clock.now())


@shared_task
def drop_old_days(**_extra: Any) -> int:
    """Remove the figures of days that are long over."""
    return operations.drop_old_days(at=clock.now())


SCHEDULE = {
    "statistics.refresh_figures": {
        "task": "apps.statistics.tasks.refresh_figures",
        "schedule": crontab(minute="*/10"),
    },
    "statistics.make_reports": {
        "task": "apps.statistics.tasks.make_reports",
        "schedule": crontab(),
    },
    "statistics.drop_old_days": {
        "task": "apps.statistics.tasks.drop_old_days",
        "schedule": crontab(hour="3", minute="41"),
    },
}
