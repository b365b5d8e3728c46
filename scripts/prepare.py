"""Migrations of every home, then the demo school, in one process; called by `scripts/serve`."""

import os
import sys

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command


def main() -> None:
    """Bring the databases up to date; a refusal is one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.main")
    try:
        django.setup()
        call_command("migrate_all")
        call_command("demo_school")
    except (ImproperlyConfigured, CommandError) as error:
        sys.exit(f"{error}")


if __name__ == "__main__":
    main()
