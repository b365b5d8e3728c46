"""What the planning app does by itself."""

from typing import Any

from celery import shared_task
from celery.schedules import crontab

from apps.planning import operations
from yggdrasil import clock


@shared_task
def tell_missed_registers(**_extra: Any) -> int:
    """Tell of the lessons and exams whose register nobody has filled a day after their end."""
    return operations.tell_missed_registers(at=clock.now())


SCHEDULE = {
    "planning.tell_missed_registers": {
        "task": "apps.planning.tasks.tell_missed_registers",
        "schedule": crontab(minute="23"),
    }
}
