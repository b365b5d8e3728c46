"""`manage.py demo_school`: a school to look at, made through the apps' own operations."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from yggdrasil import clock
from yggdrasil.services import modules_of_services


class Command(BaseCommand):
    """Ask each app, lowest first, for its part of the demo school."""

    help = "Makes a demo school: people, courses, cohorts, news, a timetable."

    def handle(self, **_options: Any) -> None:
        """Make what is missing of the demo school.

        Raises:
            CommandError: in production, where the demo's public password must never exist.
        """
        if settings.YGGDRASIL["ENVIRONMENT"] == "production":
            raise CommandError("demo_school is refused in production: its password is public.")
        at = clock.now()
        for app, module in modules_of_services("demo"):
            self.stdout.write(f"{app}: {module.make(at=at)} documents made.")
