"""The task that tends the hearers: it tries again what failed, and catches up what was lost."""

from collections.abc import Callable
from datetime import timedelta
from functools import cache
from typing import Any

from celery import shared_task
from django.conf import settings
from pymongo.errors import PyMongoError

from yggdrasil import clock
from yggdrasil.bus.hearers import Hearers, declared
from yggdrasil.bus.hearing import feed
from yggdrasil.bus.hearing.feed import HandedOver
from yggdrasil.bus.hearing.inbox import Inbox
from yggdrasil.bus.hearing.retries import Retries
from yggdrasil.errors import UnavailableError
from yggdrasil.logs import get_logger
from yggdrasil.mongodb.unit_of_work import unit_of_work

STALLED_AFTER = timedelta(seconds=5)

log = get_logger(__name__)


@shared_task(name="yggdrasil.bus.tend", ignore_result=True)
def tend(**_extra: Any) -> None:
    """Retry what failed and catch up what a broker lost, for every app hosted here."""
    hearers = declared()
    # What a home has handed over is read once for all who hear it.
    handed_over = cache(feed.handed_over)
    for app in hearers.hosted(settings.YGGDRASIL["SERVICES"]):
        try:
            _tend(app, hearers, handed_over)
        except (UnavailableError, PyMongoError) as error:
            # One home that is away keeps no other app from being tended.
            log.warning("Not tended.", app=app, error=str(error))


def _tend(app: str, hearers: Hearers, handed_over: Callable[[str], HandedOver]) -> None:
    inbox = Inbox(app, hearers)
    kept = inbox.kept()
    if not all(progress.is_clear for progress in kept.values()):
        Retries(app, hearers).retry_due()
        unit_of_work(inbox.alias).run(inbox.failures.note_if_clear)
    since = clock.now() - STALLED_AFTER
    for home in inbox.stalled(kept, since=since, handed_over=handed_over):
        inbox.catch_up(home)
