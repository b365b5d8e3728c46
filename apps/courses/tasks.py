"""What happens to courses without anybody asking."""

from typing import Any

from celery import shared_task
from celery.schedules import crontab

from apps.courses import operations


@shared_task(name="courses.sweep_readings")
def sweep_readings(**_extra: Any) -> int:
    """Remove, every night, what refers to courses that are gone."""
    return operations.sweep_readings()


SCHEDULE: dict[str, dict[str, Any]] = {
    "courses.sweep_readings": {
        "task": "courses.sweep_readings",
        "schedule": crontab(hour=3, minute=20),
    },
}
