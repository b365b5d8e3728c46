"""The task that tends the hearers: it tries again what failed, and catches up what was lost."""

from datetime import timedelta
from typing import Any

from celery import shared_task
from django.conf import settings
from pymongo.errors import PyMongoError

from yggdrasil import clock
from yggdrasil.bus.hearers import declared
from yggdrasil.bus.hearing.inbox import Inbox
from yggdrasil.bus.hearing.retries import Retries
from yggdrasil.errors import UnavailableError
from yggdrasil.logs import get_logger

STALLED_AFTER = timedelta(seconds=5)

log = get_logger(__name__)


@shared_task(name="yggdrasil.bus.tend", ignore_result=True)
def tend(**_extra: Any) -> None:
    """Retry what failed and catch up what a broker lost, for every app hosted here."""
    hearers = declared()
    for app in hearers.hosted(settings.YGGDRASIL["SERVICES"]):
        try:
            Retries(app, hearers).retry_due()
            _catch_up_stalled(Inbox(app, hearers))
        except (UnavailableError, PyMongoError) as error:
            # One home that is away keeps no other app from being tended.
            log.warning("Not tended.", app=app, error=str(error))


def _catch_up_stalled(inbox: Inbox) -> None:
    since = clock.now() - STALLED_AFTER
    for home in inbox.homes:
        if inbox.is_stalled(home, since=since):
            inbox.catch_up(home)
