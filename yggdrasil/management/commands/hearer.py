"""`manage.py hearer`: a Celery worker that takes the facts which the hosted apps hear."""

from typing import Any, cast

from celery import current_app
from django.conf import settings
from django.core.management.base import BaseCommand
from kombu.transport.redis import QoS

from yggdrasil.bus.carrying import topology
from yggdrasil.bus.hearers import declared
from yggdrasil.bus.hearing.inbox import Inbox
from yggdrasil.bus.hearing.listening import Listener
from yggdrasil.bus.worker import HEARER_OPTIONS, hear_in, settle


class Command(BaseCommand):
    """Run one worker for all queues of facts.

    One app's facts are taken by one thread at a time, in order and without a gap to mend. A second
    process does no harm, but the two keep correcting each other; to scale, let each host other
    services.
    """

    help = "Takes the facts that the hosted apps hear. To scale, host fewer services in each."

    def handle(self, **_options: Any) -> None:
        """Run until told to stop; the facts in hand are finished first."""
        # Where Redis goes with messages in hand, kombu would die of giving them back.
        QoS.restore_at_shutdown = False
        hear_in(current_app, listeners())
        settle()
        tasks = f"--exclude-queues={current_app.conf.task_default_queue}"
        current_app.worker_main(["worker", tasks, *HEARER_OPTIONS, "--loglevel=INFO"])


def listeners() -> list[Listener]:
    """Return a listener for each hosted app that hears anything, with an inbox of its own."""
    hearers, hosted = declared(), cast("list[str]", settings.YGGDRASIL["SERVICES"])
    return [
        Listener(current_app, topology.queue(app, hearers), Inbox(app, hearers).take)
        for app in hearers.hosted(hosted)
    ]
