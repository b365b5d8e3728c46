"""What happens to the news by the clock."""

from datetime import timedelta
from typing import Any

from celery import shared_task

from apps.news import operations
from yggdrasil import clock


@shared_task(name="news.publish_due_articles")
def publish_due_articles(**_extra: Any) -> int:
    """Publish scheduled articles in the minute after their time."""
    return operations.publish_due_articles(at=clock.now())


@shared_task(name="news.expire_due_articles")
def expire_due_articles(**_extra: Any) -> int:
    """Mark articles that stopped being news."""
    return operations.expire_due_articles(at=clock.now())


@shared_task(name="news.unpin_due_articles")
def unpin_due_articles(**_extra: Any) -> int:
    """Take off pins whose time is over."""
    return operations.unpin_due_articles(at=clock.now())


SCHEDULE: dict[str, dict[str, Any]] = {
    "news.publish_due_articles": {
        "task": "news.publish_due_articles",
        "schedule": timedelta(minutes=1),
    },
    "news.expire_due_articles": {
        "task": "news.expire_due_articles",
        "schedule": timedelta(minutes=5),
    },
    "news.unpin_due_articles": {
        "task": "news.unpin_due_articles",
        "schedule": timedelta(minutes=5),
    },
}
