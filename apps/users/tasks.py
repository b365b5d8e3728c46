"""What the users app does by itself."""

from typing import Any

from celery import shared_task
from celery.schedules import crontab

from apps.users import operations
from yggdrasil import clock


@shared_task
def mend_copies(**_extra: Any) -> int:
    """Make profiles that are missing, and correct copies that went astray."""
    return operations.mend_copies(at=clock.now())


SCHEDULE = {
    "users.mend_copies": {
        "task": "apps.users.tasks.mend_copies",
        "schedule": crontab(hour="4", minute="23"),
    }
}
