"""Migrations of every home, then the demo school, in one process; called by `scripts/serve`."""

import os
import sys

import django
from django.core.management import CommandError, call_command

from yggdrasil.management.sentences import sentence_of


def main() -> None:
    """Bring the databases up to date; a refusal is one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.main")
    try:
        django.setup()
        call_command("migrate_all")
        call_command("demo_school")
    except CommandError as error:
        sys.exit(f"{error}")
    except Exception as error:
        sentence = sentence_of(error)
        if not sentence:
            raise
        sys.exit(sentence)


if __name__ == "__main__":
    main()
