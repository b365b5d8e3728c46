"""What the accounts app does by itself."""

from typing import Any

from celery import shared_task
from celery.schedules import crontab

from apps.accounts import operations
from yggdrasil import clock


@shared_task
def remove_expired(**_extra: Any) -> int:
    """Remove sessions, tokens and history whose time is over."""
    return operations.remove_expired(at=clock.now())


SCHEDULE = {
    "accounts.remove_expired": {
        "task": "apps.accounts.tasks.remove_expired",
        "schedule": crontab(hour="3", minute="17"),
    }
}
