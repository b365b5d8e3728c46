"""`manage.py prune_facts`: remove old facts that every hearer has."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from yggdrasil.bus import retention
from yggdrasil.bus.hearers import declared
from yggdrasil.errors import YggdrasilError


class Command(BaseCommand):
    """Nothing calls this by itself: a history that is gone cannot be replayed to a new hearer."""

    help = "Removes facts older than so many days, of all homes, if every hearer has them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the age."""
        parser.add_argument("--older-than-days", type=days, required=True, metavar="DAYS")

    def handle(self, **options: Any) -> None:
        """Remove them, home by home.

        Args:
            options: `older_than_days`.

        Raises:
            CommandError: if the facts are too young.
        """
        hearers, age = declared(), options["older_than_days"]
        for home in settings.DATABASES:
            try:
                removed = retention.prune(home, hearers, older_than=age)
            except YggdrasilError as error:
                raise CommandError(error.message) from error
            self.stdout.write(f"{home}: {removed} removed.")


def days(text: str) -> timedelta:
    """Return the age that somebody typed.

    Args:
        text: for example `400`.

    Raises:
        ValueError: if it is no whole number, or more days than there are.
    """
    try:
        return timedelta(days=int(text))
    except OverflowError as error:
        raise ValueError(text) from error
