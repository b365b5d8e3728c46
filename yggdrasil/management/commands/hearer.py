"""`manage.py hearer`: a Celery worker that takes the facts which the hosted apps hear."""

import logging
from typing import Any, cast

from celery import current_app
from django.conf import settings
from django.core.management.base import BaseCommand
from kombu.transport.redis import QoS

from yggdrasil.bus.hearers import declared
from yggdrasil.bus.worker import HEARER_OPTIONS, settle


class Command(BaseCommand):
    """Run one worker for all queues of facts.

    One app's facts are taken by one thread at a time, in order and without a gap to mend. A second
    process does no harm, but the two keep correcting each other; to scale, let each host other
    services.
    """

    help = "Takes the facts that the hosted apps hear. To scale, host fewer services in each."

    def handle(self, **_options: Any) -> None:
        """Run until told to stop; the fact in hand is finished first."""
        hearers, hosted = declared(), cast("list[str]", settings.YGGDRASIL["SERVICES"])
        queues = [hearers.queue(app) for app in hearers.hosted(hosted)]
        # Where Redis goes with messages in hand, kombu would die of giving them back.
        QoS.restore_at_shutdown = False
        _say_less()
        settle()
        current_app.worker_main(
            [
                "worker",
                f"--queues={','.join(queues)}",
                *HEARER_OPTIONS,
                "--loglevel=INFO",
            ]
        )


def _say_less() -> None:
    """Leave out that each message came and went: it costs more than what is done with it."""
    for name in ("celery.worker.strategy", "celery.app.trace"):
        logging.getLogger(name).setLevel(logging.WARNING)
