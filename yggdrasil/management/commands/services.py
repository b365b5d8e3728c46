"""`manage.py services`: the ownership matrix, from the code."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from yggdrasil.ownership import Row, differences, matrix


class Command(BaseCommand):
    """Print who owns what, and fail where code and declaration differ."""

    help = "Prints the ownership matrix from the code; fails where an app's declaration differs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the format."""
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, **options: Any) -> None:
        """Print the matrix.

        Args:
            options: `format`, text for people or json for programs.

        Raises:
            CommandError: if an app owns or needs something else than it declares.
        """
        rows = matrix()
        if options["format"] == "json":
            self.stdout.write(json.dumps([asdict(row) for row in rows], indent=2))
        else:
            self.stdout.write("\n\n".join(_as_text(row) for row in rows))
        if found := differences():
            raise CommandError(
                "Code and matrix differ:\n" + "\n".join(f"  {line}" for line in found)
            )


def _as_text(row: Row) -> str:
    lines = [f"{row.service}  (app {row.app}, alias {row.alias}, database {row.database})"]
    columns = ("owns", "needs", "operations", "queries", "tells", "hears")
    lines += [f"  {name:<11}{', '.join(getattr(row, name)) or '-'}" for name in columns]
    return "\n".join(lines)
