"""`manage.py merge_databases`: one database in the predecessor's shape, out of all homes."""

import json
import sys
from argparse import ArgumentParser
from contextlib import closing
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from pymongo.errors import PyMongoError

from yggdrasil.cutover.catalogue import chapters
from yggdrasil.cutover.merging.merge import Merge, Merged
from yggdrasil.cutover.merging.opening import open_outlet
from yggdrasil.cutover.merging.outlet import Outlet
from yggdrasil.cutover.progress import TerminalProgress
from yggdrasil.cutover.splitting import report
from yggdrasil.errors import YggdrasilError

_INTERRUPTED = 130


class Command(BaseCommand):
    """Undo a cut-over: write the predecessor's database, with what happened since."""

    help = (
        "Merges the homes into one database in the predecessor's shape (live, or a folder of "
        "<collection>.jsonl), so that a cut-over can be undone. The homes are only read. "
        "Exit code 0 only if everything is verified."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the target."""
        parser.add_argument("--target-uri", help="server for the predecessor's database")
        parser.add_argument("--target-db", help="name of the predecessor's database")
        parser.add_argument("--target-dir", help="folder for <collection>.jsonl files")
        parser.add_argument("--report", help="file for the report, as JSON")

    def handle(self, **options: Any) -> None:
        """Merge, and say what became of it.

        Args:
            options: see `add_arguments`.

        Raises:
            CommandError: with one sentence, if the target is not verified in the end.
        """
        try:
            self._merge(options)
        except (YggdrasilError, PyMongoError) as error:
            raise CommandError(_sentence(error)) from error
        except KeyboardInterrupt:
            self.stderr.write("Stopped. Run the same command again to begin anew.")
            sys.exit(_INTERRUPTED)

    def _merge(self, options: dict[str, Any]) -> None:
        path = Path(options["report"]) if options["report"] else None
        if path:
            report.check_writable(path)
        outlet = open_outlet(
            uri=options["target_uri"], database=options["target_db"], folder=options["target_dir"]
        )
        with closing(outlet):
            self._fill(outlet, path)

    def _fill(self, outlet: Outlet, path: Path | None) -> None:
        merge = Merge(outlet, chapters(), progress=TerminalProgress(), say=self.stdout.write)
        merged = merge.run()
        if path:
            path.write_text(json.dumps(_as_json(merged), indent=2) + "\n", "utf-8")
        for name, count in sorted(merged.left.items()):
            if count:
                self.stdout.write(
                    f"Not carried back: {name} ({count:,}), unknown to the predecessor."
                )
        if merged.faults:
            raise CommandError("Not verified. " + " ".join(merged.faults))
        self.stdout.write(f"Verified: {outlet.name} holds the predecessor's database.")


def _as_json(merged: Merged) -> dict[str, Any]:
    return {
        "state": "failed" if merged.faults else "verified",
        "target": merged.outlet.name,
        "collections": {
            name: {
                "written": digest.to_document(),
                "found": merged.found[name].to_document(),
                "fields_put_back": merged.restored[name],
            }
            for name, digest in merged.written.items()
        },
        "not_carried_back": {name: count for name, count in merged.left.items() if count},
        "faults": merged.faults,
    }


def _sentence(error: YggdrasilError | PyMongoError) -> str:
    if isinstance(error, YggdrasilError):
        return error.message
    return f"A server cannot be used: {str(error).splitlines()[0]:.300} Run the command again."
