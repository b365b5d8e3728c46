"""`manage.py demo_school`: a school to look at, made through the apps' own operations."""

from importlib import import_module
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import module_has_submodule

from yggdrasil import clock
from yggdrasil.services import ServiceConfig


class Command(BaseCommand):
    """Ask each app, lowest first, for its part of the demo school."""

    help = "Makes a demo school: people, courses, cohorts, news, this month's timetable."

    def handle(self, **_options: Any) -> None:
        """Make what is missing of the demo school.

        Raises:
            CommandError: in production, where the demo's public password must never exist.
        """
        if settings.YGGDRASIL["ENVIRONMENT"] == "production":
            raise CommandError("demo_school is refused in production: its password is public.")
        at = clock.now()
        for config in apps.get_app_configs():
            if isinstance(config, ServiceConfig) and module_has_submodule(config.module, "demo"):
                made = import_module(f"{config.name}.demo").make(at=at)
                self.stdout.write(f"{config.label}: {made} documents made.")
