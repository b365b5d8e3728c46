"""`manage.py event_catalogue`: the facts as documents, written or checked against the code."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from yggdrasil.events.catalogue import CATALOGUE
from yggdrasil.events.older import check_older
from yggdrasil.events.pages import asyncapi, page
from yggdrasil.events.schemas import BreakingChangeError, History
from yggdrasil.events.subscription import all_subscriptions, all_upcasters
from yggdrasil.services import services_by_app


class Command(BaseCommand):
    """Keep the catalogue, the AsyncAPI document and the schemas equal to the code."""

    help = "Checks the documents of facts against the code, or writes them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to do, and where."""
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--check", action="store_true", help="fail where a document is stale")
        what.add_argument("--write", action="store_true", help="write what is stale")
        parser.add_argument("--docs", type=Path, default=Path(settings.BASE_DIR) / "docs")

    def handle(self, **options: Any) -> None:
        """Do it.

        Args:
            options: `check` or `write`, and `docs`, the folder of the documents.

        Raises:
            CommandError: if a document is stale, a fact breaks with an earlier schema, or
                one cannot be read or written.
        """
        try:
            stale = self._documents(options["docs"], is_writing=options["write"])
        except BreakingChangeError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}.") from error
        if stale and options["check"]:
            raise CommandError(
                f"Stale: {', '.join(stale)}. Run `manage.py event_catalogue --write`."
            )
        for name in stale:
            self.stdout.write(f"{name} written.")

    def _documents(self, docs: Path, *, is_writing: bool) -> list[str]:
        folder = docs / "events"
        if is_writing:
            folder.mkdir(parents=True, exist_ok=True)
        check_older(folder, signals=CATALOGUE, upcasters=all_upcasters())
        stale = self._schemas(folder, is_writing=is_writing)
        return stale + self._pages(docs, is_writing=is_writing)

    def _schemas(self, folder: Path, *, is_writing: bool) -> list[str]:
        stale = []
        for signal in CATALOGUE:
            history = History.load(folder, signal.name)
            if history.extend(signal):
                stale.append(f"events/{signal.name}.json")
                if is_writing:
                    history.save(folder)
        return stale

    def _pages(self, docs: Path, *, is_writing: bool) -> list[str]:
        tables, services = all_subscriptions(), services_by_app()
        pages = {
            "events.md": page(CATALOGUE, tables),
            "asyncapi.yaml": asyncapi(CATALOGUE, tables, services),
        }
        stale = [name for name, text in pages.items() if _text(docs / name) != text]
        if is_writing:
            for name in stale:
                (docs / name).write_text(pages[name], "utf-8")
        return stale


def _text(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""
