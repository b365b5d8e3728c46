"""`manage.py migrate_all`: migrate every home, in dependency order; safe to run twice."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Run Django's `migrate` for each alias, the accounts' home first."""

    help = "Migrates every home, in dependency order. Safe to run twice."

    def handle(self, **options: Any) -> None:
        """Migrate the homes in the order of the table of homes.

        Args:
            options: Django's own; `verbosity` is passed on.
        """
        quiet = max(options["verbosity"] - 1, 0)
        for alias, database in settings.DATABASES.items():
            call_command("migrate", database=alias, verbosity=quiet, interactive=False)
            self.stdout.write(f"{alias}: {database['NAME']} is up to date.")
