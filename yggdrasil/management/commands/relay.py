"""`manage.py relay`: hand stored facts to the broker, for some homes or for all."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from celery import current_app
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from yggdrasil.bus.carrying.backends.celery import CeleryCarrier
from yggdrasil.bus.hearers import declared
from yggdrasil.bus.telling.runner import RelayRunner
from yggdrasil.bus.worker import settle


class Command(BaseCommand):
    """Run the relays until SIGINT or SIGTERM; a second process stands by and takes over."""

    help = "Hands stored facts to the broker. One relay a home is active; others stand by."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the homes."""
        parser.add_argument(
            "homes", nargs="*", help="aliases of homes; all of them if none is named"
        )

    def handle(self, **options: Any) -> None:
        """Run until told to stop.

        Args:
            options: `homes`, aliases.

        Raises:
            CommandError: if an alias is unknown.
            NotNamedError: if nobody said which broker is meant.
        """
        homes = options["homes"] or list(settings.DATABASES)
        if unknown := sorted(set(homes) - set(settings.DATABASES)):
            raise CommandError(
                f"There is no home {', '.join(unknown)}; homes are {', '.join(settings.DATABASES)}."
            )
        # What has no address, or a wrong one, is not waited for.
        current_app.connection_for_write().release()
        for home in homes:
            connections[home].ensure_connection()
        hearers = declared()
        runner = RelayRunner(
            homes=homes, hearers=hearers, make_carrier=lambda: CeleryCarrier(current_app, hearers)
        )
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        settle()
        runner.start()
        stop.wait()
        runner.stop()
